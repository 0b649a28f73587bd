-- A project that is only a template for others. Whatever is tried with it, it is never shown to a customer.
ALTER TABLE project_project
    ADD COLUMN IF NOT EXISTS template_at DATETIME(6) NULL AFTER archived_at,
    ADD CONSTRAINT IF NOT EXISTS template_is_hidden CHECK (template_at IS NULL OR shared_at IS NULL);
