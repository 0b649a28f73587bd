-- What was published once, with who and when; never changed. Staff alone read it.
CREATE TABLE IF NOT EXISTS documentation_version (
    id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
    article_id BIGINT UNSIGNED NOT NULL,
    ref BINARY(10) NOT NULL,
    number INT UNSIGNED NOT NULL COMMENT '1 is the first of its article',
    title VARCHAR(160) NOT NULL,
    summary VARCHAR(300) NOT NULL,
    body MEDIUMTEXT NOT NULL,
    published_at DATETIME(6) NOT NULL,
    published_by BIGINT UNSIGNED NOT NULL,
    UNIQUE KEY version_ref (ref),
    UNIQUE KEY version_number (article_id, number),
    CONSTRAINT version_article FOREIGN KEY (article_id) REFERENCES documentation_article (id),
    CONSTRAINT version_published_by FOREIGN KEY (published_by) REFERENCES kernel_staff (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci;
