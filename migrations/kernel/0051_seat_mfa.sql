-- Whether an administrator requires a second factor of this portal user, since when and who said so (NULL: not required).
ALTER TABLE kernel_seat
    ADD COLUMN IF NOT EXISTS mfa_required_at DATETIME(6) NULL,
    ADD COLUMN IF NOT EXISTS mfa_required_by BIGINT UNSIGNED NULL;
