-- Who of staff wrote it on behalf of the customer's person who stands as its author.
ALTER TABLE support_note
    ADD COLUMN IF NOT EXISTS acted_by BIGINT UNSIGNED NULL COMMENT 'of staff, on behalf of the customer',
    ADD CONSTRAINT note_acted_by FOREIGN KEY IF NOT EXISTS (acted_by) REFERENCES kernel_staff (id);
