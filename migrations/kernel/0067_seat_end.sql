-- A seat may end by itself: on a day that was chosen, or because nobody confirmed it when the review asked. Each is an
-- instant from which on it is no longer in force; ended_told_at is when the end was written down and told.
ALTER TABLE kernel_seat
    ADD COLUMN IF NOT EXISTS ends_at DATETIME(6) NULL,
    ADD COLUMN IF NOT EXISTS confirmed_at DATETIME(6) NULL COMMENT 'by a colleague who administers',
    ADD COLUMN IF NOT EXISTS review_ends_at DATETIME(6) NULL COMMENT 'asked for; not confirmed until then, it ends',
    ADD COLUMN IF NOT EXISTS ended_told_at DATETIME(6) NULL;
