-- 500 customers with one signed-in person each and 200 announcements each: 100,000 in all.
INSERT INTO kernel_staff (id, ref, login, name, role, created_at)
VALUES (1, RANDOM_BYTES(10), 'bench', 'Bench', 'administrator', UTC_TIMESTAMP(6));
INSERT INTO kernel_customer (id, ref, number, name, created_at)
SELECT seq, RANDOM_BYTES(10), 10000 + seq, CONCAT('Customer ', seq), UTC_TIMESTAMP(6) FROM seq_1_to_500;
INSERT INTO kernel_contact (id, customer_id, ref, name, email, created_at)
SELECT seq, seq, RANDOM_BYTES(10), CONCAT('Person Number', seq), CONCAT('person', seq, '@example.org'), UTC_TIMESTAMP(6)
FROM seq_1_to_500;
INSERT INTO kernel_account (id, ref, login, password, created_at)
SELECT seq, RANDOM_BYTES(10), CONCAT('person', seq, '@example.org'), @password, UTC_TIMESTAMP(6) FROM seq_1_to_500;
INSERT INTO kernel_seat (id, ref, account_id, customer_id, contact_id, group_id, created_at)
SELECT seq, RANDOM_BYTES(10), seq, seq, seq,
    (SELECT id FROM kernel_permission_group WHERE kind = 'everything'), UTC_TIMESTAMP(6)
FROM seq_1_to_500;
INSERT INTO announcements_announcement
    (customer_id, ref, title, body, created_at, created_by, published_at, published_by)
SELECT 1 + n.seq % 500, RANDOM_BYTES(10),
    CONCAT('Delivery ', n.seq, ' of week ', 1 + n.seq % 52, ' and what changes'),
    REPEAT('The van comes one working day later than usual, because the road at the mill is closed. ', 5),
    UTC_TIMESTAMP(6) - INTERVAL n.seq * 7 MINUTE, 1, UTC_TIMESTAMP(6) - INTERVAL n.seq * 7 MINUTE, 1
FROM seq_1_to_100000 n;
ANALYZE TABLE kernel_customer, kernel_contact, kernel_account, kernel_seat, kernel_session, announcements_announcement;
