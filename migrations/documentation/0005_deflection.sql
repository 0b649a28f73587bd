-- Who said that an article answered what he was about to ask, once for each person and article.
CREATE TABLE IF NOT EXISTS documentation_deflection (
    id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
    article_id BIGINT UNSIGNED NOT NULL,
    customer_id BIGINT UNSIGNED NOT NULL,
    contact_id BIGINT UNSIGNED NULL COMMENT 'NULL: the customer itself, or a visitor by its link',
    person BIGINT UNSIGNED AS (COALESCE(contact_id, 0)) PERSISTENT,
    said_at DATETIME(6) NOT NULL,
    UNIQUE KEY deflection_once (article_id, customer_id, person),
    KEY deflection_person (customer_id, contact_id),
    CONSTRAINT deflection_article FOREIGN KEY (article_id) REFERENCES documentation_article (id),
    CONSTRAINT deflection_customer FOREIGN KEY (customer_id) REFERENCES kernel_customer (id),
    CONSTRAINT deflection_contact FOREIGN KEY (customer_id, contact_id) REFERENCES kernel_contact (customer_id, id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci;
