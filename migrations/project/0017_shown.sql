-- How many milestones, tasks, updates and documents of a project its customer sees, and how many of the tasks are done.
-- Triggers keep them (the next three files), so that no page counts thousands and no way of writing an item forgets them;
-- in a table of its own, because a trigger changes none that its statement reads.
CREATE TABLE IF NOT EXISTS project_shown (
    project_id BIGINT UNSIGNED NOT NULL PRIMARY KEY,
    customer_id BIGINT UNSIGNED NOT NULL,
    milestones INT NOT NULL DEFAULT 0,
    tasks INT NOT NULL DEFAULT 0,
    documents INT NOT NULL DEFAULT 0,
    updates INT NOT NULL DEFAULT 0,
    done INT NOT NULL DEFAULT 0 COMMENT 'of the tasks',
    KEY shown_owner (customer_id, project_id),
    CONSTRAINT shown_of_project FOREIGN KEY (customer_id, project_id) REFERENCES project_project (customer_id, id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci;
