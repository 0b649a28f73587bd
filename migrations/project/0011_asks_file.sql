-- A task that asks for a file: the customer's person does it by sending one.
ALTER TABLE project_item ADD COLUMN IF NOT EXISTS asks_file BOOLEAN NOT NULL DEFAULT FALSE AFTER kind;
