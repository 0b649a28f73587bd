-- When this browser gave a second factor; a login that has one asks it of every session.
ALTER TABLE kernel_session
    ADD COLUMN IF NOT EXISTS proved_at DATETIME(6) NULL;
