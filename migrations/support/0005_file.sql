-- A file of a ticket, or of one of its notes: then it is seen where both are shared.
CREATE TABLE IF NOT EXISTS support_file (
    id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
    customer_id BIGINT UNSIGNED NOT NULL,
    ticket_id BIGINT UNSIGNED NOT NULL,
    note_id BIGINT UNSIGNED NULL,
    ref BINARY(10) NOT NULL,
    attachment_id BIGINT UNSIGNED NOT NULL,
    created_at DATETIME(6) NOT NULL,
    created_by BIGINT UNSIGNED NULL COMMENT 'of staff; NULL: the customer',
    shared_at DATETIME(6) NULL,
    shared_by BIGINT UNSIGNED NULL,
    UNIQUE KEY file_ref (ref),
    KEY file_thread (ticket_id, id),
    CONSTRAINT file_ticket FOREIGN KEY (customer_id, ticket_id) REFERENCES support_ticket (customer_id, id),
    CONSTRAINT file_note FOREIGN KEY (customer_id, ticket_id, note_id) REFERENCES support_note (customer_id, ticket_id, id),
    CONSTRAINT file_attachment FOREIGN KEY (attachment_id) REFERENCES kernel_attachment (id),
    CONSTRAINT file_created_by FOREIGN KEY (created_by) REFERENCES kernel_staff (id),
    CONSTRAINT file_shared_by FOREIGN KEY (shared_by) REFERENCES kernel_staff (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci;
