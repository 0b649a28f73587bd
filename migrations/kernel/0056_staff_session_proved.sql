-- The same for the operator's own people.
ALTER TABLE kernel_staff_session
    ADD COLUMN IF NOT EXISTS proved_at DATETIME(6) NULL;
