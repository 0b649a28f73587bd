-- A section groups articles; those with the smaller position come first.
CREATE TABLE IF NOT EXISTS documentation_section (
    id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
    ref BINARY(10) NOT NULL,
    title VARCHAR(120) NOT NULL,
    position INT UNSIGNED NOT NULL DEFAULT 0,
    created_at DATETIME(6) NOT NULL,
    created_by BIGINT UNSIGNED NOT NULL,
    version INT UNSIGNED NOT NULL DEFAULT 1,
    UNIQUE KEY section_ref (ref),
    UNIQUE KEY section_title (title),
    KEY section_order (position, id),
    CONSTRAINT section_created_by FOREIGN KEY (created_by) REFERENCES kernel_staff (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci;
