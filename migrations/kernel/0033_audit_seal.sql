-- Audit rows are sealed in batches: each seal names its rows, hashes them and the seal before, and is signed with the
-- installation's key. Seals are numbered 1, 2, 3 … and of two who seal at once the key of the table lets one win.
CREATE TABLE IF NOT EXISTS kernel_audit_seal (
    id BIGINT UNSIGNED NOT NULL PRIMARY KEY,
    previous BINARY(32) NOT NULL COMMENT 'hash of the seal before; zeros in the first',
    late_of BIGINT UNSIGNED NULL COMMENT 'the seal in whose range these rows were committed afterwards',
    first_id BIGINT UNSIGNED NOT NULL,
    last_id BIGINT UNSIGNED NOT NULL,
    row_count INT UNSIGNED NOT NULL,
    ids MEDIUMTEXT CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'the rows covered: 1-900 902',
    rows_hash BINARY(32) NOT NULL,
    sealed_at DATETIME(6) NOT NULL,
    hash BINARY(32) NOT NULL COMMENT 'SHA-256 of all of the above',
    mac BINARY(32) NOT NULL COMMENT 'HMAC of hash with the key in secrets.key',
    KEY audit_seal_late (late_of, id),
    KEY audit_seal_time (sealed_at)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci;
