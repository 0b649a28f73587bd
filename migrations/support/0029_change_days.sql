-- For the dashboard: how many tickets were solved on a day.
ALTER TABLE support_change
    ADD KEY IF NOT EXISTS change_days (new_status, at, old_status);
