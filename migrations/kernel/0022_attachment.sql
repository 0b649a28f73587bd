-- A file's row; its bytes lie under the random name on disk, and it is as visible as the record that names it.
CREATE TABLE IF NOT EXISTS kernel_attachment (
    id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
    ref BINARY(10) NOT NULL,
    portal VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    name VARCHAR(255) NOT NULL COMMENT 'as the person called it; never a path',
    type VARCHAR(127) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    size BIGINT UNSIGNED NOT NULL,
    sha256 BINARY(32) NOT NULL,
    verdict ENUM('unscanned', 'clean', 'quarantined') CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT 'unscanned',
    uploaded_at DATETIME(6) NOT NULL,
    uploaded_by_account BIGINT UNSIGNED NULL,
    uploaded_by_staff BIGINT UNSIGNED NULL,
    UNIQUE KEY attachment_ref (ref),
    CONSTRAINT attachment_account FOREIGN KEY (uploaded_by_account) REFERENCES kernel_account (id),
    CONSTRAINT attachment_staff FOREIGN KEY (uploaded_by_staff) REFERENCES kernel_staff (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci;
