-- One announcement. customer_id NULL is for everybody: the only table whose owner may be absent, and the scope says so.
CREATE TABLE IF NOT EXISTS announcements_announcement (
    id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
    customer_id BIGINT UNSIGNED NULL,
    ref BINARY(10) NOT NULL,
    title VARCHAR(160) NOT NULL,
    body MEDIUMTEXT NOT NULL,
    attachment_id BIGINT UNSIGNED NULL,
    created_at DATETIME(6) NOT NULL,
    created_by BIGINT UNSIGNED NOT NULL,
    published_at DATETIME(6) NULL,
    published_by BIGINT UNSIGNED NULL,
    version INT UNSIGNED NOT NULL DEFAULT 1,
    UNIQUE KEY announcement_ref (ref),
    KEY announcement_list (customer_id, published_at DESC, id DESC),
    KEY announcement_staff (created_at DESC, id DESC),
    CONSTRAINT announcement_customer FOREIGN KEY (customer_id) REFERENCES kernel_customer (id),
    CONSTRAINT announcement_attachment FOREIGN KEY (attachment_id) REFERENCES kernel_attachment (id),
    CONSTRAINT announcement_created_by FOREIGN KEY (created_by) REFERENCES kernel_staff (id),
    CONSTRAINT announcement_published_by FOREIGN KEY (published_by) REFERENCES kernel_staff (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci;
