-- One change of many tickets, by a member of staff: what he wished, which are still to do, and which were left as they
-- were and why. It is forgotten a month later; what became of each ticket stands in its own history.
CREATE TABLE IF NOT EXISTS support_bulk (
    id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
    ref BINARY(10) NOT NULL,
    staff_id BIGINT UNSIGNED NOT NULL,
    status ENUM('new', 'open', 'waiting', 'solved', 'closed') CHARACTER SET ascii COLLATE ascii_bin NULL COMMENT 'NULL: it stays',
    priority ENUM('low', 'normal', 'high', 'urgent') CHARACTER SET ascii COLLATE ascii_bin NULL COMMENT 'NULL: it stays',
    sets_assignee TINYINT(1) NOT NULL DEFAULT 0,
    assignee_id BIGINT UNSIGNED NULL,
    sets_category TINYINT(1) NOT NULL DEFAULT 0,
    category_id BIGINT UNSIGNED NULL,
    total INT UNSIGNED NOT NULL,
    changed INT UNSIGNED NOT NULL DEFAULT 0,
    steps INT UNSIGNED NOT NULL DEFAULT 0,
    todo MEDIUMTEXT CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'one a line: its name, a point, the version that was seen',
    refused MEDIUMTEXT CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '' COMMENT 'one a line: its name, a point, the reason',
    begun_at DATETIME(6) NOT NULL,
    done_at DATETIME(6) NULL,
    UNIQUE KEY bulk_ref (ref),
    KEY bulk_begun (begun_at),
    CONSTRAINT bulk_staff FOREIGN KEY (staff_id) REFERENCES kernel_staff (id),
    CONSTRAINT bulk_assignee FOREIGN KEY (assignee_id) REFERENCES kernel_staff (id),
    CONSTRAINT bulk_category FOREIGN KEY (category_id) REFERENCES support_category (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci;
