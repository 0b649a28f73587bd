-- What came with a mail that nobody has confirmed; accepted, they become files of the ticket.
CREATE TABLE IF NOT EXISTS support_letter_file (
    id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
    letter_id BIGINT UNSIGNED NOT NULL,
    attachment_id BIGINT UNSIGNED NOT NULL,
    KEY letter_file_letter (letter_id, id),
    CONSTRAINT letter_file_letter FOREIGN KEY (letter_id) REFERENCES support_letter (id),
    CONSTRAINT letter_file_attachment FOREIGN KEY (attachment_id) REFERENCES kernel_attachment (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci;
