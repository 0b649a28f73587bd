-- Invitations by mail: each is for one seat and the address it was sent to, works once, and only its hash is kept.
CREATE TABLE IF NOT EXISTS kernel_invitation (
    id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
    token_hash BINARY(32) NOT NULL,
    seat_id BIGINT UNSIGNED NOT NULL,
    email VARCHAR(254) COLLATE utf8mb4_nopad_bin NOT NULL COMMENT 'as it was then: another address, another invitation',
    created_at DATETIME(6) NOT NULL,
    created_by BIGINT UNSIGNED NULL,
    expires_at DATETIME(6) NOT NULL,
    used_at DATETIME(6) NULL,
    revoked_at DATETIME(6) NULL,
    UNIQUE KEY invitation_token (token_hash),
    KEY invitation_seat (seat_id, id),
    CONSTRAINT invitation_seat FOREIGN KEY (seat_id) REFERENCES kernel_seat (id) ON DELETE CASCADE,
    CONSTRAINT invitation_created_by FOREIGN KEY (created_by) REFERENCES kernel_staff (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci;
