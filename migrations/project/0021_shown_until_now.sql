-- Counts what was there before the triggers; who writes an item meanwhile waits.
INSERT INTO project_shown (project_id, customer_id, milestones, tasks, documents, updates, done)
SELECT i.project_id, i.customer_id, SUM(i.kind = 'milestone'), SUM(i.kind = 'task'), SUM(i.kind = 'document'),
    SUM(i.kind = 'update'), SUM(i.kind = 'task' AND i.done_at IS NOT NULL)
FROM project_item i WHERE i.shared_at IS NOT NULL GROUP BY i.project_id, i.customer_id LOCK IN SHARE MODE
ON DUPLICATE KEY UPDATE milestones = VALUES(milestones), tasks = VALUES(tasks), documents = VALUES(documents),
    updates = VALUES(updates), done = VALUES(done);
