-- For sweeping: mails that are done go after a while.
ALTER TABLE kernel_mail
    ADD INDEX IF NOT EXISTS mail_done (done_at);
