INSERT IGNORE INTO support_counter (name, value) VALUES ('ticket', 1000);
