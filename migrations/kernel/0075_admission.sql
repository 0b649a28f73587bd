-- People whom somebody made members of something in a portal and who have no portal user: an administrator invites.
CREATE TABLE IF NOT EXISTS kernel_admission (
    id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
    contact_id BIGINT UNSIGNED NOT NULL,
    portal VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    asked_at DATETIME(6) NOT NULL,
    asked_by BIGINT UNSIGNED NOT NULL,
    UNIQUE KEY admission_contact (contact_id, portal),
    KEY admission_list (asked_at),
    CONSTRAINT admission_contact_of FOREIGN KEY (contact_id) REFERENCES kernel_contact (id) ON DELETE CASCADE,
    CONSTRAINT admission_asked_by FOREIGN KEY (asked_by) REFERENCES kernel_staff (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci;
