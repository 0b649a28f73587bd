-- What administrators ask for beside subject and description.
CREATE TABLE IF NOT EXISTS support_field (
    id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
    ref BINARY(10) NOT NULL,
    label VARCHAR(80) NOT NULL,
    kind ENUM('line', 'choice', 'date', 'tick') CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    choices TEXT NOT NULL DEFAULT '' COMMENT 'of a choice: one a line',
    audience ENUM('staff', 'reads', 'fills') CHARACTER SET ascii COLLATE ascii_bin NOT NULL
        COMMENT 'what customers have of it: nothing, they read it, they fill it in',
    is_required TINYINT(1) NOT NULL DEFAULT 0 COMMENT 'of who opens a ticket in the portal',
    position INT UNSIGNED NOT NULL DEFAULT 0,
    archived_at DATETIME(6) NULL,
    version INT UNSIGNED NOT NULL DEFAULT 1,
    UNIQUE KEY field_ref (ref),
    UNIQUE KEY field_label (label),
    KEY field_asked (archived_at, audience, position, label)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci;
