-- A form's effect happens once: the key is written in the handler's transaction, the answer is replayed.
CREATE TABLE IF NOT EXISTS kernel_once (
    actor BINARY(9) NOT NULL COMMENT 'kind of actor (1 byte) and id (8 bytes)',
    token BINARY(16) NOT NULL,
    route VARCHAR(160) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    body_hash BINARY(32) NOT NULL,
    status SMALLINT UNSIGNED NULL,
    location VARCHAR(2048) NULL,
    flash VARCHAR(1024) NULL,
    created_at DATETIME(6) NOT NULL,
    PRIMARY KEY (actor, token),
    KEY once_age (created_at)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci;
