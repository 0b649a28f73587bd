-- Whom of staff a note is meant for: told once, and on the person's list until he says that it is done.
CREATE TABLE IF NOT EXISTS support_mention (
    note_id BIGINT UNSIGNED NOT NULL,
    staff_id BIGINT UNSIGNED NOT NULL,
    customer_id BIGINT UNSIGNED NOT NULL,
    ticket_id BIGINT UNSIGNED NOT NULL,
    created_at DATETIME(6) NOT NULL,
    done_at DATETIME(6) NULL,
    PRIMARY KEY (note_id, staff_id),
    KEY mention_list (staff_id, done_at, created_at DESC),
    KEY mention_thread (ticket_id),
    CONSTRAINT mention_note FOREIGN KEY (customer_id, ticket_id, note_id) REFERENCES support_note (customer_id, ticket_id, id) ON UPDATE CASCADE,
    CONSTRAINT mention_staff FOREIGN KEY (staff_id) REFERENCES kernel_staff (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci;
