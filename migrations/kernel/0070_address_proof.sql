-- Links that prove a new e-mail address: each is for one account, one seat, the address that was on file and the one it
-- went to. It works once, and only its hash is kept.
CREATE TABLE IF NOT EXISTS kernel_address_proof (
    id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
    token_hash BINARY(32) NOT NULL,
    account_id BIGINT UNSIGNED NOT NULL,
    seat_id BIGINT UNSIGNED NOT NULL,
    login VARCHAR(254) COLLATE utf8mb4_nopad_bin NOT NULL COMMENT 'as it was then: another login, another link',
    old_email VARCHAR(254) COLLATE utf8mb4_nopad_bin NOT NULL COMMENT 'as it was then; empty: none',
    new_email VARCHAR(254) COLLATE utf8mb4_nopad_bin NOT NULL,
    moves_login BOOLEAN NOT NULL DEFAULT FALSE COMMENT 'the person signs in with the new address',
    created_at DATETIME(6) NOT NULL,
    expires_at DATETIME(6) NOT NULL,
    used_at DATETIME(6) NULL,
    revoked_at DATETIME(6) NULL,
    UNIQUE KEY address_proof_token (token_hash),
    KEY address_proof_account (account_id, created_at),
    CONSTRAINT address_proof_of_account FOREIGN KEY (account_id) REFERENCES kernel_account (id) ON DELETE CASCADE,
    CONSTRAINT address_proof_of_seat FOREIGN KEY (seat_id) REFERENCES kernel_seat (id) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci;
