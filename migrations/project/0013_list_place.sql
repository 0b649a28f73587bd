-- Where a list of tasks stands among those of its project: as it came, until somebody moves it.
ALTER TABLE project_list ADD COLUMN IF NOT EXISTS place BIGINT UNSIGNED NULL COMMENT 'NULL: its id' AFTER name;
