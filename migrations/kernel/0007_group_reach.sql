-- A permission without a row is none.
CREATE TABLE IF NOT EXISTS kernel_group_reach (
    group_id BIGINT UNSIGNED NOT NULL,
    permission VARCHAR(96) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    reach TINYINT UNSIGNED NOT NULL COMMENT '1 own, 2 organisation',
    PRIMARY KEY (group_id, permission),
    CONSTRAINT reach_group FOREIGN KEY (group_id) REFERENCES kernel_permission_group (id) ON DELETE CASCADE,
    CONSTRAINT reach_value CHECK (reach IN (1, 2))
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci;
