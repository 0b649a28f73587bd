-- Work that comes back: one row for each job, so that one process of all runs it when it is due.
CREATE TABLE IF NOT EXISTS kernel_job (
    name VARCHAR(96) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
    due_at DATETIME(6) NOT NULL,
    lease_by BINARY(16) NULL,
    lease_until DATETIME(6) NULL,
    done_at DATETIME(6) NULL,
    last_error VARCHAR(300) NULL
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci;
