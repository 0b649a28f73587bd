"""Whether the door tells by its time who is known (SA01): tries of four kinds, interleaved at random, each by another
login from another address; their medians and distributions are compared. Prints one line; ends with 1 when they differ."""

import http.client, math, os, random, re, statistics, subprocess, sys, time, urllib.parse

PORT, COUNT = int(os.environ["PORT"]), int(sys.argv[1])
PASSWORD = "a password for measuring"
KINDS = ("unknown login", "wrong password", "switched off", "not yet accepted")


def sql(statement):
    subprocess.run(["mariadb", "--no-defaults", f"--socket={os.environ['MARIADB_SOCKET']}", "--user=root", "portico",
                    "-e", statement], check=True)


def seed():
    """As many accounts as tries; the invited have no password yet."""
    encoded = subprocess.run([os.environ["ARGON2"], PASSWORD], capture_output=True, check=True, text=True).stdout.strip()
    sql(f"""
        INSERT INTO kernel_customer (ref, number, name, created_at) VALUES (RANDOM_BYTES(10), 900001, 'Measured', NOW(6));
        SET @customer = LAST_INSERT_ID();
        INSERT INTO kernel_contact (ref, customer_id, name, email, created_at)
            SELECT RANDOM_BYTES(10), @customer, CONCAT('Person ', seq), CONCAT('p', seq, '@example.org'), NOW(6)
            FROM seq_1_to_{3 * COUNT};
        INSERT INTO kernel_account (ref, login, password, created_at)
            SELECT RANDOM_BYTES(10), p.email, IF(SUBSTRING(p.name, 8) > {2 * COUNT}, NULL,
                '{encoded}'), NOW(6)
            FROM kernel_contact p WHERE p.customer_id = @customer;
        INSERT INTO kernel_seat (ref, account_id, customer_id, contact_id, group_id, created_at, accepted_at, disabled_at)
            SELECT RANDOM_BYTES(10), a.id, @customer, p.id, (SELECT id FROM kernel_permission_group WHERE is_default = 1),
                NOW(6), IF(a.password IS NULL, NULL, NOW(6)),
                IF(SUBSTRING(p.name, 8) BETWEEN {COUNT + 1} AND {2 * COUNT}, NOW(6), NULL)
            FROM kernel_contact p JOIN kernel_account a ON a.login = p.email WHERE p.customer_id = @customer;""")


def login(kind, number):
    place = KINDS.index(kind)
    return f"nobody{number}@example.org" if place == 0 else f"p{(place - 1) * COUNT + number}@example.org"


def ask(connection, method, body=None, cookies=""):
    headers = {"Cookie": cookies, "Sec-Fetch-Site": "same-origin", "Origin": f"http://127.0.0.1:{PORT}"}
    if body:
        headers["Content-Type"] = "application/x-www-form-urlencoded"
    connection.request(method, "/sign-in", body, headers)
    answer = connection.getresponse()
    return answer, answer.read().decode()


def attempt(kind, number, order):
    """The time of one try, and its answer without what is new in every answer."""
    source = f"127.{1 + order // 60_000}.{order // 250 % 240}.{1 + order % 250}"
    connection = http.client.HTTPConnection("127.0.0.1", PORT, source_address=(source, 0))
    answer, page = ask(connection, "GET")
    fields = dict(re.findall(r'<input[^>]*type="hidden"[^>]*name="([^"]+)"[^>]*value="([^"]*)"', page))
    cookies = "; ".join(v.split(";")[0] for name, v in answer.getheaders() if name.lower() == "set-cookie")
    name = login(kind, number)
    body = urllib.parse.urlencode({**fields, "login": name, "password": "wrong" if kind == "wrong password" else PASSWORD})
    began = time.perf_counter()
    answer, page = ask(connection, "POST", body, cookies)
    took = time.perf_counter() - began
    connection.close()
    heads = sorted(name.lower() for name, _ in answer.getheaders())
    text = re.sub(r'(name="(csrf|once)" value=")[^"]*|nonce="[^"]*"', r"\1", page.replace(name, "LOGIN"))
    return took, (answer.status, heads, re.sub(r"[0-9a-f]{16,}", "", text))


def p_of(a, b):
    """The probability of ranks as different as these by chance (Mann-Whitney, two-sided, normal approximation)."""
    ranks = sorted((value, which) for which, values in enumerate((a, b)) for value in values)
    u = sum(i + 1 for i, (_, which) in enumerate(ranks) if which == 0) - len(a) * (len(a) + 1) / 2
    z = (u - len(a) * len(b) / 2) / math.sqrt(len(a) * len(b) * (len(a) + len(b) + 1) / 12)
    return math.erfc(abs(z) / math.sqrt(2))


seed()
plan = [(kind, number) for kind in KINDS for number in range(1, COUNT + 1)]
random.shuffle(plan)
for order in range(20):  # what is slow once, such as the first hash of a worker
    attempt("unknown login", 10_000_000 + order, 100_000 + order)
times, answers = {kind: [] for kind in KINDS}, set()
for order, (kind, number) in enumerate(plan):
    if order % 400 == 0:  # the delay of the whole house is not what is measured
        sql("DELETE FROM kernel_throttle")
    took, answer = attempt(kind, number, order)
    times[kind].append(took)
    answers.add(repr(answer))
medians = {kind: statistics.median(values) for kind, values in times.items()}
spread = max(medians.values()) - min(medians.values())
least = min(p_of(times[KINDS[0]], times[kind]) for kind in KINDS[1:])
is_alike = len(answers) == 1 and spread < 0.1 * min(medians.values()) and least > 0.01
print(f"{'' if is_alike else '**failed**: '}medians {', '.join(f'{k} {m * 1e3:.1f} ms' for k, m in medians.items())}; "
      f"least p {least:.3f}; {len(answers)} kind{'s' * (len(answers) > 1)} of answer")
sys.exit(not is_alike)
