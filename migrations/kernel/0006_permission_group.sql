CREATE TABLE IF NOT EXISTS kernel_permission_group (
    id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
    ref BINARY(10) NOT NULL,
    name VARCHAR(120) NOT NULL,
    kind ENUM('everything', 'non-portal-users') CHARACTER SET ascii COLLATE ascii_bin NULL COMMENT 'a system group cannot be deleted',
    is_default TINYINT UNSIGNED NULL COMMENT '1 for exactly one group, else NULL: the unique key is the guard',
    created_at DATETIME(6) NOT NULL,
    UNIQUE KEY group_ref (ref),
    UNIQUE KEY group_name (name),
    UNIQUE KEY group_kind (kind),
    UNIQUE KEY group_default (is_default)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci;
