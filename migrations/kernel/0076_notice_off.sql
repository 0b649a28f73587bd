-- Mails that a customer's person does not want; what guards the sign-in is not among them and always comes.
CREATE TABLE IF NOT EXISTS kernel_notice_off (
    contact_id BIGINT UNSIGNED NOT NULL,
    notice VARCHAR(96) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    off_at DATETIME(6) NOT NULL,
    PRIMARY KEY (contact_id, notice),
    CONSTRAINT notice_off_contact FOREIGN KEY (contact_id) REFERENCES kernel_contact (id) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci;
