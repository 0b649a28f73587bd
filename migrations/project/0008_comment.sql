-- What was said about an item. Sharing the item shares no comment: each has its own switch. A customer's own are
-- visible to him from the start.
CREATE TABLE IF NOT EXISTS project_comment (
    id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
    customer_id BIGINT UNSIGNED NOT NULL,
    project_id BIGINT UNSIGNED NOT NULL,
    item_id BIGINT UNSIGNED NOT NULL,
    ref BINARY(10) NOT NULL,
    body MEDIUMTEXT NOT NULL,
    created_at DATETIME(6) NOT NULL,
    created_by BIGINT UNSIGNED NULL COMMENT 'of staff',
    contact_id BIGINT UNSIGNED NULL COMMENT 'of the customer',
    acted_by BIGINT UNSIGNED NULL COMMENT 'of staff, in the place of the customer''s person',
    shared_at DATETIME(6) NULL,
    shared_by BIGINT UNSIGNED NULL,
    told_at DATETIME(6) NULL,
    UNIQUE KEY comment_ref (ref),
    KEY comment_item (item_id, created_at, id),
    CONSTRAINT comment_of_item FOREIGN KEY (customer_id, project_id, item_id)
        REFERENCES project_item (customer_id, project_id, id),
    CONSTRAINT comment_created_by FOREIGN KEY (created_by) REFERENCES kernel_staff (id),
    CONSTRAINT comment_by_contact FOREIGN KEY (customer_id, contact_id) REFERENCES kernel_contact (customer_id, id),
    CONSTRAINT comment_acted_by FOREIGN KEY (acted_by) REFERENCES kernel_staff (id),
    CONSTRAINT comment_shared_by FOREIGN KEY (shared_by) REFERENCES kernel_staff (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci;
