-- Where an open task stands on the board of its project, how often it was moved there, so that of two who move it at once the second knows, and what its columns are read by.
ALTER TABLE project_item
    ADD COLUMN IF NOT EXISTS state ENUM('todo', 'doing', 'waiting') CHARACTER SET ascii COLLATE ascii_bin NOT NULL
        DEFAULT 'todo' COMMENT 'of a task that is not done' AFTER place,
    ADD COLUMN IF NOT EXISTS moves INT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'of a task' AFTER state,
    ADD KEY IF NOT EXISTS item_board (project_id, kind, state, done_at);
