CREATE OR REPLACE TRIGGER project_item_removed AFTER DELETE ON project_item FOR EACH ROW
BEGIN
    IF OLD.shared_at IS NOT NULL THEN
        UPDATE project_shown SET milestones = milestones - (OLD.kind = 'milestone'),
            tasks = tasks - (OLD.kind = 'task'), documents = documents - (OLD.kind = 'document'),
            updates = updates - (OLD.kind = 'update'), done = done - (OLD.kind = 'task' AND OLD.done_at IS NOT NULL)
        WHERE project_id = OLD.project_id;
    END IF;
END
