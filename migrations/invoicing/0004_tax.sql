-- What an invoice comes to by category and rate, as it was sent.
CREATE TABLE IF NOT EXISTS invoicing_tax (
    id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
    customer_id BIGINT UNSIGNED NOT NULL,
    invoice_id BIGINT UNSIGNED NOT NULL,
    category CHAR(2) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    rate INT NOT NULL,
    net BIGINT NOT NULL,
    amount BIGINT NOT NULL,
    UNIQUE KEY tax_share (invoice_id, category, rate),
    CONSTRAINT tax_invoice FOREIGN KEY (customer_id, invoice_id) REFERENCES invoicing_invoice (customer_id, id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci;
