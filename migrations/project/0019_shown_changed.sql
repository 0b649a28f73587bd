-- An item stays in its project.
CREATE OR REPLACE TRIGGER project_item_changed AFTER UPDATE ON project_item FOR EACH ROW
BEGIN
    DECLARE was INT DEFAULT OLD.shared_at IS NOT NULL;
    DECLARE shows INT DEFAULT NEW.shared_at IS NOT NULL;
    IF was <> shows OR shows AND (OLD.kind <> NEW.kind OR (OLD.done_at IS NULL) <> (NEW.done_at IS NULL)) THEN
        INSERT INTO project_shown (project_id, customer_id, milestones, tasks, documents, updates, done)
        VALUES (NEW.project_id, NEW.customer_id,
            shows * (NEW.kind = 'milestone') - was * (OLD.kind = 'milestone'),
            shows * (NEW.kind = 'task') - was * (OLD.kind = 'task'),
            shows * (NEW.kind = 'document') - was * (OLD.kind = 'document'),
            shows * (NEW.kind = 'update') - was * (OLD.kind = 'update'),
            shows * (NEW.kind = 'task' AND NEW.done_at IS NOT NULL) - was * (OLD.kind = 'task' AND OLD.done_at IS NOT NULL))
        ON DUPLICATE KEY UPDATE milestones = milestones + VALUES(milestones), tasks = tasks + VALUES(tasks),
            documents = documents + VALUES(documents), updates = updates + VALUES(updates), done = done + VALUES(done);
    END IF;
END
