-- A portal that was switched off for the whole installation has a row with a time; no row: it is on.
CREATE TABLE IF NOT EXISTS kernel_module (
    portal VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
    disabled_at DATETIME(6) NULL,
    disabled_by BIGINT UNSIGNED NULL,
    CONSTRAINT module_disabled_by FOREIGN KEY (disabled_by) REFERENCES kernel_staff (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci;
