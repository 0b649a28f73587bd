-- Who else of the customer is in a ticket beside the one whose it is: with reach own it counts as his.
CREATE TABLE IF NOT EXISTS support_member (
    ticket_id BIGINT UNSIGNED NOT NULL,
    contact_id BIGINT UNSIGNED NOT NULL,
    customer_id BIGINT UNSIGNED NOT NULL,
    added_at DATETIME(6) NOT NULL,
    added_by BIGINT UNSIGNED NULL COMMENT 'of staff; NULL: by opening it or from the customer''s side',
    PRIMARY KEY (ticket_id, contact_id),
    KEY member_person (customer_id, contact_id, ticket_id),
    CONSTRAINT member_ticket FOREIGN KEY (customer_id, ticket_id) REFERENCES support_ticket (customer_id, id),
    CONSTRAINT member_contact FOREIGN KEY (customer_id, contact_id) REFERENCES kernel_contact (customer_id, id),
    CONSTRAINT member_added_by FOREIGN KEY (added_by) REFERENCES kernel_staff (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci;
