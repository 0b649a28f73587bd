"""Restarts under load, a child that dies, and a database that goes away and comes back."""
import os
import signal
import threading


import pages
import place
from telling import equal, expect, story, until
from visitor import Visitor


class Load:
    """Four people who ask without pause; every answer is counted."""

    def __init__(self):
        self.codes, self.lock, self.stopped = {}, threading.Lock(), False
        reader = Visitor().sign_in(place.account("contact"))
        self.threads = [threading.Thread(target=self._ask, args=(dict(reader.cookies), path))
                        for path in ("/sign-in", "/home", "/announcements/announcements", "/account")]
        for thread in self.threads:
            thread.start()

    def _ask(self, cookies, path):
        visitor = Visitor()
        while not self.stopped:
            visitor.cookies = cookies if path != "/sign-in" else {}
            try:
                code = str(visitor.get(path).status)
            except Exception as fault:
                code = type(fault).__name__
            with self.lock:
                self.codes[code] = self.codes.get(code, 0) + 1

    def answered(self):
        with self.lock:
            return sum(self.codes.values())

    def stop(self):
        self.stopped = True
        for thread in self.threads:
            thread.join()
        return self.codes


def child():
    found = place.children(place.serve_pid())
    return found[0] if len(found) == 1 else None


@story("A08 F03 three rolling restarts under load lose no request")
def rolls():
    until(5, child, "one child")
    load = Load()
    try:
        until(10, lambda: load.answered() > 50, "the load")
        for _ in range(3):
            old, answered = child(), load.answered()
            os.kill(place.serve_pid(), signal.SIGHUP)
            until(20, lambda: child() not in (None, old), "a new child and no old one")
            until(10, lambda: load.answered() > answered + 50, "answers of the new child")
    finally:
        codes = load.stop()
    equal(list(codes), ["200"], f"answers {codes}")
    print(f"    {codes['200']} requests, none lost")


@story("SF07 a child that is killed is replaced, and pages answer again within two seconds")
def revives():
    until(5, child, "one child")
    old = child()
    os.kill(old, signal.SIGKILL)
    until(2, lambda: Visitor().get("/sign-in").status == 200 and child() != old, "an answer after kill -9")


@story("SK04 without MariaDB pages say 503 with Retry-After, and are back without a restart when it returns")
def database_returns():
    until(5, child, "one child")
    pid = child()
    reader = Visitor().sign_in(place.account("contact"))
    equal(reader.get("/home").status, 200, "before")
    place.mariadb("stop")
    try:
        for _ in range(12):  # more than there are workers: each meets its own lost connection
            answer = reader.get("/home")
            equal(answer.status, 503, "while it is away")
            expect(int(answer.header("retry-after")) > 0, answer.headers)
            equal(len(answer.all("retry-after")), 1, "Retry-After")
            expect("This cannot be done just now." in answer.text, answer.text)
        equal(reader.get("/readyz").status, 503, "readyz")
        window = pages.browser()
        window.open("/sign-in")
        window.wear_cookies(reader)
        window.open("/home")
        pages.look(window, "state-the-503-without-mariadb", 503)
        equal(reader.get("/healthz").status, 200, "healthz")
        form = Visitor()
        page = form.get("/sign-in")
        if page.status == 200:
            answer = form.submit("/sign-in", page=page, login="maria", password="whatever it is")
            equal(answer.status, 503, "signing in while it is away")
    finally:
        place.mariadb("start")
    until(10, lambda: reader.get("/home").status == 200, "home after its return")
    for _ in range(16):
        equal(reader.get("/home").status, 200, "after its return, at every worker")
    equal(child(), pid, "the child that served before")
    equal(reader.get("/readyz").status, 200, "readyz")


@story("F03 while Portico is away nginx says so by itself, with Retry-After")
def nginx_alone():
    parent = place.serve_pid()
    os.kill(child(), signal.SIGSTOP)
    os.kill(parent, signal.SIGSTOP)
    stopped = child()
    socket = place.DIRECTORY / "portico.sock"
    aside = place.DIRECTORY / "portico.sock.aside"
    socket.rename(aside)
    try:
        answer = Visitor().get("/sign-in")
        equal(answer.status, 503, "without a socket")
        expect(int(answer.header("retry-after")) > 0, answer.headers)
        expect("The portal is not answering just now" in answer.text, answer.text)
        window = pages.browser()
        window.open("/sign-in")
        pages.look(window, "state-the-503-of-nginx", 503, by_nginx=True)
    finally:
        aside.rename(socket)
        os.kill(parent, signal.SIGCONT)
        os.kill(stopped, signal.SIGCONT)
    until(5, lambda: Visitor().get("/sign-in").status == 200, "after its return")
