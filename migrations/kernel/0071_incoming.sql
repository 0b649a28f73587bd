-- A mail that was taken: delivered twice it has one effect, and who sends too many is known. No word of it is here.
CREATE TABLE IF NOT EXISTS kernel_incoming (
    id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
    digest BINARY(32) NOT NULL COMMENT 'of who, when and what',
    received_at DATETIME(6) NOT NULL,
    sender BINARY(32) NOT NULL COMMENT 'the address, under a key',
    portal VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NULL COMMENT 'whose record it answers',
    thread BIGINT UNSIGNED NULL COMMENT 'which record it answers',
    kind ENUM('person', 'automatic', 'bounce') CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    UNIQUE KEY incoming_digest (digest),
    KEY incoming_sender (sender, received_at),
    KEY incoming_thread (portal, thread, received_at),
    KEY incoming_old (received_at)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci;
