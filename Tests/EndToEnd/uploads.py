"""Files on their way in and out: broken off, too large, in pieces; and what a browser does with a hostile one."""
import atexit
import os
import pathlib
import random
import signal
import socket
import struct
import time

import place
from browser import Browser
from telling import equal, expect, story, until
from visitor import Visitor

NEW = "/staff/announcements/announcements/new"
FILES = place.DIRECTORY / "files"
BOUNDARY = "story-5f0e"


def left():
    """How many rows there are of files, how many are kept, and how many are on their way."""
    def count(part):
        return sum(1 for path in (FILES / part).rglob("*") if path.is_file())
    return int(place.sql("SELECT COUNT(*) FROM kernel_attachment")[0][0]), count("store"), count("spool")


def form(visitor, content, name="cut.txt"):
    """The body of a form with a file."""
    fields = visitor.get(NEW).form(NEW) | {"title": "Broken off", "text": "Text"}
    parts = [f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n'.encode()
             for key, value in fields.items()]
    parts.append(f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'.encode())
    return b"".join(parts) + content + f"\r\n--{BOUNDARY}--\r\n".encode()


def records(visitor, body):
    """One FastCGI request (specification, 3.3 and 5) as nginx sends it, without what only matters to it."""
    def record(kind, content):
        return struct.pack(">BBHHBB", 1, kind, 1, len(content), 0, 0) + content

    def pair(name, value):
        return b"".join(struct.pack(">I", len(one) | 1 << 31) for one in (name, value)) + name + value

    cookies = "; ".join(f"{name}={value}" for name, value in visitor.cookies.items())
    parameters = {
        "REQUEST_METHOD": "POST", "DOCUMENT_URI": NEW, "QUERY_STRING": "", "REMOTE_ADDR": "127.0.0.1",
        "REQUEST_ID": "5" * 32, "CONTENT_TYPE": f"multipart/form-data; boundary={BOUNDARY}",
        "CONTENT_LENGTH": str(len(body)), "HTTP_HOST": f"127.0.0.1:{place.PORT}", "HTTP_ORIGIN": visitor.origin,
        "HTTP_COOKIE": cookies}
    head = record(1, struct.pack(">HB5x", 1, 0)) + record(
        4, b"".join(pair(name.encode(), value.encode()) for name, value in parameters.items())) + record(4, b"")
    pieces = [record(5, body[start:start + 32_768]) for start in range(0, len(body), 32_768)]
    return head, b"".join(pieces) + record(5, b"")


def the_child():
    until(5, lambda: len(place.children(place.serve_pid())) == 1, "one child")
    return place.children(place.serve_pid())[0]


def send(data, answers=False):
    with socket.socket(socket.AF_UNIX) as line:
        line.connect(str(place.DIRECTORY / "portico.sock"))
        line.sendall(data)
        received = b""
        while answers and (part := line.recv(65_536)):
            received += part
        return received


@story("SG05 SG06 uploads that break off at any byte, 1,000 times past nginx: no row, no file, nothing on its way")
def broken_off():
    staff = Visitor().sign_in(place.account("administrator"))
    before = left()
    equal(before[2], 0, "files on their way")
    head, stream = records(staff, form(staff, os.urandom(180_000).hex().encode()))
    for _ in range(1_000):
        send(head + stream[:random.randrange(len(stream) - 8)])
    until(20, lambda: left() == before, f"{before} as before, not {left()}")
    equal(place.sql("SELECT COUNT(*) FROM announcements_announcement WHERE title = 'Broken off'"), [["0"]], "announcements")
    expect(b"Status: 303" in send(head + stream, answers=True), "the whole of it is taken")
    equal(left(), (before[0] + 1, before[1] + 1, 0), "with its row and its file")


@story("SG06 V8 what a killed child has left on its way is gone when the next one listens")
def killed():
    staff = Visitor().sign_in(place.account("administrator"))
    before = left()
    head, stream = records(staff, form(staff, b"x" * 400_000))
    with socket.socket(socket.AF_UNIX) as line:
        line.connect(str(place.DIRECTORY / "portico.sock"))
        line.sendall(head + stream[:300_000])
        until(5, lambda: left()[2] == 1, "a file on its way")
        old = the_child()
        os.kill(old, signal.SIGKILL)
        until(5, lambda: Visitor().get("/sign-in").status == 200 and the_child() != old, "the next child")
    equal(left(), before, "rows and files")


@story("SG05 uploads that break off before nginx never reach Portico")
def broken_before():
    staff = Visitor().sign_in(place.account("administrator"))
    body = form(staff, b"x" * 300_000)
    before = left()
    cookies = "; ".join(f"{name}={value}" for name, value in staff.cookies.items())
    for _ in range(50):
        with socket.create_connection(("127.0.0.1", place.PORT)) as line:
            line.sendall((f"POST {NEW} HTTP/1.1\r\nHost: 127.0.0.1:{place.PORT}\r\nOrigin: {staff.origin}\r\n"
                          f"Cookie: {cookies}\r\nContent-Type: multipart/form-data; boundary={BOUNDARY}\r\n"
                          f"Content-Length: {len(body)}\r\n\r\n").encode() + body[:random.randrange(len(body))])
    time.sleep(0.2)
    equal(left(), before, "rows and files")


def peak(pid):
    """The most memory a process had since it was last forgotten, in KiB."""
    lines = pathlib.Path(f"/proc/{pid}/status").read_text().splitlines()
    return int(next(line for line in lines if line.startswith("VmHWM:")).split()[1])


def forget_peak(pid):
    pathlib.Path(f"/proc/{pid}/clear_refs").write_text("5")
    return peak(pid)


@story("SG03 SG05 25 MB are taken and 26 MB are refused, neither with 16 MiB more of memory")
def large():
    staff = Visitor().sign_in(place.account("administrator"))
    reader = Visitor().sign_in(place.account("contact"))
    staff.upload(NEW, ("small.txt", b"small"), title="Small", text="Text")
    pid = the_child()
    before, memory = left(), forget_peak(pid)
    answer = staff.upload(NEW, ("large.txt", b"y" * 24_990_000), title="Large", text="Text")
    equal(answer.status, 303, "25 MB")
    equal(left(), (before[0] + 1, before[1] + 1, 0), "rows and files")
    over = staff.upload(NEW, ("larger.txt", b"y" * 26_000_000), title="Larger", text="Kept text")
    equal(over.status, 422, "26 MB")
    expect("Files can have up to 25 MB together." in over.text and "Kept text" in over.text, over.text)
    reader.get("/account/password")
    refused = reader.post("/account/password", {"current": "z" * 26_000_000})
    equal(refused.status, 413, "26 MB for a form without files")
    equal(left(), (before[0] + 1, before[1] + 1, 0), "rows and files")
    grown = peak(pid) - memory
    print(f"    {grown} KiB more memory at most")
    expect(grown <= 16 * 1024, f"{grown} KiB more memory")
    expect("Every file is as it was uploaded." in place.portico("files", "verify"), "the files")


RUN = "fetch('/ran');new Image().src='/ran';document.title='ran'"
SVG = f'<svg xmlns="http://www.w3.org/2000/svg" onload="{RUN}"><script>{RUN}</script></svg>'
HOSTILE = {
    "page.html": f"<!doctype html><title>x</title><script>{RUN}</script>", "picture.svg": SVG,
    "data.xml": f'<?xml version="1.0"?><x:script xmlns:x="http://www.w3.org/1999/xhtml">{RUN}</x:script>',
    "both.gif": f"GIF89a/*<script>{RUN}</script>*/;", "page.txt": f"<script>{RUN}</script>",
    "both.pdf": f"%PDF-1.4\n<html><script>{RUN}</script></html>\n%%EOF",
    "acts.pdf": "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R/OpenAction<</S/URI/URI(/ran)>>>>endobj\n"
                "2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF",
    "without-ending": f"<html><script>{RUN}</script>"}


@story("SG02 a browser runs nothing of a hostile file, however it is asked for")
def hostile():
    staff = Visitor().sign_in(place.account("administrator"))
    window = Browser()
    atexit.register(window.close)
    window.open("/sign-in")
    window.wear_cookies(staff)
    log = place.DIRECTORY / "nginx/access.log"
    for name, content in HOSTILE.items():
        title = f"Hostile {name}"
        equal(staff.upload(NEW, (name, content.encode()), title=title, text="Text").status, 303, name)
        path = "/staff/announcements/announcements/" + place.ref(
            "announcements_announcement", f"title = '{title}'") + "/file"
        for query in ("", "?inline=1"):
            answer = staff.get(path + query)
            kind = answer.header("content-disposition").split(";")[0]
            expect(kind == "attachment" or (name, query) == ("acts.pdf", "?inline=1"), f"{name}{query} is {kind}")
            equal(answer.all("x-content-type-options"), ["nosniff"], name)
            expect(answer.header("content-security-policy").startswith("sandbox; default-src 'none'"), name)
            window.open("/staff/customers")
            window.open(path + query)
            window.driver.execute_script(
                "const f = document.createElement('iframe'); f.src = arguments[0]; document.body.append(f);", path + query)
            time.sleep(0.2)
            expect(window.title != "ran", f"{name}{query} ran")
    expect('"/ran"' not in log.read_text(), "a file has sent a request")
