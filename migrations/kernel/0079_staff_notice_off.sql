-- Mails that one of the operator's own people does not want.
CREATE TABLE IF NOT EXISTS kernel_staff_notice_off (
    staff_id BIGINT UNSIGNED NOT NULL,
    notice VARCHAR(96) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    off_at DATETIME(6) NOT NULL,
    PRIMARY KEY (staff_id, notice),
    CONSTRAINT staff_notice_off_staff FOREIGN KEY (staff_id) REFERENCES kernel_staff (id) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci;
