-- A seat's right to one portal. Without a row a seat of mode 'group' follows its group, one of mode 'listed' has nothing.
CREATE TABLE IF NOT EXISTS kernel_access (
    seat_id BIGINT UNSIGNED NOT NULL,
    portal VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    granted BOOLEAN NOT NULL,
    cap TINYINT UNSIGNED NULL COMMENT '1: only own, whatever the group says',
    changed_at DATETIME(6) NOT NULL,
    changed_by BIGINT UNSIGNED NULL,
    PRIMARY KEY (seat_id, portal),
    CONSTRAINT access_seat FOREIGN KEY (seat_id) REFERENCES kernel_seat (id) ON DELETE CASCADE,
    CONSTRAINT access_changed_by FOREIGN KEY (changed_by) REFERENCES kernel_staff (id),
    CONSTRAINT access_cap CHECK (cap IN (1, 2))
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci;
