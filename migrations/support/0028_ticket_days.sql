-- For the dashboard and the order by opening: tickets by the day on which they were opened, and how old the open ones are;
-- with what a saved view asks for, so that its count reads the index alone.
ALTER TABLE support_ticket
    ADD KEY IF NOT EXISTS ticket_days (created_at, id, answer_by, answered_at),
    ADD KEY IF NOT EXISTS ticket_age (status, created_at, priority, category_id, assignee_id);
