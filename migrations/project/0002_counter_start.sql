INSERT IGNORE INTO project_counter (name, value) VALUES ('project', 100);
