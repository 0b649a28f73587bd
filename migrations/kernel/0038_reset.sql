-- Links to choose a new password: each is for one account, one seat and the address it went to, works once within the
-- hour, and only its hash is kept.
CREATE TABLE IF NOT EXISTS kernel_reset (
    id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
    token_hash BINARY(32) NOT NULL,
    account_id BIGINT UNSIGNED NOT NULL,
    seat_id BIGINT UNSIGNED NOT NULL,
    login VARCHAR(254) COLLATE utf8mb4_nopad_bin NOT NULL COMMENT 'as it was then: another login, another link',
    email VARCHAR(254) COLLATE utf8mb4_nopad_bin NOT NULL COMMENT 'as it was then: another address, another link',
    created_at DATETIME(6) NOT NULL,
    created_by BIGINT UNSIGNED NULL COMMENT 'NULL: the person asked for it',
    expires_at DATETIME(6) NOT NULL,
    used_at DATETIME(6) NULL,
    revoked_at DATETIME(6) NULL,
    UNIQUE KEY reset_token (token_hash),
    KEY reset_account (account_id, created_at),
    CONSTRAINT reset_account FOREIGN KEY (account_id) REFERENCES kernel_account (id) ON DELETE CASCADE,
    CONSTRAINT reset_seat FOREIGN KEY (seat_id) REFERENCES kernel_seat (id) ON DELETE CASCADE,
    CONSTRAINT reset_created_by FOREIGN KEY (created_by) REFERENCES kernel_staff (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci;
