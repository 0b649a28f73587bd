-- When somebody has to have answered and solved it, by the targets that held when it was opened. While it waits on the
-- customer the time for solving stands still.
ALTER TABLE support_ticket
    ADD COLUMN IF NOT EXISTS answer_by DATETIME(6) NULL COMMENT 'the first shared answer of staff',
    ADD COLUMN IF NOT EXISTS answered_at DATETIME(6) NULL,
    ADD COLUMN IF NOT EXISTS solve_by DATETIME(6) NULL COMMENT 'NULL also while it waits on the customer',
    ADD COLUMN IF NOT EXISTS solve_left INT UNSIGNED NULL COMMENT 'minutes of business time that were left when it began to wait',
    ADD KEY IF NOT EXISTS ticket_solve_by (solve_by);
