-- A list of tasks. It has no switch of its own: it shows where one of its tasks is shared.
CREATE TABLE IF NOT EXISTS project_list (
    id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
    customer_id BIGINT UNSIGNED NOT NULL,
    project_id BIGINT UNSIGNED NOT NULL,
    ref BINARY(10) NOT NULL,
    name VARCHAR(120) NOT NULL,
    created_at DATETIME(6) NOT NULL,
    created_by BIGINT UNSIGNED NULL,
    UNIQUE KEY list_ref (ref),
    UNIQUE KEY list_name (project_id, name),
    UNIQUE KEY list_owner (customer_id, project_id, id),
    CONSTRAINT list_of_project FOREIGN KEY (customer_id, project_id) REFERENCES project_project (customer_id, id),
    CONSTRAINT list_created_by FOREIGN KEY (created_by) REFERENCES kernel_staff (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci;
