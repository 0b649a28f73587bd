-- Two tickets that have to do with each other, for staff alone: they may be of two customers.
CREATE TABLE IF NOT EXISTS support_link (
    low_id BIGINT UNSIGNED NOT NULL COMMENT 'the older of the two, so that a pair stands once',
    high_id BIGINT UNSIGNED NOT NULL,
    linked_at DATETIME(6) NOT NULL,
    linked_by BIGINT UNSIGNED NOT NULL,
    PRIMARY KEY (low_id, high_id),
    KEY link_other (high_id, low_id),
    CONSTRAINT link_order CHECK (low_id < high_id),
    CONSTRAINT link_low FOREIGN KEY (low_id) REFERENCES support_ticket (id),
    CONSTRAINT link_high FOREIGN KEY (high_id) REFERENCES support_ticket (id),
    CONSTRAINT link_by FOREIGN KEY (linked_by) REFERENCES kernel_staff (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci;
