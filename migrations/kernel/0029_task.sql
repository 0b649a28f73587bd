-- Work in the background that is done once: written in the transaction that asks for it.
CREATE TABLE IF NOT EXISTS kernel_task (
    id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
    kind VARCHAR(96) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    payload MEDIUMTEXT NOT NULL COMMENT 'JSON',
    created_at DATETIME(6) NOT NULL,
    queued_at DATETIME(6) NOT NULL,
    due_at DATETIME(6) NOT NULL,
    attempts INT UNSIGNED NOT NULL DEFAULT 0,
    lease_by BINARY(16) NULL,
    lease_until DATETIME(6) NULL,
    done_at DATETIME(6) NULL,
    failed_at DATETIME(6) NULL,
    last_error VARCHAR(300) NULL,
    is_open TINYINT UNSIGNED AS (IF(done_at IS NULL AND failed_at IS NULL, 1, NULL)) PERSISTENT,
    KEY task_open (is_open, due_at)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci;
