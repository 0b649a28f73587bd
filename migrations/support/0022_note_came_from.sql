ALTER TABLE support_note
    ADD COLUMN IF NOT EXISTS came_from INT UNSIGNED NULL COMMENT 'the number of the ticket in which it was written';
