-- Which groups somebody of a group may give to colleagues, where the group lets him invite them at all.
CREATE TABLE IF NOT EXISTS kernel_group_ceiling (
    group_id BIGINT UNSIGNED NOT NULL,
    allowed_group_id BIGINT UNSIGNED NOT NULL,
    PRIMARY KEY (group_id, allowed_group_id),
    KEY ceiling_allowed (allowed_group_id),
    CONSTRAINT ceiling_of FOREIGN KEY (group_id) REFERENCES kernel_permission_group (id) ON DELETE CASCADE,
    CONSTRAINT ceiling_to FOREIGN KEY (allowed_group_id) REFERENCES kernel_permission_group (id) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci;
