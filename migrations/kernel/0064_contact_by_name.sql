-- For the list of all contacts, in the order of their names.
ALTER TABLE kernel_contact
    ADD INDEX IF NOT EXISTS contact_by_name (name, id);
