-- What of a payment an invoice took.
CREATE TABLE IF NOT EXISTS invoicing_allocation (
    id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
    customer_id BIGINT UNSIGNED NOT NULL,
    payment_id BIGINT UNSIGNED NOT NULL,
    invoice_id BIGINT UNSIGNED NOT NULL,
    amount BIGINT NOT NULL,
    UNIQUE KEY allocation_pair (payment_id, invoice_id),
    CONSTRAINT allocation_amount CHECK (amount > 0),
    CONSTRAINT allocation_payment FOREIGN KEY (customer_id, payment_id) REFERENCES invoicing_payment (customer_id, id),
    CONSTRAINT allocation_invoice FOREIGN KEY (customer_id, invoice_id) REFERENCES invoicing_invoice (customer_id, id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci;
