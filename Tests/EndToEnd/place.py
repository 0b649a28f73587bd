"""The house that the stories are told in: where it is, its commands, its database, its processes."""
import json
import os
import pathlib
import subprocess

from telling import Failed

DIRECTORY = pathlib.Path(os.environ["PLACE"])
PORT = int(os.environ["PORT"])
TLS_PORT = int(os.environ["TLS_PORT"])
BASE = f"http://127.0.0.1:{PORT}"
PROGRAM = os.environ["PROGRAM"]
CHECKOUT = pathlib.Path(__file__).resolve().parents[2]
ACCOUNTS = json.loads((DIRECTORY / "accounts.json").read_text())


def portico(*arguments, stdin="", fails=False):
    """A command of Portico; what it printed."""
    done = subprocess.run(
        [PROGRAM, *arguments, "--config", str(DIRECTORY / "portico.yaml")], input=stdin, text=True,
        capture_output=True, check=False)
    if bool(done.returncode) != fails:
        raise Failed(f"portico {' '.join(arguments)}: {done.returncode} {done.stdout}{done.stderr}")
    return done.stdout + done.stderr


def sql(statement):
    """Rows of the database, each a list of texts, asked as its root."""
    done = subprocess.run(
        ["mariadb", "--no-defaults", f"--socket={DIRECTORY}/mariadb/mariadb.sock", "--user=root", "--batch", "--raw",
         "--skip-column-names", "--default-character-set=utf8mb4", "portico", "-e", statement],
        text=True, capture_output=True, check=True)
    return [line.split("\t") for line in done.stdout.splitlines()]


def mariadb(action):
    """Stops or starts the server."""
    subprocess.run(["bash", str(CHECKOUT / "Tests/EndToEnd/mariadb"), action, str(DIRECTORY / "mariadb")], check=True)


CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def ref_text(hexadecimal):
    """A `ref` column as it stands in addresses: Crockford's base32 of ten bytes."""
    number = int(hexadecimal, 16)
    return "".join(CROCKFORD[number >> shift & 31] for shift in range(75, -1, -5))


def ref(table, condition):
    """The ref of the first row that fits."""
    rows = sql(f"SELECT HEX(ref) FROM {table} WHERE {condition} ORDER BY id LIMIT 1")
    if not rows:
        raise Failed(f"no row of {table} with {condition}")
    return ref_text(rows[0][0])


def account(role, **wanted):
    """Somebody of the demo who can sign in."""
    for candidate in ACCOUNTS:
        if candidate["role"] == role and all(candidate[key] == value for key, value in wanted.items()):
            return candidate
    raise Failed(f"the demo has no {role} with {wanted}")


def serve_pid(name="portico"):
    """The parent that was started as `portico serve`."""
    return int((DIRECTORY / f"{name}.pid").read_text().split()[0])


def children(pid):
    """The processes that a process started and that still run."""
    result = []
    for entry in pathlib.Path("/proc").iterdir():
        if not entry.name.isdigit():
            continue
        try:
            fields = (entry / "stat").read_text().rsplit(") ", 1)[1].split()
        except OSError:
            continue
        if int(fields[1]) == pid and fields[0] != "Z":
            result.append(int(entry.name))
    return result
