-- A file goes where its note goes.
ALTER TABLE support_file
    DROP FOREIGN KEY IF EXISTS file_note,
    ADD CONSTRAINT file_of_note FOREIGN KEY IF NOT EXISTS (customer_id, ticket_id, note_id)
        REFERENCES support_note (customer_id, ticket_id, id) ON UPDATE CASCADE;
