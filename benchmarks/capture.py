"""Takes from the running Portico what list_page.c needs: the statements of a list page and what it binds for each
session, from MariaDB's general log (on since before Portico connected), and the frame of the page from the page."""

import html, re, subprocess, sys, urllib.request
from pathlib import Path
from xml.etree import ElementTree

ENTRY = re.compile(rb"^(?:\d{6} +\d+:\d\d:\d\d\t|\t\t) *(\d+) (Connect|Query|Prepare|Execute|Close stmt|Reset stmt|Quit"
                   rb"|Init DB|Statistics|Ping)\t", re.M)
LITERAL = rb"(NULL|-?\d+(?:\.\d+)?(?:e[-+]?\d+)?|(?:TIMESTAMP|DATE)?'(?:[^'\\]|\\.|'')*')"
ESCAPES = {b"0": b"\0", b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"Z": b"\x1a"}


def entries(log):
    marks = list(ENTRY.finditer(log))
    for mark, after in zip(marks, marks[1:] + [None]):
        yield mark[1], mark[2].decode(), log[mark.end():after.start() if after else len(log)].rstrip(b"\n")


def pattern(prepared):
    return re.compile(LITERAL.join(re.escape(part) for part in prepared.split(b"?")) + rb"$", re.S)


def encoded(literal):
    if literal == b"NULL":
        return "-"
    if re.fullmatch(rb"-?\d+", literal):
        return "i" + literal.decode()
    if b"'" not in literal:
        return "s" + literal.hex()
    text = literal[literal.index(b"'") + 1:-1]
    text = re.sub(rb"\\(.)|''", lambda m: ESCAPES.get(m[1], m[1]) if m[1] else b"'", text, flags=re.S)
    try:
        text.decode("utf-8")
        return "s" + text.hex()
    except UnicodeDecodeError:
        return "b" + text.hex()


def rendered(prepared, values):
    """The statement as text that is safe to send again: every value as a number or in hexadecimal digits."""
    spelled = [b"NULL" if v == "-" else v[1:].encode() if v[0] == "i" else
               (b"_utf8mb4 " if v[0] == "s" else b"") + b"X'" + v[1:].encode() + b"'" for v in values]
    return b"".join(part for pair in zip(prepared.split(b"?"), spelled + [b""]) for part in pair)


def crockford(data):
    number = int.from_bytes(data, "big")
    return "".join("0123456789ABCDEFGHJKMNPQRSTVWXYZ"[number >> shift & 31] for shift in range(75, -5, -5))


class Unlike(Exception):
    """A request of one session looked something up that is looked up once in a while."""


class Database:
    """The client program as root, kept open, so that a mark in the log follows each request."""

    def __init__(self, socket, name):
        self.command = ["mariadb", "--no-defaults", f"--socket={socket}", "--user=root",
                        "--default-character-set=utf8mb4", name]
        self.client = subprocess.Popen(self.command + ["--batch", "--unbuffered", "--skip-column-names"],
                                       stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def say(self, sql):
        self.client.stdin.write(sql.encode() + b"\n")
        self.client.stdin.flush()
        return self.client.stdout.readline()

    def rows(self, sql):
        done = subprocess.run(self.command + ["--xml", "--binary-as-hex"], input=sql, capture_output=True, check=True)
        return [[field.text or "" for field in row] for row in ElementTree.fromstring(done.stdout).iter("row")]


def fetch(url, cookie):
    request = urllib.request.Request(url, headers={"Cookie": f"portico={cookie}"})
    with urllib.request.urlopen(request) as answer:
        return answer.read()


def frame(page, row):
    """The page cut into head, one row with its fields marked, and tail."""
    start, end = page.find(b"<tbody"), page.find(b"</tbody>")
    first = page.find(b"<tr", start)
    close = page.find(b"</tr>", first)
    if min(start, end, first, close) < 0:
        raise SystemExit("the list page has no table body with rows")
    close += len(b"</tr>")
    while page[close:close + 1].isspace():
        close += 1
    cut = page[first:close]
    for column, value in enumerate(row):
        mark = chr(ord("A") + column).encode()
        if re.fullmatch(r"0x[0-9A-F]{20}", value):
            cut = cut.replace(crockford(bytes.fromhex(value[2:])).encode(), b"\x02" + mark)
        elif re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d+", value):
            iso = value[:19].replace(" ", "T").encode()
            cut = re.sub(re.escape(iso) + rb"(\.\d+)?Z?", lambda _: b"\x01" + mark, cut)
        elif len(value) > 3 and not value.isdigit():
            cut = cut.replace(html.escape(value).replace("&#x27;", "&#39;").encode(), b"\x01" + mark)
    if b"\x01" not in cut:
        raise SystemExit("no field of the first row was found in the page")
    return page[:first], cut, page[end:], page[start:end].count(b"<tr")


def capture(url, cookies, log, database, into):
    for cookie in cookies:  # a session's first request may note that it was seen
        fetch(url, cookie)
    database.say("SELECT 'mark start';")
    for cookie in cookies:
        page = fetch(url, cookie)
        database.say(f"SELECT 'mark {cookie}';")

    everything = list(entries(Path(log).read_bytes()))
    prepared = [(text, pattern(text)) for text in dict.fromkeys(t for _, kind, t in everything if kind == "Prepare")]
    found, executed, other = {}, [], set()
    for connection, kind, text in everything:
        if kind == "Execute":
            executed.append((connection, text))
        elif kind == "Query" and text.startswith(b"SELECT 'mark "):
            # Threads in the background have connections of their own: only the one that looked up the session counts.
            worker = {each for each, sent in executed if re.search(rb"FROM kernel_session \w\b", sent)}
            found[text[13:-1].decode()] = [sent for each, sent in executed if each in worker]
            executed = []
        elif kind == "Query" and b"general_log" not in text:
            other.add(text[:60].decode(errors="replace"))
    order, lines, last = None, [], []
    for cookie in cookies:
        shape, values, last = [], [], []
        for text in found[cookie]:
            match = next(((i, m) for i, (_, p) in enumerate(prepared) if (m := p.match(text))), None)
            if match is None:
                raise SystemExit(f"a statement was executed that nobody prepared: {text[:200]!r}")
            shape.append(match[0])
            given = [encoded(literal) for literal in match[1].groups()]
            values += given
            last.append(rendered(prepared[match[0]][0], given))
        order = order or shape
        if shape != order:
            raise Unlike("the page does not send the same statements for every session")
        lines.append("\t".join([cookie] + values))
    results = [database.rows(text) for text in last]
    head, row, tail, rows = frame(page, next(iter(max(results, key=len))))
    listing = max(range(len(results)), key=lambda i: len(results[i]))
    into.mkdir(exist_ok=True)
    (into / "statements").write_bytes(b"".join(
        b"-- %d binds\n%s\n--\n" % (prepared[i][0].count(b"?"), prepared[i][0]) for i in order))
    (into / "sessions").write_text("\n".join(lines) + "\n")
    for name, part in (("head", head), ("row", row), ("tail", tail), ("list", str(listing).encode())):
        (into / name).write_bytes(part)
    return {"statements": len(order), "rows": rows, "bytes": len(page), "other": sorted(other)}


if __name__ == "__main__":
    url, cookies, log, socket, name, into = sys.argv[1:]
    for tries in (1, 2, 3):
        try:
            print(capture(url, Path(cookies).read_text().split(), log, Database(socket, name), Path(into)))
            break
        except Unlike as fault:
            if tries == 3:
                raise SystemExit(str(fault)) from fault
