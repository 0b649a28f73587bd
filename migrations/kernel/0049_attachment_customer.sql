-- Whose people uploaded a file: what a customer's uploads take up altogether is counted by it.
ALTER TABLE kernel_attachment
    ADD COLUMN IF NOT EXISTS customer_id BIGINT UNSIGNED NULL,
    ADD KEY IF NOT EXISTS attachment_customer (customer_id, size);
