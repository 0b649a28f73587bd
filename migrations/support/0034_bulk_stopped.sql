-- Who ended a change of many tickets before all was done; what was still to do stays in its list.
ALTER TABLE support_bulk
    ADD COLUMN IF NOT EXISTS stopped_by BIGINT UNSIGNED NULL COMMENT 'before all was done' AFTER done_at,
    ADD CONSTRAINT bulk_stopped_by FOREIGN KEY IF NOT EXISTS (stopped_by) REFERENCES kernel_staff (id);
