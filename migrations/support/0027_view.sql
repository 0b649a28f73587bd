-- How somebody of staff narrowed the list of tickets, under a name: his own, or everybody's.
CREATE TABLE IF NOT EXISTS support_view (
    id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
    ref BINARY(10) NOT NULL,
    staff_id BIGINT UNSIGNED NULL COMMENT 'whose it is; NULL: everybody''s',
    name VARCHAR(60) NOT NULL,
    queue VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    search VARCHAR(200) NOT NULL DEFAULT '',
    priority VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
    rating VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
    category_id BIGINT UNSIGNED NULL,
    sorting VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    version INT UNSIGNED NOT NULL DEFAULT 1,
    owner BIGINT UNSIGNED AS (COALESCE(staff_id, 0)) PERSISTENT,
    UNIQUE KEY view_ref (ref),
    UNIQUE KEY view_name (owner, name),
    CONSTRAINT view_staff FOREIGN KEY (staff_id) REFERENCES kernel_staff (id),
    CONSTRAINT view_category FOREIGN KEY (category_id) REFERENCES support_category (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci;
