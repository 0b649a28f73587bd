INSERT IGNORE INTO kernel_counter (name, value) VALUES ('customer', 10000);
