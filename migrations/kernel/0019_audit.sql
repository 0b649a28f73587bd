-- Who did what to whom, when: ids only, no names and no secrets. Rows are added and never changed.
CREATE TABLE IF NOT EXISTS kernel_audit (
    id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
    at DATETIME(6) NOT NULL,
    actor_kind ENUM('guest', 'account', 'staff', 'system') CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    actor_id BIGINT UNSIGNED NULL,
    seat_id BIGINT UNSIGNED NULL,
    action VARCHAR(96) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    subject_kind VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NULL,
    subject_id BIGINT UNSIGNED NULL,
    customer_id BIGINT UNSIGNED NULL,
    request VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NULL,
    KEY audit_subject (subject_kind, subject_id, id),
    KEY audit_customer (customer_id, id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci;
