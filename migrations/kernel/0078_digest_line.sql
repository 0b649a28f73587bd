-- What happened since somebody's last mail of the day: ids alone, because what it says is read when it is sent.
CREATE TABLE IF NOT EXISTS kernel_digest_line (
    id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
    digest_id BIGINT UNSIGNED NOT NULL,
    portal VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    notice VARCHAR(96) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    record BIGINT UNSIGNED NOT NULL,
    at DATETIME(6) NOT NULL,
    UNIQUE KEY digest_line_record (digest_id, notice, record),
    KEY digest_line_at (at),
    CONSTRAINT digest_line_digest FOREIGN KEY (digest_id) REFERENCES kernel_digest (id) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci;
