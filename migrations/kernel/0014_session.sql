-- A signed-in browser of a customer. Only the SHA-256 of its token is kept; limits are enforced from these times.
CREATE TABLE IF NOT EXISTS kernel_session (
    id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
    token_hash BINARY(32) NOT NULL,
    account_id BIGINT UNSIGNED NOT NULL,
    seat_id BIGINT UNSIGNED NOT NULL,
    created_at DATETIME(6) NOT NULL,
    seen_at DATETIME(6) NOT NULL,
    ended_at DATETIME(6) NULL,
    user_agent VARCHAR(255) NOT NULL DEFAULT '',
    UNIQUE KEY session_token (token_hash),
    KEY session_account (account_id, ended_at),
    CONSTRAINT session_account FOREIGN KEY (account_id) REFERENCES kernel_account (id),
    CONSTRAINT session_seat FOREIGN KEY (seat_id) REFERENCES kernel_seat (id) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci;
