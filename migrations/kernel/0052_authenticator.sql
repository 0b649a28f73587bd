-- The authenticator app of a person's login, or of somebody of staff. It waits until one of its codes was proven; then
-- a code is asked for at each sign-in. Of each person there is one that waits and one that is proven, at most.
CREATE TABLE IF NOT EXISTS kernel_authenticator (
    id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
    ref BINARY(10) NOT NULL COMMENT 'bound into the sealed secret',
    account_id BIGINT UNSIGNED NULL,
    staff_id BIGINT UNSIGNED NULL,
    secret VARBINARY(255) NOT NULL COMMENT 'sealed with the key of the installation',
    reason ENUM('required', 'wish') CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'why it was set up',
    created_at DATETIME(6) NOT NULL,
    proven_at DATETIME(6) NULL,
    is_proven BOOLEAN AS (proven_at IS NOT NULL) PERSISTENT,
    last_step BIGINT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'of the last code that was taken: none works twice',
    UNIQUE KEY authenticator_ref (ref),
    UNIQUE KEY authenticator_of_account (account_id, is_proven),
    UNIQUE KEY authenticator_of_staff (staff_id, is_proven),
    CONSTRAINT authenticator_account FOREIGN KEY (account_id) REFERENCES kernel_account (id) ON DELETE CASCADE,
    CONSTRAINT authenticator_staff FOREIGN KEY (staff_id) REFERENCES kernel_staff (id) ON DELETE CASCADE,
    CONSTRAINT authenticator_person CHECK ((account_id IS NULL) <> (staff_id IS NULL))
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci;
