ALTER TABLE support_ticket
    ADD COLUMN IF NOT EXISTS category_id BIGINT UNSIGNED NULL AFTER priority,
    ADD KEY IF NOT EXISTS ticket_category (category_id, touched_at DESC, id DESC),
    ADD CONSTRAINT ticket_category_of FOREIGN KEY IF NOT EXISTS (category_id) REFERENCES support_category (id);
