CREATE TABLE IF NOT EXISTS kernel_setting (
    id VARCHAR(96) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
    value TEXT NOT NULL,
    changed_at DATETIME(6) NOT NULL,
    changed_by BIGINT UNSIGNED NULL,
    CONSTRAINT setting_changed_by FOREIGN KEY (changed_by) REFERENCES kernel_staff (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci;
