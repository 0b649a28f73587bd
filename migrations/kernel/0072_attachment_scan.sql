-- What the virus scan said of a file, and when a file that waits for it is looked at next.
ALTER TABLE kernel_attachment
    MODIFY COLUMN verdict ENUM('unscanned', 'clean', 'quarantined', 'infected') CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT 'unscanned',
    ADD COLUMN IF NOT EXISTS scanned_at DATETIME(6) NULL,
    ADD COLUMN IF NOT EXISTS scan_after DATETIME(6) NULL,
    ADD COLUMN IF NOT EXISTS scan_attempts INT UNSIGNED NOT NULL DEFAULT 0,
    ADD COLUMN IF NOT EXISTS scan_doubt VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NULL COMMENT 'why nobody knows yet',
    ADD KEY IF NOT EXISTS attachment_scan (verdict, scan_after);
