-- Where a task stands among those of its list: as it came, until somebody moves it.
ALTER TABLE project_item ADD COLUMN IF NOT EXISTS place BIGINT UNSIGNED NULL COMMENT 'NULL: its id' AFTER list_id;
