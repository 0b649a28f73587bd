-- What a person wants changed about himself and staff decide: one open wish for each contact and field.
CREATE TABLE IF NOT EXISTS kernel_change_request (
    id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
    ref BINARY(10) NOT NULL,
    customer_id BIGINT UNSIGNED NOT NULL,
    contact_id BIGINT UNSIGNED NOT NULL,
    account_id BIGINT UNSIGNED NULL COMMENT 'who asked',
    field ENUM('name', 'title', 'phone', 'email') CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    old_value VARCHAR(254) COLLATE utf8mb4_nopad_bin NOT NULL COMMENT 'as it was then; empty: none',
    new_value VARCHAR(254) COLLATE utf8mb4_nopad_bin NOT NULL,
    moves_login BOOLEAN NOT NULL DEFAULT FALSE COMMENT 'of an e-mail address: the person signs in with the new one',
    asked_at DATETIME(6) NOT NULL,
    outcome ENUM('approved', 'declined', 'withdrawn') CHARACTER SET ascii COLLATE ascii_bin NULL,
    decided_at DATETIME(6) NULL,
    decided_by BIGINT UNSIGNED NULL COMMENT 'NULL with an outcome: the person himself withdrew it',
    decline_reason VARCHAR(500) NOT NULL DEFAULT '',
    is_open TINYINT UNSIGNED AS (IF(outcome IS NULL, 1, NULL)) PERSISTENT,
    UNIQUE KEY change_request_ref (ref),
    UNIQUE KEY change_request_open (contact_id, field, is_open),
    KEY change_request_list (is_open, asked_at, id),
    CONSTRAINT change_request_contact FOREIGN KEY (customer_id, contact_id)
        REFERENCES kernel_contact (customer_id, id),
    CONSTRAINT change_request_account FOREIGN KEY (account_id) REFERENCES kernel_account (id) ON DELETE SET NULL,
    CONSTRAINT change_request_decided_by FOREIGN KEY (decided_by) REFERENCES kernel_staff (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci;
