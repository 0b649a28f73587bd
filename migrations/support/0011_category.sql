-- What tickets are about, as administrators name it. One that is not in use any more stays with its tickets.
CREATE TABLE IF NOT EXISTS support_category (
    id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
    ref BINARY(10) NOT NULL,
    name VARCHAR(80) NOT NULL,
    position INT UNSIGNED NOT NULL DEFAULT 0,
    archived_at DATETIME(6) NULL,
    version INT UNSIGNED NOT NULL DEFAULT 1,
    UNIQUE KEY category_ref (ref),
    UNIQUE KEY category_name (name),
    KEY category_list (archived_at, position, name)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci;
