-- Two administrators who change the same words: the second is told.
ALTER TABLE kernel_notice
    ADD COLUMN IF NOT EXISTS version INT UNSIGNED NOT NULL DEFAULT 1;
