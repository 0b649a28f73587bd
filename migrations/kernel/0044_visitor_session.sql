-- A browser that opened a customer's portal by its link, without an account. It ends with the link's turn.
CREATE TABLE IF NOT EXISTS kernel_visitor_session (
    id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
    token_hash BINARY(32) NOT NULL,
    customer_id BIGINT UNSIGNED NOT NULL,
    link_turn INT UNSIGNED NOT NULL,
    created_at DATETIME(6) NOT NULL,
    seen_at DATETIME(6) NOT NULL,
    ended_at DATETIME(6) NULL,
    user_agent VARCHAR(255) NOT NULL DEFAULT '',
    UNIQUE KEY visitor_session_token (token_hash),
    KEY visitor_session_customer (customer_id, ended_at),
    CONSTRAINT visitor_session_customer FOREIGN KEY (customer_id) REFERENCES kernel_customer (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci;
