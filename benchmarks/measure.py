"""Takes the figures of SPEED's table from what script/bench started, each pair in turn, and writes RESULTS.md."""

import datetime, http.client, json, os, re, statistics, subprocess, sys, threading, time, urllib.parse
from pathlib import Path

import mail_in
from seed import crockford

WORK = Path(os.environ["WORK"])
SECONDS, ROUNDS = int(os.environ["SECONDS_A_ROUND"]), max(3, int(os.environ["ROUNDS"]))
HERE = Path(__file__).parent
PASSWORD = "a password for measuring"


def port(name):
    return int((WORK / f"{name}.port").read_text())


def path_of(name):
    return (WORK / f"{name}.path").read_text().strip()


LIST = path_of("list")


def load(name, path, connections=16, cookies=None, seconds=SECONDS, least=1, of="portico"):
    """Requests for a while; answers that are errors, or on average smaller than expected, are no figure."""
    command = ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "-s", str(HERE / "rotate.lua"),
               f"http://127.0.0.1:{port(name)}{path}", "--"] + ([str(cookies), of] if cookies else [])
    figures = json.loads(subprocess.run(command, capture_output=True, check=True, text=True).stdout.splitlines()[-1])
    if figures["refused"] or figures["broken"] or not figures["requests"]:
        raise RuntimeError(f"{name} {path}: {figures['refused']} refused, {figures['broken']} broken answers "
                           f"of {figures['requests']}")
    if figures["bytes"] / figures["requests"] < least:
        raise RuntimeError(f"{name} {path}: only {figures['bytes'] // figures['requests']} bytes an answer")
    figures["rate"] = figures["requests"] / figures["microseconds"] * 1e6
    return figures


def in_turn(ours, theirs):
    """Medians of each, and the median of the ratios of neighbours."""
    a, b = [], []
    for _ in range(ROUNDS):
        a.append(ours())
        b.append(theirs())
    return statistics.median(a), statistics.median(b), statistics.median(x / y for x, y in zip(a, b))


def page(name, path, cookie, of="portico"):
    connection = http.client.HTTPConnection("127.0.0.1", port(name))
    connection.request("GET", path, headers={"Cookie": f"{of}={cookie}"})
    return connection.getresponse().read()


def first_of(cookies):
    single = WORK / "cookie"
    single.write_text(cookies.read_text().split()[0] + "\n")
    return single


def list_page(name):
    path = path_of(name)

    def measured(cookies):
        rate = in_turn(lambda: load("portico", path, 16, cookies, least=9000)["rate"],
                       lambda: load(name, path, 16, cookies, least=9000)["rate"])
        ours, theirs = (len(page(each, path, cookies.read_text().split()[0])) for each in ("portico", name))
        if abs(ours - theirs) > ours * 0.1:
            raise RuntimeError(f"the pages differ too much: {ours} and {theirs} bytes")
        return rate, f"requests/s, 16 connections, {ours / 1000:.1f} and {theirs / 1000:.1f} KB"
    return measured


def list_latency(cookies):
    return in_turn(lambda: load("portico", LIST, 1, cookies)["p50"] / 1000,
                   lambda: load("list", LIST, 1, cookies)["p50"] / 1000), "p50 in ms, one connection"


def one_cookie(cookies):
    single = first_of(cookies)
    return in_turn(lambda: load("portico", LIST, 16, single)["rate"],
                   lambda: load("portico", LIST, 16, cookies)["rate"]), "requests/s, one cookie and 500"


def one_ticket(cookies):
    single, ticket = first_of(cookies), (WORK / "ticket").read_text().strip()
    body = page("portico", ticket, single.read_text().strip())
    if (notes := body.count(b'id="note-')) != 30 or (files := body.count(b"/files/")) < 10:
        raise RuntimeError(f"the page has {notes} notes and {files} files")
    return in_turn(lambda: load("portico", ticket, 16, single, least=9000)["rate"],
                   lambda: load("portico", path_of("tickets"), 16, single, least=9000)["rate"]), \
        f"requests/s, 16 connections, {len(body) / 1000:.1f} KB"


def large_project(cookies):
    single, project = first_of(cookies), (WORK / "project").read_text().strip()
    body = page("portico", project, single.read_text().strip())
    if not re.search(rb"of 4,?500 tasks done", body):
        raise RuntimeError("the page has not the project's 4,500 shared tasks")
    return in_turn(lambda: load("portico", project, 16, single, least=9000)["rate"],
                   lambda: load("portico", LIST, 16, single, least=9000)["rate"]), \
        f"requests/s, 16 connections, {len(body) / 1000:.1f} KB"


def one_share(_):
    """The switch of one task, thrown by staff again and again: each form as the page had it, only the post is timed."""
    cookie = (WORK / "staff").read_text().split()[0]
    path = "/staff" + (WORK / "project").read_text().strip()
    connection = http.client.HTTPConnection("127.0.0.1", port("portico"))
    headers = {"Cookie": f"portico-staff={cookie}", "Origin": f"http://127.0.0.1:{port('portico')}"}

    def ask(method, path, fields=None):
        more = {"Content-Type": "application/x-www-form-urlencoded"} if fields else {}
        connection.request(method, path, urllib.parse.urlencode(fields) if fields else None, headers | more)
        answer = connection.getresponse()
        return answer.status, answer.read().decode()

    item = re.search(rf'href="({path}/items/[0-9A-Z]{{16}})"', ask("GET", path + "/tasks")[1])[1]
    times = []
    for number in range(60):
        form = re.search(rf'<form[^>]*action="{item}/sharing">(.*?)</form>', ask("GET", item)[1], re.S)[1]
        fields = dict(re.findall(r'name="([^"]+)"\s+value="([^"]*)"', form))
        fields["on"] = str(number % 2)
        began = time.monotonic()
        status, _ = ask("POST", item + "/sharing", fields)
        times.append((time.monotonic() - began) * 1000)
        if status != 303:
            raise RuntimeError(f"the switch answered {status}")
    slow = statistics.quantiles(times, n=20)[-1]
    return (slow, 20.0, slow / 20), "p95 in ms, and the goal"


def wanted():
    """Of each of the 500 customers what stands in one of his tickets: number, noun, part and town."""
    rows = sql("SELECT number, subject, description FROM support_ticket WHERE id BETWEEN 60001 AND 60500 ORDER BY customer_id")
    return [(number, *subject.split()[1:3], re.search(r" in ([A-Z]\w+),", description)[1])
            for number, subject, description in (row.split("\t") for row in rows.splitlines())]


def search(place, of, cookies):
    """One search after another, the kinds in turn: a number, words of 1 in 100 notes, and of 1 in 100,000 (rare)."""
    everything, lines = wanted(), []
    for i, (number, noun, part, town) in enumerate(everything):
        cookie = cookies[i % len(cookies)]
        kinds = [f"#{number}", f"{noun} {part}", f"{noun} {town}", f"{part} {everything[i - 7][2]}"]
        if i < 4 and f"#{number}" not in page("portico", place + urllib.parse.quote(kinds[i % 2]), cookie, of).decode():
            raise RuntimeError(f"{kinds[i % 2]} does not find #{number}")
        lines.append(f"{cookie} {place}{urllib.parse.quote(kinds[i % 4])}\n")
    searches = WORK / "searches"
    searches.write_text("".join(lines))
    middle = statistics.median(load("portico", place, 1, searches, of=of)["p95"] / 1000 for _ in range(ROUNDS))
    return (middle, 50.0, middle / 50), "p95 in ms, one connection, and the goal"


def desk_search(_):
    return search("/staff/support/tickets?q=", "portico-staff", (WORK / "staff").read_text().split())


def own_search(cookies):
    return search("/support/tickets?q=", "portico", cookies.read_text().split())


def front(_):
    for name in ("portico", "hello"):
        connection = http.client.HTTPConnection("127.0.0.1", port(name))
        connection.request("GET", "/healthz")
        if connection.getresponse().status != 200:
            raise RuntimeError(f"{name} does not answer /healthz with 200")
    return in_turn(lambda: load("portico", "/healthz")["rate"], lambda: load("hello", "/healthz")["rate"]), \
        "requests/s, 16 connections"


def download(cookies):
    single = first_of(cookies)
    ours, theirs = (WORK / "download").read_text().split()
    return in_turn(lambda: load("portico", ours, 4, single, least=25 << 20)["rate"],
                   lambda: load("static", theirs, 4, least=25 << 20)["rate"]), "files of 25 MB/s, 4 connections"


def sign_in_form():
    connection = http.client.HTTPConnection("127.0.0.1", port("portico"))
    connection.request("GET", "/sign-in")
    answer = connection.getresponse()
    page = answer.read().decode()
    fields = dict(re.findall(r'<input[^>]*type="hidden"[^>]*name="([^"]+)"[^>]*value="([^"]*)"', page))
    cookies = "; ".join(value.split(";")[0] for name, value in answer.getheaders() if name.lower() == "set-cookie")
    return fields, cookies


def sign_ins(threads, patient=False):
    """Signs people in on as many connections as hashes are granted; anything but a redirection is an error. Whoever is
    patient comes again when he is told to."""
    fields, cookies = sign_in_form()
    end, done, wrong = time.monotonic() + SECONDS, [0] * threads, []

    def work(index):
        person = index
        while time.monotonic() < end and not wrong:
            person += threads
            body = urllib.parse.urlencode({**fields, "login": f"person{1 + person % 500}@example.org", "password": PASSWORD})
            # Everybody from another address: of one alone so many at once would have to wait.
            source = (f"127.0.{1 + person // 200 % 200}.{1 + person % 200}", 0)
            connection = http.client.HTTPConnection("127.0.0.1", port("portico"), source_address=source)
            connection.request("POST", "/sign-in", body, {
                "Content-Type": "application/x-www-form-urlencoded", "Cookie": cookies, "Sec-Fetch-Site": "same-origin",
                "Origin": f"http://127.0.0.1:{port('portico')}"})
            answer = connection.getresponse()
            answer.read()
            if patient and answer.status == 503:
                time.sleep(float(answer.getheader("Retry-After", "1")))
                continue
            if answer.status != 303 or "sign-in" in answer.getheader("Location", ""):
                wrong.append(answer.status)
            done[index] += 1
    began = time.monotonic()
    workers = [threading.Thread(target=work, args=(i,)) for i in range(threads)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    if wrong:
        raise RuntimeError(f"a sign-in was answered with {wrong[0]} after {sum(done)}")
    return sum(done) / (time.monotonic() - began)


def passwords(_):
    granted = max(1, (os.cpu_count() or 2) - 1)
    raw = lambda: float(subprocess.run([os.environ["ARGON2"], str(granted), str(SECONDS)], capture_output=True,
                                       check=True, text=True).stdout)
    # A few more people than hashes are granted, so that the gate always has the next one.
    return in_turn(lambda: sign_ins(granted + 2), raw), f"a second, {granted} hashes at once"


def sql(statement):
    return subprocess.run(
        ["mariadb", "--no-defaults", f"--socket={os.environ['MARIADB_SOCKET']}", "--user=root", "--batch", "--raw",
         "--skip-column-names", "portico", "-e", statement], check=True, capture_output=True, text=True).stdout.strip()


def crowd(_):
    """The editor of a permission group that 10,000 people have, and what a change of it would do to them."""
    sql("""INSERT INTO kernel_permission_group (ref, name, created_at) VALUES (RANDOM_BYTES(10), 'Crowd', UTC_TIMESTAMP(6));
        SET @crowd = LAST_INSERT_ID();
        INSERT INTO kernel_customer (ref, number, name, created_at)
            SELECT RANDOM_BYTES(10), 50000 + seq, CONCAT('Crowd ', seq), UTC_TIMESTAMP(6) FROM seq_1_to_1000;
        INSERT INTO kernel_contact (customer_id, ref, name, created_at)
            SELECT c.id, RANDOM_BYTES(10), CONCAT('Member ', s.seq), UTC_TIMESTAMP(6)
            FROM kernel_customer c JOIN seq_1_to_10 s WHERE c.number > 50000;
        INSERT INTO kernel_account (ref, login, created_at)
            SELECT RANDOM_BYTES(10), CONCAT('member', p.id), UTC_TIMESTAMP(6) FROM kernel_contact p
            JOIN kernel_customer c ON c.id = p.customer_id WHERE c.number > 50000;
        INSERT INTO kernel_seat (ref, account_id, customer_id, contact_id, group_id, created_at, accepted_at)
            SELECT RANDOM_BYTES(10), a.id, p.customer_id, p.id, @crowd, UTC_TIMESTAMP(6), UTC_TIMESTAMP(6)
            FROM kernel_contact p JOIN kernel_account a ON a.login = CONCAT('member', p.id);
        ANALYZE TABLE kernel_customer, kernel_contact, kernel_account, kernel_seat""")
    ref = crockford(bytes.fromhex(sql("SELECT HEX(ref) FROM kernel_permission_group WHERE name = 'Crowd'")))
    found = load("portico", f"/staff/permission-groups/{ref}", 1, WORK / "staff", of="portico-staff")["p95"] / 1000
    return (found, 100.0, found / 100), "p95 in ms, and the goal"


def bulk(_):
    """10,000 contacts of 1,000 customers are enabled by a list, until the last invitation is queued."""
    sql("""INSERT INTO kernel_customer (ref, number, name, created_at)
            SELECT RANDOM_BYTES(10), 70000 + seq, CONCAT('Listed ', seq), UTC_TIMESTAMP(6) FROM seq_1_to_1000;
        INSERT INTO kernel_contact (customer_id, ref, name, email, created_at)
            SELECT c.id, RANDOM_BYTES(10), CONCAT('Person ', s.seq), CONCAT('p', s.seq, '.', c.number, '@example.org'),
                UTC_TIMESTAMP(6)
            FROM kernel_customer c JOIN seq_1_to_10 s WHERE c.number > 70000""")
    addresses = WORK / "ten-thousand.csv"
    addresses.write_text("email\n" + sql("SELECT email FROM kernel_contact WHERE email LIKE 'p%.7%@example.org'") + "\n")
    began = time.monotonic()
    subprocess.run([os.environ["PROGRAM"], "bulk-enable", str(addresses), "--config", str(WORK / "portico.yaml")],
                   check=True, capture_output=True)
    while sql("SELECT COUNT(*) FROM kernel_batch WHERE state = 'done'") != "1":
        if time.monotonic() > began + 120:
            raise RuntimeError(f"after two minutes {sql('SELECT COUNT(*) FROM kernel_invitation')} are invited")
        time.sleep(0.05)
    took = time.monotonic() - began
    invited = int(sql("SELECT COUNT(*) FROM kernel_mail WHERE kind = 'identity.invitation'"))
    if invited != 10_000:
        raise RuntimeError(f"{invited} invitations were queued")
    sql("DELETE FROM kernel_mail WHERE is_open = 1")
    return (took, 20.0, took / 20), "s for 10,000, and the goal"


CROWD_AT_THE_DOOR = 200


def while_all_sign_in(cookies):
    """Pages of others while so many people sign in at once."""
    def quiet():
        return load("portico", LIST, 1, cookies, 5)["p99"] / 1000

    def crowded():
        found = {}
        pages = threading.Thread(target=lambda: found.update(load("portico", LIST, 1, cookies, 5)))
        pages.start()
        sign_ins(CROWD_AT_THE_DOOR, patient=True)
        pages.join()
        return found["p99"] / 1000
    return in_turn(crowded, quiet), f"p99 in ms with {CROWD_AT_THE_DOOR} at the door, and without"


def memory_at_the_door(_):
    """The most that the processes hold while so many sign in, against what one hash for each core would take."""
    before = sum(resident(pid) for pid in processes())
    most, door = before, threading.Thread(target=sign_ins, args=(CROWD_AT_THE_DOOR, True))
    door.start()
    while door.is_alive():
        most = max(most, sum(resident(pid) for pid in processes()))
        time.sleep(0.01)
    time.sleep(1)
    allowed = before + 19 * max(1, (os.cpu_count() or 2) - 1) + 10
    after = sum(resident(pid) for pid in processes())
    return (most, allowed, most / allowed), f"MB at most with {CROWD_AT_THE_DOOR} at the door ({after:.0f} after), and the goal"


QUEUE = """INSERT INTO kernel_mail (ref, kind, recipient, recipient_name, subject, content, created_at, queued_at, due_at)
SELECT RANDOM_BYTES(10), 'bench', CONCAT('person', seq, '@example.org'), CONCAT('Person ', seq), 'A mail to be measured',
    '{"language":"en","subject":"A mail","preview":"","heading":"A mail","paragraphs":["Some words."],"addressLead":"",
    "button":"Open","path":"/","facts":[],"reason":"Measuring."}', UTC_TIMESTAMP(6), UTC_TIMESTAMP(6), UTC_TIMESTAMP(6)
FROM seq_1_to_1000"""


def waiting():
    return int(sql("SELECT COUNT(*) FROM kernel_mail WHERE is_open = 1"))


def mails(_):
    """A thousand mails, written at once, to a server that takes them as they come."""
    began = time.monotonic()
    sql(QUEUE)
    while waiting():
        if time.monotonic() > began + 120:
            raise RuntimeError(f"{waiting()} mails are left after two minutes: {sql('SELECT last_error FROM kernel_mail WHERE last_error IS NOT NULL LIMIT 1')}")
        time.sleep(0.05)
    rate = 1000 / (time.monotonic() - began)
    return (rate, 10.0, rate / 10), "a second by one process, and the goal"


def mails_and_pages(cookies):
    def while_sending():
        sql(QUEUE)
        return load("portico", LIST, 1, cookies, 2)["p50"] / 1000

    def quiet():
        while waiting():
            time.sleep(0.05)
        return load("portico", LIST, 1, cookies, 2)["p50"] / 1000
    return in_turn(while_sending, quiet), "p50 in ms while mails go out, and without"


MAILS_IN = []
PAPERS = []


def mails_in(_):
    """Two thousand mails of as many senders from a mail server of this machine, over one connection and over two."""
    place = WORK / "lmtp"
    place.mkdir(mode=0o750)
    for connections in (1, 2):
        MAILS_IN.append(mail_in.measure(os.environ["PROGRAM"], str(WORK / "portico.yaml"), str(place / "sock"), 2_000,
                                        connections, connections * 10_000))
    (one, _, _, used), (two, *_) = MAILS_IN
    return (one, 100.0, one / 100), f"a second over one connection ({two:.0f} over two; {used * 1000:.1f} ms of a core each), and the goal"


def memory_of_mails_in(_):
    most, rss = max(figures[1] for figures in MAILS_IN), max(figures[2] for figures in MAILS_IN)
    return (most, 64.0, most / 64), f"MB at most, with the processes that read ({rss:.0f} where shared pages count in each), and the goal"


def papers():
    if not PAPERS:
        PAPERS.extend(map(float, shell(os.environ["PAPER_BENCH"]).split()))
    return PAPERS


def small_paper(_):
    return (papers()[0], 10.0, papers()[0] / 10), "ms, and the goal"


def large_paper(_):
    return (papers()[1], 1000.0, papers()[1] / 1000), "ms, and the goal"


def memory_of_papers(_):
    return (papers()[2], 100.0, papers()[2] / 100), f"MB at most ({papers()[3]:.0f} before the first), and the goal"


def processes():
    parent = int(os.environ["SERVING_PID"])
    return [parent] + [int(p) for p in Path(f"/proc/{parent}/task/{parent}/children").read_text().split()]


def resident(pid):
    return int(re.search(r"VmRSS:\s*(\d+)", Path(f"/proc/{pid}/status").read_text())[1]) / 1024


def memory(cookies):
    wanted, had = int(os.environ["PAGES"]), 0
    while had < wanted:
        had += load("portico", LIST, 16, cookies, 10)["requests"]
    largest = max(resident(pid) for pid in processes())
    return (largest, 40.0, largest / 40), f"MB of the larger process after {had} pages, and the goal"


def first_answer(_):
    times = []
    for _ in range(max(5, ROUNDS)):
        began = time.monotonic()
        program = subprocess.Popen([os.environ["PROGRAM"], "serve", "--config", str(WORK / "first.yaml")],
                                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            status = 0
            while status != 200 and time.monotonic() < began + 10:
                connection = http.client.HTTPConnection("127.0.0.1", port("first"))
                connection.request("GET", "/healthz")
                status = connection.getresponse().status
            if status != 200:
                raise RuntimeError("no answer within 10 s")
            times.append((time.monotonic() - began) * 1000)
        finally:
            program.terminate()
            program.wait(20)
    middle = statistics.median(times)
    return (middle, 150.0, middle / 150), "ms, and the goal"


ROWS = [  # what, how, the goal for the ratio, whether more is better
    ("list page: 50 of 200 among 100,000, against C", list_page("list"), 1.0, True),
    ("list page, one connection, against C", list_latency, 1.5, False),
    ("list page, one cookie against many", one_cookie, 0.97, True),
    ("ticket list: 50 of 400 among 200,000, against C", list_page("tickets"), 1.0, True),
    ("one ticket with 30 notes and 10 files, against the ticket list", one_ticket, 0.8, True),
    ("a project with 5,000 tasks, against the list page", large_project, 0.3, True),
    ("switching the sharing of one task among 5,000", one_share, 1.0, False),
    ("the desk's search in 200,000 tickets with 1,000,000 notes", desk_search, 1.0, False),
    ("a customer's search in his 400 of them", own_search, 1.0, False),
    ("front alone, `/healthz` against C hello", front, 0.9, True),
    ("sign-ins against raw libargon2", passwords, 0.9, True),
    ("list page while 200 people sign in at once", while_all_sign_in, 2.0, False),
    ("memory while 200 people sign in at once", memory_at_the_door, 1.0, False),
    ("the editor of a group that 10,000 people have", crowd, 1.0, False),
    ("bulk enabling of 10,000 contacts", bulk, 1.0, False),
    ("download against nginx static", download, 0.95, True),
    ("start to first answer", first_answer, 1.0, False),
    ("1,000 mails", mails, 1.0, True),
    ("2,000 mails that come in (LMTP)", mails_in, 1.0, True),
    ("memory while they come in", memory_of_mails_in, 1.0, False),
    ("a PDF of 30 lines", small_paper, 1.0, False),
    ("a PDF of 10,000 lines", large_paper, 1.0, False),
    ("memory for it", memory_of_papers, 1.0, False),
    ("list page while mails go out", mails_and_pages, 1.1, False),
    ("resident memory, 8 workers", memory, 1.0, False),
]


def shell(*command):
    done = subprocess.run(command, capture_output=True, text=True, cwd=HERE)
    return done.stdout.strip() if done.returncode == 0 else ""


def main(report):
    lines = ["| Row | Unit | Portico | Other | Ratio | Goal | |", "| --- | --- | ---: | ---: | ---: | ---: | --- |"]
    for name, measured, goal, more in ROWS:
        try:
            (ours, theirs, ratio), unit = measured(WORK / "cookies")
            met = ratio >= goal if more else ratio <= goal
            lines.append(f"| {name} | {unit} | {ours:,.3g} | {theirs:,.3g} | {ratio:.2f} | "
                         f"{'≥' if more else '≤'} {goal} | {'met' if met else '**short**'} |"
                         if max(ours, theirs) < 1000 else
                         f"| {name} | {unit} | {ours:,.0f} | {theirs:,.0f} | {ratio:.2f} | "
                         f"{'≥' if more else '≤'} {goal} | {'met' if met else '**short**'} |")
        except Exception as problem:
            lines.append(f"| {name} | not measured: {problem} | | | | {'≥' if more else '≤'} {goal} | **open** |")
        print(lines[-1], flush=True)
    model = re.search(r"model name\s*: (.*)", Path("/proc/cpuinfo").read_text())
    commit = shell("git", "rev-parse", "--short", "HEAD") or "no commit yet"
    changed = " with changes" if shell("git", "status", "--porcelain") else ""
    captured = "\n".join(f"- `{line}`" for line in (WORK / "captured.txt").read_text().splitlines())
    Path(report).write_text(f"""# What was measured last

`script/bench` on {datetime.datetime.now(datetime.timezone.utc):%Y-%m-%d %H:%M} UTC, commit {commit}{changed}, {os.cpu_count()} cores
({model[1] if model else "unknown"}), {ROUNDS} rounds of {SECONDS} s each in turn; medians, and the median of the
ratios of neighbouring rounds. The load generator, nginx and MariaDB share the cores. Ratios can be compared, absolute
figures only with those beside them.

""" + "\n".join(lines) + f"""

The C list pages send the statements that Portico sent for the same sessions, with the same values, and fill the frame
of Portico's own page:

{captured}
""")
    print(f"written to {report}")


main(*sys.argv[1:])
