-- Whether an article helped, once for each person; said again, it replaces what was said before.
CREATE TABLE IF NOT EXISTS documentation_feedback (
    id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
    article_id BIGINT UNSIGNED NOT NULL,
    customer_id BIGINT UNSIGNED NOT NULL,
    contact_id BIGINT UNSIGNED NULL COMMENT 'who said it; NULL: the customer itself, or a visitor by its link',
    person BIGINT UNSIGNED AS (COALESCE(contact_id, 0)) PERSISTENT,
    is_helpful TINYINT UNSIGNED NOT NULL,
    comment TEXT NOT NULL DEFAULT '',
    acted_by BIGINT UNSIGNED NULL COMMENT 'of staff, in the customer''s place',
    given_at DATETIME(6) NOT NULL,
    UNIQUE KEY feedback_once (article_id, customer_id, person),
    KEY feedback_person (customer_id, contact_id),
    CONSTRAINT feedback_article FOREIGN KEY (article_id) REFERENCES documentation_article (id),
    CONSTRAINT feedback_customer FOREIGN KEY (customer_id) REFERENCES kernel_customer (id),
    CONSTRAINT feedback_contact FOREIGN KEY (customer_id, contact_id) REFERENCES kernel_contact (customer_id, id),
    CONSTRAINT feedback_acted_by FOREIGN KEY (acted_by) REFERENCES kernel_staff (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci;
