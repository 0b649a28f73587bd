-- A project of the first customer with 5,000 tasks, and its first person in it. @large_project is its reference.
INSERT INTO project_project (id, customer_id, ref, number, name, description, created_at, updated_at, shared_at, lead_id)
VALUES (1, 1, @large_project, 101, 'A large project', 'All of it', UTC_TIMESTAMP(6), UTC_TIMESTAMP(6), UTC_TIMESTAMP(6), 1);
UPDATE project_counter SET value = 101;
INSERT INTO project_member (project_id, contact_id, customer_id, added_at) VALUES (1, 1, 1, UTC_TIMESTAMP(6));
INSERT INTO project_list (id, customer_id, project_id, ref, name, created_at)
SELECT seq, 1, 1, RANDOM_BYTES(10), CONCAT('List ', seq), UTC_TIMESTAMP(6) FROM seq_1_to_20;
-- Nine in ten are shared, half are done.
INSERT INTO project_item (customer_id, project_id, ref, kind, title, body, list_id, due_on, assignee_id, done_at, done_by,
    created_at, created_by, shared_at, shared_by, told_at)
SELECT 1, 1, RANDOM_BYTES(10), 'task', CONCAT('Task number ', seq), REPEAT('What is to be done here. ', 8), 1 + seq % 20,
    CURRENT_DATE + INTERVAL seq % 300 DAY, 1, IF(seq % 2, UTC_TIMESTAMP(6), NULL), IF(seq % 2, 1, NULL),
    UTC_TIMESTAMP(6) - INTERVAL seq MINUTE, 1, IF(seq % 10, UTC_TIMESTAMP(6), NULL), IF(seq % 10, 1, NULL), UTC_TIMESTAMP(6)
FROM seq_1_to_5000;
INSERT INTO project_item (customer_id, project_id, ref, kind, title, body, due_on, created_at, created_by, shared_at, shared_by,
    told_at)
SELECT 1, 1, RANDOM_BYTES(10), ELT(1 + seq % 3, 'milestone', 'update', 'document'), CONCAT('Part number ', seq),
    REPEAT('What is to be read here. ', 20), CURRENT_DATE + INTERVAL seq DAY, UTC_TIMESTAMP(6) - INTERVAL seq HOUR, 1,
    UTC_TIMESTAMP(6), 1, UTC_TIMESTAMP(6)
FROM seq_1_to_150;
ANALYZE TABLE project_item;
