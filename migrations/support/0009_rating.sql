-- What a customer says of a solved ticket, once for each; said again, it replaces what was said before.
CREATE TABLE IF NOT EXISTS support_rating (
    ticket_id BIGINT UNSIGNED NOT NULL PRIMARY KEY,
    customer_id BIGINT UNSIGNED NOT NULL,
    score ENUM('good', 'bad') CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    comment TEXT NOT NULL DEFAULT '',
    contact_id BIGINT UNSIGNED NULL COMMENT 'who said it; NULL: the customer itself',
    acted_by BIGINT UNSIGNED NULL COMMENT 'of staff, in the customer''s place',
    rated_at DATETIME(6) NOT NULL,
    KEY rating_person (contact_id),
    KEY rating_score (score, ticket_id),
    CONSTRAINT rating_ticket FOREIGN KEY (customer_id, ticket_id) REFERENCES support_ticket (customer_id, id),
    CONSTRAINT rating_contact FOREIGN KEY (customer_id, contact_id) REFERENCES kernel_contact (customer_id, id),
    CONSTRAINT rating_acted_by FOREIGN KEY (acted_by) REFERENCES kernel_staff (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci;
