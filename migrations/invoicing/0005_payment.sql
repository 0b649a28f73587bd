-- Money that came in. What no invoice takes stays with the payment; one entered by mistake is taken back, and stays.
CREATE TABLE IF NOT EXISTS invoicing_payment (
    id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
    customer_id BIGINT UNSIGNED NOT NULL,
    ref BINARY(10) NOT NULL,
    currency CHAR(3) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    amount BIGINT NOT NULL,
    received_on DATE NOT NULL,
    remark VARCHAR(160) NOT NULL,
    created_at DATETIME(6) NOT NULL,
    created_by BIGINT UNSIGNED NOT NULL,
    reversed_at DATETIME(6) NULL,
    reversed_by BIGINT UNSIGNED NULL,
    UNIQUE KEY payment_ref (ref),
    UNIQUE KEY payment_owner (customer_id, id),
    CONSTRAINT payment_amount CHECK (amount > 0),
    CONSTRAINT payment_customer FOREIGN KEY (customer_id) REFERENCES kernel_customer (id),
    CONSTRAINT payment_created_by FOREIGN KEY (created_by) REFERENCES kernel_staff (id),
    CONSTRAINT payment_reversed_by FOREIGN KEY (reversed_by) REFERENCES kernel_staff (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci;
