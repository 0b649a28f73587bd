-- Numbers that people read (customer 10042): taken in the transaction that uses them, never AUTO_INCREMENT.
CREATE TABLE IF NOT EXISTS kernel_counter (
    name VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
    value BIGINT UNSIGNED NOT NULL
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci;
