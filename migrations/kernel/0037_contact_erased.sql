-- A person who asked to be forgotten: the row stays, because records of the customer refer to it.
ALTER TABLE kernel_contact
    ADD COLUMN IF NOT EXISTS erased_at DATETIME(6) NULL;
