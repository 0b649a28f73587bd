INSERT IGNORE INTO kernel_permission_group (ref, name, kind, created_at)
VALUES (RANDOM_BYTES(10), 'Everything', 'everything', UTC_TIMESTAMP(6));
