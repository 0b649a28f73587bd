-- The operator's own people. Another table, another cookie: never accepted in place of an account.
CREATE TABLE IF NOT EXISTS kernel_staff (
    id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
    ref BINARY(10) NOT NULL,
    login VARCHAR(254) COLLATE utf8mb4_nopad_bin NOT NULL,
    password VARCHAR(255) CHARACTER SET ascii COLLATE ascii_bin NULL COMMENT 'Argon2id, PHC string',
    name VARCHAR(200) NOT NULL,
    role ENUM('administrator', 'technician') NOT NULL,
    language VARCHAR(35) CHARACTER SET ascii COLLATE ascii_bin NULL,
    time_zone VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NULL,
    created_at DATETIME(6) NOT NULL,
    removed_at DATETIME(6) NULL,
    removed_by BIGINT UNSIGNED NULL,
    UNIQUE KEY staff_ref (ref),
    UNIQUE KEY staff_login (login),
    CONSTRAINT staff_removed_by FOREIGN KEY (removed_by) REFERENCES kernel_staff (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci;
