CREATE OR REPLACE TRIGGER project_item_added AFTER INSERT ON project_item FOR EACH ROW
BEGIN
    IF NEW.shared_at IS NOT NULL THEN
        INSERT INTO project_shown (project_id, customer_id, milestones, tasks, documents, updates, done)
        VALUES (NEW.project_id, NEW.customer_id, NEW.kind = 'milestone', NEW.kind = 'task', NEW.kind = 'document',
            NEW.kind = 'update', NEW.kind = 'task' AND NEW.done_at IS NOT NULL)
        ON DUPLICATE KEY UPDATE milestones = milestones + VALUES(milestones), tasks = tasks + VALUES(tasks),
            documents = documents + VALUES(documents), updates = updates + VALUES(updates), done = done + VALUES(done);
    END IF;
END
