-- What a person calls a link of his own, and when it was last used, to the minute.
ALTER TABLE kernel_link
    ADD COLUMN IF NOT EXISTS title VARCHAR(80) NOT NULL DEFAULT '' AFTER name,
    ADD COLUMN IF NOT EXISTS seen_at DATETIME(6) NULL AFTER created_at;
