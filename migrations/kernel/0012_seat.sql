-- A portal user: an account's seat at one customer, on one of its contacts or (contact NULL) on the customer itself.
CREATE TABLE IF NOT EXISTS kernel_seat (
    id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
    ref BINARY(10) NOT NULL,
    account_id BIGINT UNSIGNED NOT NULL,
    customer_id BIGINT UNSIGNED NOT NULL,
    contact_id BIGINT UNSIGNED NULL,
    contact_key BIGINT UNSIGNED AS (COALESCE(contact_id, 0)) PERSISTENT COMMENT 'one seat on the customer itself too',
    group_id BIGINT UNSIGNED NOT NULL,
    mode ENUM('group', 'listed') CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT 'group',
    created_at DATETIME(6) NOT NULL,
    created_by BIGINT UNSIGNED NULL,
    disabled_at DATETIME(6) NULL,
    disabled_by BIGINT UNSIGNED NULL,
    UNIQUE KEY seat_ref (ref),
    UNIQUE KEY seat_place (customer_id, contact_key),
    KEY seat_account (account_id),
    CONSTRAINT seat_account FOREIGN KEY (account_id) REFERENCES kernel_account (id),
    CONSTRAINT seat_customer FOREIGN KEY (customer_id) REFERENCES kernel_customer (id),
    CONSTRAINT seat_contact FOREIGN KEY (customer_id, contact_id) REFERENCES kernel_contact (customer_id, id),
    CONSTRAINT seat_group FOREIGN KEY (group_id) REFERENCES kernel_permission_group (id),
    CONSTRAINT seat_created_by FOREIGN KEY (created_by) REFERENCES kernel_staff (id),
    CONSTRAINT seat_disabled_by FOREIGN KEY (disabled_by) REFERENCES kernel_staff (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci;
