-- A mail goes where the note goes that it became.
ALTER TABLE support_message
    DROP FOREIGN KEY IF EXISTS message_note,
    ADD CONSTRAINT message_of_note FOREIGN KEY IF NOT EXISTS (customer_id, ticket_id, note_id)
        REFERENCES support_note (customer_id, ticket_id, id) ON UPDATE CASCADE;
