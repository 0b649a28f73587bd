-- What was said about a ticket. Who wrote it is staff, a contact, or (neither) the customer itself.
CREATE TABLE IF NOT EXISTS support_note (
    id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
    customer_id BIGINT UNSIGNED NOT NULL,
    ticket_id BIGINT UNSIGNED NOT NULL,
    ref BINARY(10) NOT NULL,
    body MEDIUMTEXT NOT NULL,
    created_at DATETIME(6) NOT NULL,
    created_by BIGINT UNSIGNED NULL COMMENT 'of staff',
    contact_id BIGINT UNSIGNED NULL COMMENT 'of the customer',
    shared_at DATETIME(6) NULL,
    shared_by BIGINT UNSIGNED NULL COMMENT 'of staff; NULL where the customer wrote it himself',
    told_at DATETIME(6) NULL COMMENT 'when its mail was written: once, however often it is shared',
    UNIQUE KEY note_ref (ref),
    UNIQUE KEY note_owner (customer_id, ticket_id, id),
    KEY note_thread (ticket_id, created_at, id),
    FULLTEXT KEY note_words (body),
    CONSTRAINT note_ticket FOREIGN KEY (customer_id, ticket_id) REFERENCES support_ticket (customer_id, id),
    CONSTRAINT note_created_by FOREIGN KEY (created_by) REFERENCES kernel_staff (id),
    CONSTRAINT note_contact FOREIGN KEY (customer_id, contact_id) REFERENCES kernel_contact (customer_id, id),
    CONSTRAINT note_shared_by FOREIGN KEY (shared_by) REFERENCES kernel_staff (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci;
