-- An administrator's wording of a notice in one language; without one (NULL too) the portal's own wording holds.
CREATE TABLE IF NOT EXISTS kernel_notice (
    id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
    notice VARCHAR(96) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    language VARCHAR(35) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    subject VARCHAR(200) NULL,
    text TEXT NULL,
    changed_at DATETIME(6) NOT NULL,
    changed_by BIGINT UNSIGNED NULL,
    UNIQUE KEY notice_language (notice, language),
    CONSTRAINT notice_changed_by FOREIGN KEY (changed_by) REFERENCES kernel_staff (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci;
