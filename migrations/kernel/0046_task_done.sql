-- For sweeping: tasks that are done go after a while.
ALTER TABLE kernel_task
    ADD INDEX IF NOT EXISTS task_done (done_at);
