-- Permissions this installation has met: a new one gets its starting reach in the default group, once.
CREATE TABLE IF NOT EXISTS kernel_permission (
    id VARCHAR(96) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
    met_at DATETIME(6) NOT NULL
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci;
