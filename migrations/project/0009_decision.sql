-- What a customer decided about a milestone or a document: one decision for each time it was asked for.
CREATE TABLE IF NOT EXISTS project_decision (
    id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
    customer_id BIGINT UNSIGNED NOT NULL,
    project_id BIGINT UNSIGNED NOT NULL,
    item_id BIGINT UNSIGNED NOT NULL,
    round INT UNSIGNED NOT NULL,
    verdict ENUM('approved', 'changes') CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    comment TEXT NOT NULL DEFAULT '',
    decided_at DATETIME(6) NOT NULL,
    contact_id BIGINT UNSIGNED NULL,
    acted_by BIGINT UNSIGNED NULL COMMENT 'of staff, in the place of the customer''s person',
    attachment_id BIGINT UNSIGNED NULL COMMENT 'the version of a document that was decided about',
    UNIQUE KEY decision_round (item_id, round),
    CONSTRAINT decision_of_item FOREIGN KEY (customer_id, project_id, item_id)
        REFERENCES project_item (customer_id, project_id, id),
    CONSTRAINT decision_by_contact FOREIGN KEY (customer_id, contact_id) REFERENCES kernel_contact (customer_id, id),
    CONSTRAINT decision_acted_by FOREIGN KEY (acted_by) REFERENCES kernel_staff (id),
    CONSTRAINT decision_of_attachment FOREIGN KEY (attachment_id) REFERENCES kernel_attachment (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci;
