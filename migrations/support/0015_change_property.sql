-- What staff changed beside a ticket, for its history at the desk: which property, from what, to what, by whom.
ALTER TABLE support_change
    ADD COLUMN IF NOT EXISTS property VARCHAR(80) NULL COMMENT 'NULL: its status or who handles it; else only staff see it',
    ADD COLUMN IF NOT EXISTS old_text VARCHAR(500) NULL,
    ADD COLUMN IF NOT EXISTS new_text VARCHAR(500) NULL,
    ADD COLUMN IF NOT EXISTS changed_by BIGINT UNSIGNED NULL,
    ADD CONSTRAINT change_changed_by FOREIGN KEY IF NOT EXISTS (changed_by) REFERENCES kernel_staff (id);
