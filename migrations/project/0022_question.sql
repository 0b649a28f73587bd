-- That a comment is a question, and who has to answer it: one of the customer's people, any member, or staff.
CREATE TABLE IF NOT EXISTS project_question (
    comment_id BIGINT UNSIGNED NOT NULL PRIMARY KEY,
    customer_id BIGINT UNSIGNED NOT NULL,
    project_id BIGINT UNSIGNED NOT NULL,
    item_id BIGINT UNSIGNED NOT NULL,
    waits_for ENUM('customer', 'staff') CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    contact_id BIGINT UNSIGNED NULL COMMENT 'who of the customer is asked; NULL: any member',
    asked_at DATETIME(6) NOT NULL,
    settled_at DATETIME(6) NULL,
    outcome ENUM('answered', 'withdrawn', 'done') CHARACTER SET ascii COLLATE ascii_bin NULL,
    KEY question_open (customer_id, waits_for, settled_at, asked_at),
    KEY question_desk (waits_for, settled_at, asked_at, comment_id),
    KEY question_item (item_id, settled_at),
    KEY question_person (customer_id, contact_id, settled_at),
    CONSTRAINT question_is_comment FOREIGN KEY (comment_id) REFERENCES project_comment (id),
    CONSTRAINT question_of_item FOREIGN KEY (customer_id, project_id, item_id)
        REFERENCES project_item (customer_id, project_id, id),
    CONSTRAINT question_to_contact FOREIGN KEY (customer_id, contact_id) REFERENCES kernel_contact (customer_id, id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci;
