-- The number that the last project got. A row and not AUTO_INCREMENT: numbers that people know are not given twice.
CREATE TABLE IF NOT EXISTS project_counter (
    name VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
    value INT UNSIGNED NOT NULL
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci;
