"""Mails that come in over LMTP: how many a second `portico mail-listen` takes, and the memory of it and of what it starts.

By itself: mail_in.py PROGRAM CONFIG SOCKET [COUNT [CONNECTIONS]], beside a database that is migrated.
"""

import base64, os, random, re, signal, socket, subprocess, sys, threading, time
from pathlib import Path


def letter(number):
    """As people write: words as text and as HTML, a mail that is quoted, and a picture of 20 KB in every fourth."""
    text = "\r\n".join(f"Line {i} of the question that letter {number} asks, as long as lines are." for i in range(20))
    quoted = "\r\n".join(f"> Line {i} of what was answered before, some weeks ago." for i in range(15))
    parts = [("text/plain; charset=utf-8", "8bit", f"{text}\r\n\r\nOn Monday Ada wrote:\r\n{quoted}"),
             ("text/html; charset=utf-8", "8bit", f"<html><body><p>{text}</p><blockquote>{quoted}</blockquote></body></html>")]
    body = "".join(f"--alt\r\nContent-Type: {kind}\r\nContent-Transfer-Encoding: {encoding}\r\n\r\n{words}\r\n"
                   for kind, encoding, words in parts) + "--alt--\r\n"
    kind = 'multipart/alternative; boundary="alt"'
    if number % 4 == 0:
        picture = b"\x89PNG\r\n\x1a\n" + random.Random(number).randbytes(20_000)
        body = (f'--mixed\r\nContent-Type: {kind}\r\n\r\n{body}\r\n--mixed\r\nContent-Type: image/png; name="photo.png"\r\n'
                "Content-Disposition: attachment\r\nContent-Transfer-Encoding: base64\r\n\r\n"
                f"{base64.encodebytes(picture).decode().replace(chr(10), chr(13) + chr(10))}\r\n--mixed--\r\n")
        kind = 'multipart/mixed; boundary="mixed"'
    # Of one sender, sixty in an hour are taken.
    return (f"From: Person {number} <person{number}@example.net>\r\nTo: support@example.org\r\nSubject: Question {number}\r\n"
            f"Date: Mon, 5 Jan 2026 10:{number // 60 % 60:02}:{number % 60:02} +0000\r\nMessage-ID: <{number}@example.net>\r\n"
            f"MIME-Version: 1.0\r\nContent-Type: {kind}\r\n\r\n{body}").encode()


class Client:
    """A mail server that sends one mail after the other, as Postfix does: the envelope at once."""

    def __init__(self, path):
        self.socket = socket.socket(socket.AF_UNIX)
        self.socket.settimeout(60)
        self.socket.connect(path)
        self.file = self.socket.makefile("rb")
        self.hear(220)
        self.socket.sendall(b"LHLO localhost\r\n")
        self.hear(250)

    def hear(self, code):
        while (line := self.file.readline())[3:4] == b"-":
            pass
        if line[:3] != str(code).encode():
            raise RuntimeError(f"answered {line!r} where {code} was expected")

    def send(self, mail):
        self.socket.sendall(b"MAIL FROM:<bounces@example.net> BODY=8BITMIME SIZE=%d\r\n"
                            b"RCPT TO:<support@example.org>\r\nDATA\r\n" % len(mail))
        for code in (250, 250, 354):
            self.hear(code)
        self.socket.sendall(re.sub(rb"(?m)^\.", b"..", mail) + b".\r\n")
        self.hear(250)


def family(pid):
    return [pid] + [int(p) for p in Path(f"/proc/{pid}/task").glob("*/children") for p in p.read_text().split()]


def memory(pid, field):
    """Megabytes of a process and its children; shared pages count in each with Rss, and once with Pss."""
    total = 0
    for each in family(pid):
        try:
            total += int(re.search(rf"^{field}:\s*(\d+)", Path(f"/proc/{each}/smaps_rollup").read_text(), re.M)[1])
        except (OSError, TypeError):
            pass  # It has just ended.
    return total / 1024


def processor(pid):
    """Seconds of the processor, with those of children that have ended."""
    tick, used = os.sysconf("SC_CLK_TCK"), 0
    for each in family(pid):
        fields = Path(f"/proc/{each}/stat").read_text().rsplit(")", 1)[1].split()
        used += sum(map(int, fields[11:15] if each == pid else fields[11:13]))
    return used / tick


def measure(program, config, path, count=2_000, connections=1, first=0):
    """Mails a second, MB at most (Pss and Rss of all its processes), seconds of the processor for each mail."""
    listener = subprocess.Popen([program, "mail-listen", "--config", config, "--set", f"mail_in.socket={path}"],
                                stdout=subprocess.DEVNULL)
    try:
        while not Path(path).exists():
            if listener.poll() is not None:
                raise RuntimeError("mail-listen does not start")
            time.sleep(0.01)
        mails = [letter(first + i) for i in range(count)]
        wrong = []

        def work(mine):
            try:
                client = Client(path)
                for mail in mine:
                    client.send(mail)
            except Exception as problem:
                wrong.append(problem)
        workers = [threading.Thread(target=work, args=(mails[i::connections],)) for i in range(connections)]
        began, pss, rss = time.monotonic(), 0, 0
        for worker in workers:
            worker.start()
        while any(worker.is_alive() for worker in workers):
            pss, rss = max(pss, memory(listener.pid, "Pss")), max(rss, memory(listener.pid, "Rss"))
            workers[0].join(0.1)
        took = time.monotonic() - began
        if wrong:
            raise wrong[0]
        return count / took, pss, rss, processor(listener.pid) / count
    finally:
        listener.send_signal(signal.SIGTERM)
        listener.wait(30)


if __name__ == "__main__":
    numbers = [int(n) for n in sys.argv[4:]]
    rate, pss, rss, each = measure(*sys.argv[1:4], *numbers)
    print(f"{rate:.0f} mails/s, at most {pss:.0f} MB (shared pages once; {rss:.0f} otherwise), {each * 1000:.1f} ms of the processor each")
