CREATE TABLE IF NOT EXISTS kernel_staff_session (
    id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
    token_hash BINARY(32) NOT NULL,
    staff_id BIGINT UNSIGNED NOT NULL,
    created_at DATETIME(6) NOT NULL,
    seen_at DATETIME(6) NOT NULL,
    ended_at DATETIME(6) NULL,
    user_agent VARCHAR(255) NOT NULL DEFAULT '',
    UNIQUE KEY staff_session_token (token_hash),
    KEY staff_session_staff (staff_id, ended_at),
    CONSTRAINT staff_session_staff FOREIGN KEY (staff_id) REFERENCES kernel_staff (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci;
