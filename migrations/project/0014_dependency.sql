-- That a task waits for another of the same project. Circles are refused where it is written, under the project's lock.
CREATE TABLE IF NOT EXISTS project_dependency (
    item_id BIGINT UNSIGNED NOT NULL,
    needs_id BIGINT UNSIGNED NOT NULL,
    customer_id BIGINT UNSIGNED NOT NULL,
    project_id BIGINT UNSIGNED NOT NULL,
    created_at DATETIME(6) NOT NULL,
    created_by BIGINT UNSIGNED NULL COMMENT 'of staff',
    PRIMARY KEY (item_id, needs_id),
    KEY dependency_needed (needs_id, item_id),
    KEY dependency_edges (project_id, item_id, needs_id),
    CONSTRAINT dependency_of_item FOREIGN KEY (customer_id, project_id, item_id)
        REFERENCES project_item (customer_id, project_id, id),
    CONSTRAINT dependency_on_item FOREIGN KEY (customer_id, project_id, needs_id)
        REFERENCES project_item (customer_id, project_id, id),
    CONSTRAINT dependency_created_by FOREIGN KEY (created_by) REFERENCES kernel_staff (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci;
