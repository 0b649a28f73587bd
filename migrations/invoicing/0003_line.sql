CREATE TABLE IF NOT EXISTS invoicing_line (
    id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
    customer_id BIGINT UNSIGNED NOT NULL,
    invoice_id BIGINT UNSIGNED NOT NULL,
    place SMALLINT UNSIGNED NOT NULL,
    title VARCHAR(200) NOT NULL,
    quantity BIGINT NOT NULL,
    price BIGINT NOT NULL,
    discount INT NOT NULL,
    category CHAR(2) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    rate INT NOT NULL,
    net BIGINT NOT NULL,
    UNIQUE KEY line_place (invoice_id, place),
    CONSTRAINT line_invoice FOREIGN KEY (customer_id, invoice_id) REFERENCES invoicing_invoice (customer_id, id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci;
