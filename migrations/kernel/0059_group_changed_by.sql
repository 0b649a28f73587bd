ALTER TABLE kernel_permission_group
    ADD CONSTRAINT group_changed_by FOREIGN KEY IF NOT EXISTS (changed_by) REFERENCES kernel_staff (id);
