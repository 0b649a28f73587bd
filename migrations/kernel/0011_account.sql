-- A person's login: one name, one password. What he may enter are his seats.
CREATE TABLE IF NOT EXISTS kernel_account (
    id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
    ref BINARY(10) NOT NULL,
    login VARCHAR(254) COLLATE utf8mb4_nopad_bin NOT NULL,
    password VARCHAR(255) CHARACTER SET ascii COLLATE ascii_bin NULL COMMENT 'Argon2id, PHC string; NULL: not activated',
    start_password_until DATETIME(6) NULL COMMENT 'a typed start password: must be replaced, and dies then',
    language VARCHAR(35) CHARACTER SET ascii COLLATE ascii_bin NULL,
    time_zone VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NULL,
    theme ENUM('light', 'dark') CHARACTER SET ascii COLLATE ascii_bin NULL COMMENT 'NULL follows the device',
    created_at DATETIME(6) NOT NULL,
    UNIQUE KEY account_ref (ref),
    UNIQUE KEY account_login (login)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci;
