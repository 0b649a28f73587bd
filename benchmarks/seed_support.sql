-- 200,000 tickets, 400 for each of the 500 customers, with 1,000,000 notes, and one ticket of 30 notes and 10 files.
-- In every note stand a noun and a town (each in 1 of 100) and a part (each in 1 of 100,000), between ordinary words.
SET SESSION foreign_key_checks = 0, unique_checks = 0;
SET @nouns = 'roaster grinder kettle boiler valve gasket hopper burr pump filter basket portafilter lever gauge hose fitting
    drain funnel scale tamper pitcher carafe thermos cup saucer tray napkin syrup milk cream oat almond vanilla
    caramel cocoa cinnamon decaf espresso lungo ristretto cappuccino americano mocha macchiato robusta arabica bourbon
    typica invoice credit quote order pallet parcel crate carton label barcode manifest customs courier depot warehouse
    forklift truck trailer ferry harbour container contract renewal discount deposit voucher refund statement ledger
    budget account password login browser printer scanner tablet router cable modem firmware sensor display keypad battery
    charger adapter breaker fuse socket switch relay';
SET @phrases = 'the same happened again this morning|nobody here has seen it before|we have tried what you wrote|it works
    since yesterday afternoon|please tell us when somebody comes|our shop opens early on weekdays|a colleague looked after
    lunch|it stopped without any warning|we need it back before the weekend|thank you for the quick answer|the second one
    shows nothing|both of them were replaced last year|that did not help for long|we will send a picture later|it is louder
    than it used to be|could you have another look';
CREATE TEMPORARY TABLE bench_noun (PRIMARY KEY (id))
SELECT seq - 1 AS id, SUBSTRING_INDEX(SUBSTRING_INDEX(REGEXP_REPLACE(@nouns, '\\s+', ' '), ' ', seq), ' ', -1) AS word
FROM seq_1_to_100;
CREATE TEMPORARY TABLE bench_phrase (PRIMARY KEY (id))
SELECT seq - 1 AS id, SUBSTRING_INDEX(SUBSTRING_INDEX(REGEXP_REPLACE(@phrases, '\\s+', ' '), '|', seq), '|', -1) AS words
FROM seq_1_to_16;
CREATE TEMPORARY TABLE bench_town (PRIMARY KEY (id))
SELECT seq AS id, CONCAT(ELT(1 + seq DIV 10, 'Ash', 'Birch', 'Cold', 'Dun', 'Elm', 'Fern', 'Glen', 'Hart', 'Kings', 'Wood'),
    ELT(1 + seq % 10, 'ford', 'ham', 'ton', 'bridge', 'field', 'gate', 'wick', 'mouth', 'worth', 'stead')) AS word
FROM seq_0_to_99;
SET @syllables = 'bafekimoludesiporuta';
CREATE TEMPORARY TABLE bench_part (PRIMARY KEY (id))
SELECT seq AS id, CONCAT(SUBSTR(@syllables, 1 + 2 * (seq DIV 10000), 2), SUBSTR(@syllables, 1 + 2 * (seq DIV 1000 % 10), 2),
    SUBSTR(@syllables, 1 + 2 * (seq DIV 100 % 10), 2), SUBSTR(@syllables, 1 + 2 * (seq DIV 10 % 10), 2),
    SUBSTR(@syllables, 1 + 2 * (seq % 10), 2)) AS word
FROM seq_0_to_99999;
CREATE TEMPORARY TABLE bench_text (PRIMARY KEY (id))
SELECT n.seq AS id, CONCAT(a.words, ', the ', m.word, ' ', p.word, ' and ', b.words, '; ', c.words, ' in ', o.word, ', ',
    d.words, '.') AS body
FROM seq_1_to_1000000 n
JOIN bench_noun m ON m.id = n.seq % 100 JOIN bench_town o ON o.id = n.seq DIV 100 % 100
JOIN bench_part p ON p.id = n.seq % 100000
JOIN bench_phrase a ON a.id = CRC32(n.seq) & 15 JOIN bench_phrase b ON b.id = CRC32(n.seq) >> 4 & 15
JOIN bench_phrase c ON c.id = CRC32(n.seq) >> 8 & 15 JOIN bench_phrase d ON d.id = CRC32(n.seq) >> 12 & 15;

INSERT INTO kernel_staff (id, ref, login, name, role, created_at)
SELECT seq, RANDOM_BYTES(10), CONCAT('technician', seq), CONCAT('Technician Number', seq), 'technician', UTC_TIMESTAMP(6)
FROM seq_2_to_10;

-- The index of words is made from what is there: word by word, as it is written, takes several times as long.
ALTER TABLE support_ticket DROP KEY ticket_words;
ALTER TABLE support_note DROP KEY note_words;
-- A fifth is not solved yet; the last of them was opened a few minutes ago, the first more than two years.
INSERT INTO support_ticket (id, customer_id, ref, number, contact_id, subject, description, status, priority, assignee_id,
    created_at, moved_at, updated_at, touched_at)
SELECT n.seq, 1 + n.seq % 500, RANDOM_BYTES(10), 1000 + n.seq, 1 + n.seq % 500,
    CONCAT('The ', m.word, ' ', p.word, ' of week ', 1 + n.seq % 52, ', ', b.words), x.body,
    ELT(1 + CRC32(n.seq) % 20, 'new', 'open', 'open', 'waiting', 'solved', 'solved', 'solved', 'solved', 'closed', 'closed',
        'closed', 'closed', 'closed', 'closed', 'closed', 'closed', 'closed', 'closed', 'closed', 'closed'),
    ELT(1 + n.seq % 7, 'low', 'normal', 'normal', 'normal', 'normal', 'high', 'urgent'),
    NULLIF(n.seq % 11, 0), n.at - INTERVAL 2 DAY, n.at, n.at, n.at
FROM (SELECT seq, UTC_TIMESTAMP(6) - INTERVAL (200001 - seq) * 7 MINUTE AS at FROM seq_1_to_200000) n
JOIN bench_text x ON x.id = n.seq JOIN bench_phrase b ON b.id = CRC32(n.seq) & 15
JOIN bench_noun m ON m.id = n.seq % 100 JOIN bench_part p ON p.id = n.seq % 100000;
-- The five notes of a ticket stand apart, as those of a thousand tickets of the same week do; one in five is internal.
INSERT INTO support_note (id, customer_id, ticket_id, ref, body, created_at, created_by, contact_id, shared_at, shared_by, told_at)
SELECT x.id, t.customer_id, t.id, RANDOM_BYTES(10), x.body, n.at, n.staff, IF(n.staff IS NULL, t.contact_id, NULL),
    IF(n.turn = 3, NULL, n.at), IF(n.turn = 3, NULL, n.staff), IF(n.turn = 3, NULL, n.at)
FROM (SELECT seq, 1 + (seq - 1) DIV 5000 * 1000 + (seq - 1) % 1000 AS ticket, (seq - 1) % 5000 DIV 1000 AS turn,
    UTC_TIMESTAMP(6) - INTERVAL (1000001 - seq) * 84 SECOND AS at,
    IF((seq - 1) % 5000 DIV 1000 IN (0, 3), 1 + seq % 10, NULL) AS staff FROM seq_1_to_1000000) n
JOIN bench_text x ON x.id = n.seq JOIN support_ticket t ON t.id = n.ticket;
INSERT INTO support_change (customer_id, ticket_id, at, old_status, new_status)
SELECT customer_id, id, moved_at, 'new', status FROM support_ticket WHERE status <> 'new';
UPDATE support_counter SET value = 201001 WHERE name = 'ticket';

-- The large one: the first person's, last updated long ago, so that it is not on the measured list.
SET @long_ago = UTC_TIMESTAMP(6) - INTERVAL 3 YEAR;
INSERT INTO support_ticket (id, customer_id, ref, number, contact_id, subject, description, status, assignee_id, created_at,
    moved_at, updated_at, touched_at)
SELECT 200001, 1, @large, 201001, 1, 'A ticket with many words', body, 'open', 1, @long_ago, @long_ago, @long_ago, @long_ago
FROM bench_text WHERE id = 1;
INSERT INTO support_note (id, customer_id, ticket_id, ref, body, created_at, created_by, contact_id, shared_at, shared_by)
SELECT 1000000 + x.id, 1, 200001, RANDOM_BYTES(10), CONCAT_WS('\n\n', x.body, y.body), @long_ago + INTERVAL x.id MINUTE,
    IF(x.id % 2, 1, NULL), IF(x.id % 2, NULL, 1), @long_ago + INTERVAL x.id MINUTE, IF(x.id % 2, 1, NULL)
FROM bench_text x JOIN bench_text y ON y.id = x.id + 100 WHERE x.id <= 30;
-- The files 1 to 10 are the large one's, half of them of its notes; one in ten of the others has one.
INSERT INTO kernel_attachment (id, ref, portal, name, type, size, sha256, verdict, uploaded_at, uploaded_by_staff)
SELECT 1000 + seq, RANDOM_BYTES(10), 'support', CONCAT('picture ', seq, '.jpg'), 'image/jpeg', 100000 + seq, RANDOM_BYTES(32),
    'clean', @long_ago, 1 FROM seq_1_to_20000;
INSERT INTO support_file (customer_id, ticket_id, note_id, ref, attachment_id, created_at, created_by, shared_at, shared_by)
SELECT t.customer_id, t.id, IF(n.seq BETWEEN 6 AND 10, 1000000 + n.seq, NULL), RANDOM_BYTES(10), 1000 + n.seq, @long_ago, 1,
    @long_ago, 1
FROM seq_1_to_20000 n JOIN support_ticket t ON t.id = IF(n.seq <= 10, 200001, n.seq * 10);

ALTER TABLE support_ticket ADD FULLTEXT KEY ticket_words (subject, description);
ALTER TABLE support_note ADD FULLTEXT KEY note_words (body);
SET SESSION foreign_key_checks = 1, unique_checks = 1;
ANALYZE TABLE support_ticket, support_note, support_file, support_change;
