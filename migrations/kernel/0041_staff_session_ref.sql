-- As for customers' sessions.
ALTER TABLE kernel_staff_session
    ADD COLUMN IF NOT EXISTS ref BINARY(10) NOT NULL DEFAULT (RANDOM_BYTES(10)),
    ADD UNIQUE KEY IF NOT EXISTS staff_session_ref (ref);
