ALTER TABLE kernel_attachment
    ADD CONSTRAINT attachment_customer FOREIGN KEY IF NOT EXISTS (customer_id) REFERENCES kernel_customer (id);
