-- Minutes that somebody of staff spent on a task. What is taken away stays, for who asks later.
CREATE TABLE IF NOT EXISTS project_time (
    id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
    customer_id BIGINT UNSIGNED NOT NULL,
    project_id BIGINT UNSIGNED NOT NULL,
    item_id BIGINT UNSIGNED NOT NULL,
    ref BINARY(10) NOT NULL,
    staff_id BIGINT UNSIGNED NOT NULL,
    minutes SMALLINT UNSIGNED NOT NULL,
    remark VARCHAR(160) NOT NULL DEFAULT '',
    created_at DATETIME(6) NOT NULL,
    removed_at DATETIME(6) NULL,
    UNIQUE KEY time_ref (ref),
    KEY time_list (item_id, removed_at, id),
    KEY time_sum (project_id, removed_at, item_id, minutes),
    CONSTRAINT time_of_item FOREIGN KEY (customer_id, project_id, item_id)
        REFERENCES project_item (customer_id, project_id, id),
    CONSTRAINT time_by_staff FOREIGN KEY (staff_id) REFERENCES kernel_staff (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci;
