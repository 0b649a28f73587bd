-- How often something was tried from one place within the hour that began at `since`.
CREATE TABLE IF NOT EXISTS kernel_throttle (
    purpose VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    source BINARY(32) NOT NULL COMMENT 'keyed hash of the address it came from',
    since DATETIME(6) NOT NULL,
    tries INT UNSIGNED NOT NULL,
    PRIMARY KEY (purpose, source),
    KEY throttle_age (since)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci;
