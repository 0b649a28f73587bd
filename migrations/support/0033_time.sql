-- Minutes that staff spent on a ticket. Customers never see them; what is taken away stays as a row.
CREATE TABLE IF NOT EXISTS support_time (
    id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
    customer_id BIGINT UNSIGNED NOT NULL,
    ticket_id BIGINT UNSIGNED NOT NULL,
    ref BINARY(10) NOT NULL,
    staff_id BIGINT UNSIGNED NOT NULL COMMENT 'whose time',
    minutes SMALLINT UNSIGNED NOT NULL,
    remark VARCHAR(160) NOT NULL DEFAULT '',
    created_at DATETIME(6) NOT NULL,
    version INT UNSIGNED NOT NULL DEFAULT 1,
    changed_at DATETIME(6) NULL,
    changed_by BIGINT UNSIGNED NULL,
    removed_at DATETIME(6) NULL,
    removed_by BIGINT UNSIGNED NULL,
    UNIQUE KEY time_ref (ref),
    KEY time_thread (ticket_id, created_at, id),
    KEY time_person (staff_id, created_at),
    CONSTRAINT time_ticket FOREIGN KEY (customer_id, ticket_id) REFERENCES support_ticket (customer_id, id),
    CONSTRAINT time_staff FOREIGN KEY (staff_id) REFERENCES kernel_staff (id),
    CONSTRAINT time_changed_by FOREIGN KEY (changed_by) REFERENCES kernel_staff (id),
    CONSTRAINT time_removed_by FOREIGN KEY (removed_by) REFERENCES kernel_staff (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci;
