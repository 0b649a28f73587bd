-- How many hours a project may take, and since when its members see what was spent and what was agreed.
ALTER TABLE project_project
    ADD COLUMN IF NOT EXISTS budget_minutes INT UNSIGNED NULL AFTER lead_id,
    ADD COLUMN IF NOT EXISTS hours_shared_at DATETIME(6) NULL AFTER shared_by,
    ADD COLUMN IF NOT EXISTS budget_shared_at DATETIME(6) NULL AFTER hours_shared_at;
