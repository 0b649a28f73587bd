-- A person's own link to one of a portal's addresses that need no sign-in. Only a keyed hash of its token is kept.
CREATE TABLE IF NOT EXISTS kernel_link (
    id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
    token_hash BINARY(32) NOT NULL,
    portal VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    name VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    seat_id BIGINT UNSIGNED NOT NULL,
    record_id BIGINT UNSIGNED NULL COMMENT 'the one record it is about; NULL: all that its route shows',
    created_at DATETIME(6) NOT NULL,
    expires_at DATETIME(6) NOT NULL,
    revoked_at DATETIME(6) NULL,
    UNIQUE KEY link_token (token_hash),
    KEY link_seat (seat_id, portal, name),
    CONSTRAINT link_seat FOREIGN KEY (seat_id) REFERENCES kernel_seat (id) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci;
