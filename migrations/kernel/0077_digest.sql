-- Who wants one mail a day instead of a mail each time: a customer's person or one of the operator's own people.
CREATE TABLE IF NOT EXISTS kernel_digest (
    id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
    contact_id BIGINT UNSIGNED NULL,
    staff_id BIGINT UNSIGNED NULL,
    wanted_at DATETIME(6) NULL COMMENT 'NULL: each at once; what was kept before still comes once',
    day DATE NULL COMMENT 'the last that was begun, where the person is',
    waiting BLOB NOT NULL DEFAULT '' COMMENT 'eight bytes for each thing that waited when it was looked at last',
    UNIQUE KEY digest_of_contact (contact_id),
    UNIQUE KEY digest_of_staff (staff_id),
    CONSTRAINT digest_contact FOREIGN KEY (contact_id) REFERENCES kernel_contact (id),
    CONSTRAINT digest_staff FOREIGN KEY (staff_id) REFERENCES kernel_staff (id),
    CONSTRAINT digest_person CHECK ((contact_id IS NULL) <> (staff_id IS NULL))
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci;
