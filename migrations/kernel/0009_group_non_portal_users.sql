INSERT IGNORE INTO kernel_permission_group (ref, name, kind, created_at)
VALUES (RANDOM_BYTES(10), 'Non-Portal Users', 'non-portal-users', UTC_TIMESTAMP(6));
