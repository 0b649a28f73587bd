INSERT IGNORE INTO kernel_permission_group (ref, name, is_default, created_at)
VALUES (RANDOM_BYTES(10), 'Standard', 1, UTC_TIMESTAMP(6));
