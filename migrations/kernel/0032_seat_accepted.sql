-- A seat that was offered by mail is in force once its person has accepted it; those that were there already are.
ALTER TABLE kernel_seat
    ADD COLUMN IF NOT EXISTS accepted_at DATETIME(6) NULL DEFAULT '1970-01-01' COMMENT 'NULL: invited, not in force yet';
