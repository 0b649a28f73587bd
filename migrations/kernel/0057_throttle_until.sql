-- Until when the next try waits: the delay grows with every one that failed.
ALTER TABLE kernel_throttle
    ADD COLUMN IF NOT EXISTS blocked_until DATETIME(6) NULL;
