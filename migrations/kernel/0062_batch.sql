-- A bulk enabling: what was chosen for all of it, rehearsed as a draft, then done in the background.
CREATE TABLE IF NOT EXISTS kernel_batch (
    id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
    ref BINARY(10) NOT NULL,
    state ENUM('draft', 'running', 'stopped', 'done') CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT 'draft',
    group_id BIGINT UNSIGNED NULL COMMENT 'NULL: none chosen, the default group; Everything for a customer itself',
    mfa BOOLEAN NOT NULL DEFAULT 0,
    portals VARCHAR(1000) CHARACTER SET ascii COLLATE ascii_bin NULL COMMENT 'ids with commas; NULL: follow the group',
    created_at DATETIME(6) NOT NULL,
    created_by BIGINT UNSIGNED NULL,
    started_at DATETIME(6) NULL,
    started_by BIGINT UNSIGNED NULL,
    finished_at DATETIME(6) NULL,
    version INT UNSIGNED NOT NULL DEFAULT 1 COMMENT 'counts whatever is done to it: who writes first is first',
    UNIQUE KEY batch_ref (ref),
    KEY batch_created (created_at, id),
    CONSTRAINT batch_of_group FOREIGN KEY (group_id) REFERENCES kernel_permission_group (id) ON DELETE SET NULL,
    CONSTRAINT batch_created_by FOREIGN KEY (created_by) REFERENCES kernel_staff (id),
    CONSTRAINT batch_started_by FOREIGN KEY (started_by) REFERENCES kernel_staff (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci;
