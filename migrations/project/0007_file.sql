-- A file of a task or an update, or one version of a document: of those the newest counts. It is seen as its item is.
CREATE TABLE IF NOT EXISTS project_file (
    id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
    customer_id BIGINT UNSIGNED NOT NULL,
    project_id BIGINT UNSIGNED NOT NULL,
    item_id BIGINT UNSIGNED NOT NULL,
    ref BINARY(10) NOT NULL,
    attachment_id BIGINT UNSIGNED NOT NULL,
    created_at DATETIME(6) NOT NULL,
    created_by BIGINT UNSIGNED NULL COMMENT 'of staff; NULL: the customer',
    contact_id BIGINT UNSIGNED NULL COMMENT 'of the customer',
    UNIQUE KEY file_ref (ref),
    KEY file_item (item_id, id),
    CONSTRAINT file_of_item FOREIGN KEY (customer_id, project_id, item_id)
        REFERENCES project_item (customer_id, project_id, id),
    CONSTRAINT file_of_attachment FOREIGN KEY (attachment_id) REFERENCES kernel_attachment (id),
    CONSTRAINT file_by_staff FOREIGN KEY (created_by) REFERENCES kernel_staff (id),
    CONSTRAINT file_by_contact FOREIGN KEY (customer_id, contact_id) REFERENCES kernel_contact (customer_id, id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci;
