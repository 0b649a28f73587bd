-- What opens the door instead of an app that was lost, each once. Only a keyed hash of the 120 random bits is kept.
CREATE TABLE IF NOT EXISTS kernel_recovery_code (
    id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
    authenticator_id BIGINT UNSIGNED NOT NULL,
    code_hash BINARY(32) NOT NULL,
    used_at DATETIME(6) NULL,
    UNIQUE KEY recovery_code_hash (authenticator_id, code_hash),
    CONSTRAINT recovery_code_authenticator FOREIGN KEY (authenticator_id) REFERENCES kernel_authenticator (id)
        ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci;
