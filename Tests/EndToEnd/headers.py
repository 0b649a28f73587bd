"""What nginx and Portico send with every answer, and what they make of addresses and hosts that lie."""
import http.client
import re
import socket

import place
from reading import CONTACT
from telling import equal, expect, story
from visitor import Visitor

PAGE_POLICY = {
    "default-src": "'none'", "script-src": "'self'", "style-src": "'self'", "img-src": "'self'", "form-action": "'self'",
    "base-uri": "'none'", "object-src": "'none'", "frame-ancestors": "'none'"}


def policy(answer):
    return dict(part.strip().split(" ", 1) if " " in part.strip() else (part.strip(), "")
                for part in answer.header("content-security-policy").split(";"))


def signed_in():
    return Visitor().sign_in(CONTACT), Visitor().sign_in(place.account("administrator"))


def asset():
    return re.search(r'href="(/assets/[^"]+)"', Visitor().get("/sign-in").text)[1]


def file_path():
    return "/announcements/announcements/" + place.ref(
        "announcements_announcement", "title = 'Prices from January'") + "/file"


def every_kind():
    """One answer of every kind, by name: its answer."""
    reader, staff = signed_in()
    guest = Visitor()
    forged = Visitor()
    forged.get("/sign-in")
    return {
        "a guest's page": guest.get("/sign-in"), "a customer's page": reader.get("/home"),
        "a page of staff": staff.get("/staff/customers"), "a redirect to sign-in": guest.get("/home"),
        "a form with errors": guest.submit("/sign-in", login="nobody", password="nothing like it"),
        "a forged form": forged.post("/sign-in", {"login": "a", "password": "b"}),
        "a 404 of Portico": reader.get("/nothing/here"), "a 404 of nginx": guest.get("/.git/config"),
        "a 400 of nginx": guest.get("/%00"), "a 400 of Portico": guest.get("/home/%2e%2e%2fstaff%252f"),
        "a 405 of nginx": guest.send("PUT", "/sign-in"), "a 405 of Portico": guest.post("/home", {}),
        "a 413": guest.send("POST", "/sign-in", b"x" * 20_000, {"Content-Type": "application/x-www-form-urlencoded"}),
        "a 421": guest.get("/sign-in", {"Host": "evil.test"}), "an asset": guest.get(asset()),
        "a file": reader.get(file_path()), "health": guest.get("/healthz"),
        "nginx's own style": guest.get("/_errors/error.css"),
    }


@story("SI01 SI02 every kind of answer carries each security header once")
def security_headers():
    kinds = every_kind()
    wanted = {
        "a form with errors": 422, "a forged form": 403, "a 404 of Portico": 404, "a 404 of nginx": 404,
        "a 400 of nginx": 400, "a 405 of nginx": 405, "a 413": 413, "a 421": 421, "a redirect to sign-in": 303,
        "a 405 of Portico": 405}
    for name, answer in kinds.items():
        if name != "a 400 of Portico":
            equal(answer.status, wanted.get(name, 200), name)
        for header, value in {
                "x-content-type-options": "nosniff", "x-frame-options": "DENY", "referrer-policy": "same-origin",
                "cross-origin-opener-policy": "same-origin", "cross-origin-resource-policy": "same-origin"}.items():
            equal(answer.all(header), [value], f"{name}: {header}")
        equal(len(answer.all("content-security-policy")), 1, f"{name}: policies")
        if name == "a file":
            expect("sandbox" in policy(answer) and policy(answer)["default-src"] == "'none'", policy(answer))
        else:
            found = policy(answer)
            for directive, value in PAGE_POLICY.items():
                equal(found.get(directive), value, f"{name}: {directive}")
            expect("unsafe" not in answer.header("content-security-policy"), name)
        equal(answer.all("strict-transport-security"), [], f"{name}: HSTS over plain http")
        for header in ("x-powered-by", "x-accel-redirect", "x-accel-buffering"):
            equal(answer.all(header), [], f"{name}: {header}")
        equal(answer.header("server"), "nginx", f"{name}: a server without a version")
        if answer.body and (answer.header("content-type") or "").startswith("text/"):
            expect("charset=utf-8" in answer.header("content-type").lower(), f"{name}: {answer.header('content-type')}")


@story("SI03 personal pages are never kept, assets for ever, and a made-up static path below a page is a 404")
def caching():
    for name, answer in every_kind().items():
        kept = answer.header("cache-control")
        if name == "an asset":
            equal(kept, "public, max-age=31536000, immutable", name)
        else:
            expect("no-store" in kept, f"{name}: {kept}")
        equal(len(answer.all("cache-control")), 1, f"{name}: cache-control")
    reader, staff = signed_in()
    for who, path in [(reader, "/home/x.css"), (reader, "/account/logo.png"), (reader, "/account.css"),
                      (staff, "/staff/customers/a.js"), (staff, "/staff/customers/x/y.css")]:
        answer = who.get(path)
        equal(answer.status, 404, path)
        expect("no-store" in answer.header("cache-control"), path)


@story("SJ03 SD06 a host that is not ours gets nothing, and no other header can name one")
def hosts():
    guest = Visitor()
    port = place.PORT
    # nginx reads the last one as our host with an odd port; what it says must still be of no account.
    odd = f"127.0.0.1:{port}@evil.test"
    for lie in ("evil.test", f"evil.test:{port}", "portal.test@evil.test", f"127.0.0.1.evil.test:{port}", "", odd):
        answer = guest.get("/sign-in", {"Host": lie})
        expect(answer.status in (400, 421) or lie == odd, f"Host {lie!r}: {answer.status}")
        expect(b"evil" not in answer.body, f"Host {lie!r} is repeated")
    headers = {
        "X-Forwarded-Host": "evil.test", "X-Forwarded-Proto": "https", "Forwarded": "host=evil.test;proto=https",
        "X-Host": "evil.test", "X-Original-URL": "/staff", "X-Rewrite-URL": "/staff", "X-Forwarded-Prefix": "/evil"}
    for path in ("/", "/home", "/staff/customers", "/sign-in"):
        plain, lying = guest.get(path), guest.get(path, headers)
        equal(lying.status, plain.status, path)
        equal(lying.header("location"), plain.header("location"), path)
        expect(b"evil" not in lying.body, path)
        expect((lying.header("location") or "/").startswith("/"), lying.header("location"))
    # An absolute address in the request line does not choose the host of an answer either.
    with socket.create_connection(("127.0.0.1", port), timeout=10) as wire:
        wire.sendall(f"GET http://evil.test/sign-in HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\r\n".encode())
        found = b"".join(iter(lambda: wire.recv(65536), b""))
    expect(found.startswith(b"HTTP/1.1 421") and b"evil" not in found, found[:200])


@story("SC10 signing in leads only to addresses of ours")
def next_address():
    for lie in ("https://evil.test/", "//evil.test/", "/\\evil.test", "javascript:alert(1)", "/%0d%0aSet-Cookie:a=b",
                "/staff/customers", "\thttps://evil.test"):
        visitor = Visitor()
        answer = visitor.submit("/sign-in", login=CONTACT["login"], password=CONTACT["password"], next=lie)
        equal(answer.status, 303, lie)
        where = answer.header("location")
        expect(where.startswith("/") and not where.startswith(("//", "/\\")) and "evil" not in where, f"{lie}: {where}")


@story("SJ12 SI05 nothing of the source is reachable, no folder is listed, methods that nobody needs are refused")
def sources():
    guest = Visitor()
    for path in ("/.git/config", "/.env", "/.demo/accounts.json", "/Package.swift", "/migrations/kernel/0003_staff.sql",
                 "/Sources/Kernel/Gate.swift", "/Plugins/Announcements/Announcement.swift", "/portico.yaml",
                 "/secrets.key", "/_files/", "/_files/store/", "/_errors/", "/_errors/404.html", "/assets/", "/assets",
                 "/assets/../portico.yaml", "/assets/%2e%2e/secrets.key", "/metrics", "/nginx/portico.conf"):
        answer = guest.get(path)
        expect(answer.status in (301, 303, 308, 400, 404), f"{path}: {answer.status}")
        expect((answer.header("location") or "/").startswith("/"), f"{path}: {answer.header('location')}")
        expect(b"Index of" not in answer.body, path)
    reader = Visitor().sign_in(CONTACT)
    stored = place.sql("SELECT HEX(ref) FROM kernel_attachment LIMIT 1")[0][0].lower()
    for path in (f"/_files/store/{stored}", f"/_files/store/{stored[:2]}/{stored}", "/home/../_files/store/"):
        equal(reader.get(path).status, 404, path)
    for method in ("TRACE", "TRACK", "OPTIONS", "PUT", "DELETE", "PATCH", "CONNECT"):
        try:
            status = guest.send(method, "/sign-in").status
        except http.client.HTTPException:
            continue
        expect(status in (400, 405), f"{method}: {status}")
    for name, answer in every_kind().items():
        for leak in (b"SELECT ", b".swift", b"MariaDB", b"nginx/", b"/work", b"Fatal"):
            expect(leak not in answer.body, f"{name} leaks {leak!r}")


@story("SC03 on loopback over http the cookies work for 127.0.0.1 and for localhost alike")
def loopback():
    for host in ("127.0.0.1", "localhost"):
        visitor = Visitor(host=host).sign_in(CONTACT)
        equal(visitor.get("/home").status, 200, host)
        equal(set(visitor.cookies) & {"portico"}, {"portico"}, f"{host}: cookies {list(visitor.cookies)}")
        for line in visitor.set_cookies:
            attributes = [part.strip().lower() for part in line.split(";")[1:]]
            expect("httponly" in attributes and "samesite=lax" in attributes and "path=/" in attributes, line)
            expect("secure" not in attributes and not any(one.startswith("domain") for one in attributes), line)
            expect(len(line) < 4096, line)


@story("A03 SC03 behind TLS every cookie is __Host-, Secure, HttpOnly and Lax, and HSTS is sent")
def transport():
    visitor = Visitor(host="localhost", secure=True)
    page = visitor.get("/sign-in")
    equal(page.all("strict-transport-security"), ["max-age=31536000; includeSubDomains"], "HSTS")
    visitor.sign_in(CONTACT)
    equal(visitor.get("/home").status, 200, "home over TLS")
    answer = visitor.submit("/account", page=visitor.get("/account"))
    equal(answer.status, 303, "saving over TLS")
    expect(len(visitor.set_cookies) >= 3, visitor.set_cookies)
    for line in visitor.set_cookies:
        attributes = [part.strip().lower() for part in line.split(";")[1:]]
        expect(line.startswith("__Host-portico"), line)
        expect({"secure", "httponly", "samesite=lax", "path=/"} <= set(attributes), line)
        expect(not any(one.startswith("domain") for one in attributes), line)
    staff = Visitor(host="localhost", secure=True).sign_in(place.account("administrator"))
    expect(any(name.startswith("__Host-portico-staff") for name in staff.cookies), staff.cookies)
    # Plain http's origin is another one.
    lying = visitor.get("/account").form("/account")
    equal(visitor.post("/account", lying, {"Origin": f"http://localhost:{place.TLS_PORT}"}).status, 403, "an http origin")


@story("SC06 SC08 a form from elsewhere, without its token or with a cookie sent twice does nothing")
def forgery():
    reader = Visitor().sign_in(CONTACT)
    fields = reader.get("/account").form("/account")
    equal(reader.post("/account", {**fields, "csrf": ""}).status, 403, "without a token")
    equal(reader.post("/account", {**fields, "csrf": fields["csrf"][:-2] + "AA"}).status, 403, "another token")
    equal(reader.post("/account", fields, {"Origin": "https://evil.test"}).status, 403, "another origin")
    equal(reader.post("/account", fields, {"Origin": None, "Sec-Fetch-Site": "cross-site"}).status, 403, "cross-site")
    stranger = Visitor().sign_in(place.account("contact"))
    other = stranger.get("/account").form("/account")
    equal(reader.post("/account", {**fields, "csrf": other["csrf"]}).status, 403, "somebody else's token")
    equal(reader.get("/account", {"Cookie": f"portico=x; portico={reader.cookies['portico']}"}).status, 303, "twice")
    equal(reader.post("/account", fields).status, 303, "the true form")
