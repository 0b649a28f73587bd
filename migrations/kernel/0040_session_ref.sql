-- What a session is called in addresses: its person may end it.
ALTER TABLE kernel_session
    ADD COLUMN IF NOT EXISTS ref BINARY(10) NOT NULL DEFAULT (RANDOM_BYTES(10)),
    ADD UNIQUE KEY IF NOT EXISTS session_ref (ref);
