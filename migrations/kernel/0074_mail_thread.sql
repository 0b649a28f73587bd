-- Which record of a portal a mail is about, for whoever looks what was sent about it.
ALTER TABLE kernel_mail
    ADD COLUMN IF NOT EXISTS portal VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NULL,
    ADD COLUMN IF NOT EXISTS thread BIGINT UNSIGNED NULL COMMENT 'the record in that portal',
    ADD KEY IF NOT EXISTS mail_thread (portal, thread, id);
