-- Two administrators who change the same group: the second is shown what the first did. A group that an installation
-- begins with is told apart while nobody has changed it: then it also gets what portals bring that come later.
ALTER TABLE kernel_permission_group
    ADD COLUMN IF NOT EXISTS version INT UNSIGNED NOT NULL DEFAULT 1,
    ADD COLUMN IF NOT EXISTS changed_at DATETIME(6) NULL,
    ADD COLUMN IF NOT EXISTS changed_by BIGINT UNSIGNED NULL,
    ADD COLUMN IF NOT EXISTS starter VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NULL COMMENT 'which of the groups it began as',
    ADD UNIQUE KEY IF NOT EXISTS group_starter (starter);
