-- Who of the customer is in a project: with reach own, what one is a member of is what one sees.
CREATE TABLE IF NOT EXISTS project_member (
    project_id BIGINT UNSIGNED NOT NULL,
    contact_id BIGINT UNSIGNED NOT NULL,
    customer_id BIGINT UNSIGNED NOT NULL,
    added_at DATETIME(6) NOT NULL,
    added_by BIGINT UNSIGNED NULL COMMENT 'of staff',
    PRIMARY KEY (project_id, contact_id),
    KEY member_person (customer_id, contact_id, project_id),
    CONSTRAINT member_of_project FOREIGN KEY (customer_id, project_id) REFERENCES project_project (customer_id, id),
    CONSTRAINT member_is_contact FOREIGN KEY (customer_id, contact_id) REFERENCES kernel_contact (customer_id, id),
    CONSTRAINT member_was_added_by FOREIGN KEY (added_by) REFERENCES kernel_staff (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci;
