-- What stands in a field of a ticket; a field that is empty has no row.
CREATE TABLE IF NOT EXISTS support_value (
    ticket_id BIGINT UNSIGNED NOT NULL,
    field_id BIGINT UNSIGNED NOT NULL,
    customer_id BIGINT UNSIGNED NOT NULL,
    value VARCHAR(500) NOT NULL,
    PRIMARY KEY (ticket_id, field_id),
    KEY value_field (field_id, value(100)),
    CONSTRAINT value_ticket FOREIGN KEY (customer_id, ticket_id) REFERENCES support_ticket (customer_id, id),
    CONSTRAINT value_field_of FOREIGN KEY (field_id) REFERENCES support_field (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci;
