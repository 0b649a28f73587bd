-- The number that the last invoice of a year got. A row, counted up by the transaction that gives the number: no gaps.
CREATE TABLE IF NOT EXISTS invoicing_series (
    code VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
    prefix VARCHAR(16) NOT NULL,
    last INT UNSIGNED NOT NULL
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci;
