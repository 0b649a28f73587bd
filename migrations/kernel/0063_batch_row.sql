-- One contact, or (contact NULL) a customer itself, of a bulk enabling, and what became of it.
CREATE TABLE IF NOT EXISTS kernel_batch_row (
    id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
    ref BINARY(10) NOT NULL,
    batch_id BIGINT UNSIGNED NOT NULL,
    customer_id BIGINT UNSIGNED NOT NULL,
    contact_id BIGINT UNSIGNED NULL,
    contact_key BIGINT UNSIGNED AS (COALESCE(contact_id, 0)) PERSISTENT COMMENT 'a customer itself once too',
    is_left_out BOOLEAN NOT NULL DEFAULT 0,
    state ENUM('waiting', 'done', 'failed', 'undone') CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT 'waiting',
    decision VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NULL COMMENT 'as it was when it was done',
    seat_id BIGINT UNSIGNED NULL,
    mail_ref BINARY(10) NULL COMMENT 'the last mail of its invitation',
    printed_at DATETIME(6) NULL COMMENT 'when its credential sheet was shown last',
    done_at DATETIME(6) NULL,
    error VARCHAR(300) NULL,
    UNIQUE KEY batch_row_ref (ref),
    UNIQUE KEY batch_row_place (batch_id, customer_id, contact_key),
    KEY batch_row_state (batch_id, state, id),
    CONSTRAINT batch_row_batch FOREIGN KEY (batch_id) REFERENCES kernel_batch (id) ON DELETE CASCADE,
    CONSTRAINT batch_row_customer FOREIGN KEY (customer_id) REFERENCES kernel_customer (id),
    CONSTRAINT batch_row_contact FOREIGN KEY (customer_id, contact_id) REFERENCES kernel_contact (customer_id, id),
    CONSTRAINT batch_row_seat FOREIGN KEY (seat_id) REFERENCES kernel_seat (id) ON DELETE SET NULL
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci;
