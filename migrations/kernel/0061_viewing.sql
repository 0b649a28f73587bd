-- A member of staff in a customer's portal: looking as one of its people does, or working on that person's behalf.
-- Without a seat it is the portal of a customer without portal users. It lives inside the session of the member of staff.
CREATE TABLE IF NOT EXISTS kernel_viewing (
    id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
    token_hash BINARY(32) NOT NULL,
    staff_session_id BIGINT UNSIGNED NOT NULL,
    is_working BOOLEAN NOT NULL COMMENT 'may write; else nothing changes',
    customer_id BIGINT UNSIGNED NOT NULL,
    seat_id BIGINT UNSIGNED NULL,
    after_id BIGINT UNSIGNED NULL COMMENT 'which one ended because this one began',
    created_at DATETIME(6) NOT NULL,
    ended_at DATETIME(6) NULL,
    user_agent VARCHAR(255) NOT NULL DEFAULT '',
    UNIQUE KEY viewing_token (token_hash),
    KEY viewing_open (staff_session_id, ended_at),
    CONSTRAINT viewing_staff_session FOREIGN KEY (staff_session_id) REFERENCES kernel_staff_session (id),
    CONSTRAINT viewing_of_customer FOREIGN KEY (customer_id) REFERENCES kernel_customer (id),
    CONSTRAINT viewing_seat FOREIGN KEY (seat_id) REFERENCES kernel_seat (id) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci;
