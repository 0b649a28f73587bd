"""portico mail-listen, as a mail server talks to it: lmtp.py PROGRAM CONFIG SOCKET FILES MARIADB. Prints a line for each
thing that is not so, and ends with how many are; who starts it counts what arrived."""

import atexit, os, signal, smtplib, socket, subprocess, sys, time
from pathlib import Path

PROGRAM, CONFIG, SOCKET, FILES, MARIADB = sys.argv[1:]
LIMIT = 50 << 20
faults = []


def check(what, so):
    if not so:
        faults.append(what)
        print(f"not so: {what}", flush=True)


def start(**variables):
    """The program, once its socket is there."""
    Path(SOCKET).unlink(missing_ok=True)
    program = subprocess.Popen([PROGRAM, "mail-listen", "--config", CONFIG, "--set", f"mail_in.socket={SOCKET}",
                                "--set", "mail.reply_to=support@example.org"],
                               env={**os.environ, **variables}, stdout=subprocess.DEVNULL)
    atexit.register(program.kill)
    end = time.monotonic() + 20
    while not Path(SOCKET).exists():
        if program.poll() is not None or time.monotonic() > end:
            sys.exit("mail-listen does not start")
        time.sleep(0.01)
    return program


def stop(program):
    program.send_signal(signal.SIGTERM)
    check("it ends with 0 when it is told to", program.wait(30) == 0)
    check("its socket is gone", not Path(SOCKET).exists())


def sql(statement):
    subprocess.run(["mariadb", "--no-defaults", f"--socket={MARIADB}", "--user=root", "portico", "-e", statement], check=True)


def letter(name, body="hello"):
    return f"From: eve{name}@example.net\r\nSubject: {name}\r\nMessage-ID: <{name}@example.net>\r\n\r\n{body}\r\n"


def deliver(name, lmtp=None):
    """The code for a mail to one recipient."""
    client = lmtp or smtplib.LMTP(SOCKET)
    try:
        client.sendmail("bounces@example.net", ["support@example.org"], letter(name))
        return 250
    except smtplib.SMTPDataError as refusal:
        return refusal.smtp_code
    finally:
        if not lmtp:
            client.quit()


class Raw:
    """A connection whose bytes are ours."""

    def __init__(self):
        self.socket = socket.socket(socket.AF_UNIX)
        self.socket.settimeout(20)
        self.socket.connect(SOCKET)
        self.file = self.socket.makefile("rb")
        self.code()

    def say(self, text):
        self.socket.sendall(text if isinstance(text, bytes) else text.encode())

    def code(self):
        while (line := self.file.readline())[3:4] == b"-":
            pass
        return int(line[:3] or 0)

    def codes(self, count):
        return [self.code() for _ in range(count)]


def takes():
    with smtplib.LMTP(SOCKET) as lmtp:
        check("several mails over one connection", [deliver(f"l{i}", lmtp) for i in range(3)] == [250] * 3)
        check("one that came before", deliver("l1", lmtp) == 250)
        check("SIZE is told", lmtp.esmtp_features.get("size") == str(LIMIT))
    raw = Raw()
    raw.say("LHLO x\r\nMAIL FROM:<> BODY=8BITMIME\r\nRCPT TO:<support@example.org>\r\nRCPT TO:<nowhere>>\r\n"
            "RCPT TO:<support+forged@example.org>\r\nDATA\r\n" + letter("all", "..dot") + ".\r\nQUIT\r\n")
    check("all at once, and one answer for each recipient",
          raw.codes(9) == [250, 250, 250, 501, 250, 354, 250, 250, 221])


def refuses():
    raw = Raw()
    raw.say(b"LHLO x\nHELO x\r\n" + b"x" * 100_000 + b"\r\nMA\0IL\r\nDATA\r\n")
    check("what is no command", raw.codes(5) == [500, 500, 500, 500, 503])
    raw.say(f"LHLO x\r\nMAIL FROM:<> SIZE={LIMIT + 1}\r\nMAIL FROM:<>\r\nRCPT TO:<support@example.org>\r\nDATA\r\n")
    check("what says that it is too large", raw.codes(5) == [250, 552, 250, 250, 354])
    line = b"x" * 998 + b"\r\n"
    raw.say(letter("large").encode() + line * (LIMIT // len(line) + 1) + b".\r\nNOOP\r\n")
    check("what is too large, and the connection goes on", raw.codes(2) == [552, 250])
    raw.say("MAIL FROM:<>\r\nRCPT TO:<support@example.org>\r\nDATA\r\n" + letter("half"))
    check("half a mail", raw.codes(3) == [250, 250, 354])
    raw.socket.close()
    sql("INSERT INTO kernel_module (portal, disabled_at) VALUES ('support', NOW(6))")
    check("what nobody reads, for good", deliver("unread") == 550)
    sql("DELETE FROM kernel_module")


program = start()
takes()
refuses()
check("a second one at the same socket ends", subprocess.run(
    [PROGRAM, "mail-listen", "--config", CONFIG, "--set", f"mail_in.socket={SOCKET}"], capture_output=True).returncode == 78)
raw = Raw()
raw.say("LHLO x\r\nMAIL FROM:<>\r\nRCPT TO:<support@example.org>\r\nDATA\r\n")
raw.codes(4)
program.send_signal(signal.SIGTERM)
raw.say(letter("last") + ".\r\n")
check("the mail at hand is finished", raw.code() == 250)
check("it ends with 0 afterwards", program.wait(30) == 0)

program = start(PORTICO_DATABASE_SOCKET="/nonexistent")
check("while the database is away", deliver("away2") == 451)
stop(program)
program = start()
check("and when it is back", deliver("away2") == 250)
stop(program)
check("nothing is left", not list(Path(FILES, "spool").iterdir()))
sys.exit(len(faults))
