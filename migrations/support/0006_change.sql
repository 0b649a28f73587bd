-- What became of a ticket: a status (the old and the new one) or who handles it. Customers see both.
CREATE TABLE IF NOT EXISTS support_change (
    id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
    customer_id BIGINT UNSIGNED NOT NULL,
    ticket_id BIGINT UNSIGNED NOT NULL,
    at DATETIME(6) NOT NULL,
    old_status ENUM('new', 'open', 'waiting', 'solved', 'closed') CHARACTER SET ascii COLLATE ascii_bin NULL,
    new_status ENUM('new', 'open', 'waiting', 'solved', 'closed') CHARACTER SET ascii COLLATE ascii_bin NULL,
    assignee_id BIGINT UNSIGNED NULL,
    KEY change_thread (ticket_id, at, id),
    CONSTRAINT change_ticket FOREIGN KEY (customer_id, ticket_id) REFERENCES support_ticket (customer_id, id),
    CONSTRAINT change_assignee FOREIGN KEY (assignee_id) REFERENCES kernel_staff (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci;
