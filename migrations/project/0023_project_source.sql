-- What a project began with, such as "quotation:…" with the reference that the other portal told: one project for each.
ALTER TABLE project_project
    ADD COLUMN IF NOT EXISTS source VARCHAR(80) CHARACTER SET ascii COLLATE ascii_bin NULL AFTER number,
    ADD UNIQUE KEY IF NOT EXISTS project_source (source);
