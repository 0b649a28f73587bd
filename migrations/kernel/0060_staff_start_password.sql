-- A colleague's start password, as customers' people have it: must be replaced, and dies then.
ALTER TABLE kernel_staff
    ADD COLUMN IF NOT EXISTS start_password_until DATETIME(6) NULL;
