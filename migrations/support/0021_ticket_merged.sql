-- The ticket of the same customer into which it was merged; what was said in it is there.
ALTER TABLE support_ticket
    ADD COLUMN IF NOT EXISTS merged_into BIGINT UNSIGNED NULL,
    ADD KEY IF NOT EXISTS ticket_merged (customer_id, merged_into),
    ADD CONSTRAINT ticket_merged_into FOREIGN KEY IF NOT EXISTS (customer_id, merged_into) REFERENCES support_ticket (customer_id, id);
