-- Who of staff opened it on behalf of the customer's person who stands as its opener.
ALTER TABLE support_ticket
    ADD COLUMN IF NOT EXISTS acted_by BIGINT UNSIGNED NULL COMMENT 'of staff, on behalf of the customer',
    ADD CONSTRAINT ticket_acted_by FOREIGN KEY IF NOT EXISTS (acted_by) REFERENCES kernel_staff (id);
