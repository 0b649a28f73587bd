-- What another system calls a task that was imported from there: known by it, within its project, when it is imported again.
ALTER TABLE project_item
    ADD COLUMN IF NOT EXISTS external_id VARCHAR(64) COLLATE utf8mb4_nopad_bin NULL COMMENT 'where it was imported from',
    ADD UNIQUE KEY IF NOT EXISTS item_external (project_id, external_id);
