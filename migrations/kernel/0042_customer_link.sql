-- The link that opens the portal of a customer without portal users: on by default, and a turn for each time it was
-- made anew. The link itself is not kept: it is signed with the installation's key.
ALTER TABLE kernel_customer
    ADD COLUMN IF NOT EXISTS link_turn INT UNSIGNED NOT NULL DEFAULT 1,
    ADD COLUMN IF NOT EXISTS link_off_at DATETIME(6) NULL,
    ADD COLUMN IF NOT EXISTS link_off_by BIGINT UNSIGNED NULL;
