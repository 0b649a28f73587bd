-- Who of the customer's people opened it for a colleague, whose it is; NULL: the one whose it is, or staff.
ALTER TABLE support_ticket
    ADD COLUMN IF NOT EXISTS written_by BIGINT UNSIGNED NULL COMMENT 'of the customer, for a colleague' AFTER contact_id,
    ADD CONSTRAINT ticket_written_by FOREIGN KEY IF NOT EXISTS (customer_id, written_by) REFERENCES kernel_contact (customer_id, id);
