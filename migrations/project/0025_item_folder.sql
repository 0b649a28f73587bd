-- The folder of a document, '/' between one and another inside it; it shows where one of its documents is shared.
ALTER TABLE project_item ADD COLUMN IF NOT EXISTS folder VARCHAR(120) NOT NULL DEFAULT '' AFTER place;
