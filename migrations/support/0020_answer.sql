-- What staff write again and again, once: put into the composer, it is changed there before it is sent.
CREATE TABLE IF NOT EXISTS support_answer (
    id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
    ref BINARY(10) NOT NULL,
    title VARCHAR(80) NOT NULL,
    body TEXT NOT NULL,
    archived_at DATETIME(6) NULL,
    version INT UNSIGNED NOT NULL DEFAULT 1,
    UNIQUE KEY answer_ref (ref),
    UNIQUE KEY answer_title (title)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci;
