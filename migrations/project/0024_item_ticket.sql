-- The number of a ticket that a task is about, as staff wrote it; whichever portal has tickets is asked for it.
ALTER TABLE project_item ADD COLUMN IF NOT EXISTS ticket INT UNSIGNED NULL AFTER external_id;
