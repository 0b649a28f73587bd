-- What somebody was writing to a ticket and has not sent: one a person and ticket, read by nobody else.
CREATE TABLE IF NOT EXISTS support_draft (
    id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
    customer_id BIGINT UNSIGNED NOT NULL,
    ticket_id BIGINT UNSIGNED NOT NULL,
    staff_id BIGINT UNSIGNED NULL COMMENT 'of staff',
    contact_id BIGINT UNSIGNED NULL COMMENT 'of the customer',
    body MEDIUMTEXT NOT NULL,
    is_shared BOOLEAN NOT NULL COMMENT 'of staff: whether the note was going to be shared',
    saved_at DATETIME(6) NOT NULL,
    UNIQUE KEY draft_staff (ticket_id, staff_id),
    UNIQUE KEY draft_contact (ticket_id, contact_id),
    KEY draft_saved (saved_at),
    CONSTRAINT draft_ticket FOREIGN KEY (customer_id, ticket_id) REFERENCES support_ticket (customer_id, id),
    CONSTRAINT draft_staff_of FOREIGN KEY (staff_id) REFERENCES kernel_staff (id),
    CONSTRAINT draft_contact_of FOREIGN KEY (customer_id, contact_id) REFERENCES kernel_contact (customer_id, id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci;
