-- A file in which the virus scan found something: its name and what it was, and no byte of it.
CREATE TABLE IF NOT EXISTS kernel_infection (
    id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
    found_at DATETIME(6) NOT NULL,
    way ENUM('form', 'mail', 'later') CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'refused, withheld from its mail, or found while it waited',
    portal VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    name VARCHAR(255) NOT NULL COMMENT 'as the person called it',
    signature VARCHAR(100) NOT NULL COMMENT 'as the scanner calls what it found',
    customer_id BIGINT UNSIGNED NULL,
    account_id BIGINT UNSIGNED NULL,
    staff_id BIGINT UNSIGNED NULL,
    KEY infection_found (found_at),
    CONSTRAINT infection_customer FOREIGN KEY (customer_id) REFERENCES kernel_customer (id) ON DELETE CASCADE,
    CONSTRAINT infection_account FOREIGN KEY (account_id) REFERENCES kernel_account (id) ON DELETE SET NULL,
    CONSTRAINT infection_staff FOREIGN KEY (staff_id) REFERENCES kernel_staff (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci;
