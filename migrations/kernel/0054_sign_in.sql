-- A sign-in that is half done: the password was right, the code is still to come. It opens nothing but the page that
-- asks for the code, for ten minutes and five tries.
CREATE TABLE IF NOT EXISTS kernel_sign_in (
    id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
    token_hash BINARY(32) NOT NULL,
    account_id BIGINT UNSIGNED NULL,
    staff_id BIGINT UNSIGNED NULL,
    next VARCHAR(1000) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
    tries TINYINT UNSIGNED NOT NULL DEFAULT 0,
    created_at DATETIME(6) NOT NULL,
    ended_at DATETIME(6) NULL,
    UNIQUE KEY sign_in_token (token_hash),
    KEY sign_in_account_open (account_id, ended_at),
    KEY sign_in_staff_open (staff_id, ended_at),
    KEY sign_in_age (created_at),
    CONSTRAINT sign_in_account FOREIGN KEY (account_id) REFERENCES kernel_account (id) ON DELETE CASCADE,
    CONSTRAINT sign_in_staff FOREIGN KEY (staff_id) REFERENCES kernel_staff (id) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci;
