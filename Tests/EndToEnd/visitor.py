"""A person with a browser that has no script and no screen: keeps cookies, follows nothing, fills in forms."""
import html.parser
import http.client
import os
import ssl
import urllib.parse

import place
from telling import Failed, equal

VOID = {"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}


class Answer:
    """One response, whole."""

    def __init__(self, response, body):
        self.status = response.status
        self.headers = [(name.lower(), value) for name, value in response.getheaders()]
        self.body = body

    @property
    def text(self):
        return self.body.decode("utf-8")

    def all(self, name):
        return [value for key, value in self.headers if key == name.lower()]

    def header(self, name):
        values = self.all(name)
        return values[0] if values else None

    def form(self, action):
        """The fields of the form that posts to `action`, as a browser would send them."""
        for form in self.forms():
            if form.action == action:
                return form.fields
        raise Failed(f"no form posts to {action}: {[form.action for form in self.forms()]}")

    def forms(self):
        reader = _Forms()
        reader.feed(self.text)
        return reader.forms


class _Form:
    def __init__(self, action):
        self.action = action
        self.fields = {}


class _Forms(html.parser.HTMLParser):
    def __init__(self):
        super().__init__()
        self.forms, self.area, self.select = [], None, None

    def handle_starttag(self, tag, attributes):
        have = dict(attributes)
        if tag == "form":
            self.forms.append(_Form(have.get("action")))
        if not self.forms:
            return
        fields = self.forms[-1].fields
        if tag == "input" and "name" in have:
            if have.get("type") in ("checkbox", "radio") and "checked" not in have:
                return
            if have.get("type") != "file":
                fields[have["name"]] = have.get("value") or ""
        elif tag == "textarea":
            self.area = have["name"]
            fields[self.area] = ""
        elif tag == "select":
            self.select = have["name"]
        elif tag == "option" and ("selected" in have or self.select not in fields):
            fields[self.select] = have.get("value", "")

    def handle_data(self, data):
        if self.area:
            self.forms[-1].fields[self.area] += data

    def handle_endtag(self, tag):
        if tag == "textarea":
            self.area = None


class Visitor:
    """Cookies of one person at one address of the house."""

    def __init__(self, host=None, port=None, secure=False, language="en"):
        self.host = host or "127.0.0.1"
        self.port = port or (place.TLS_PORT if secure else place.PORT)
        self.secure, self.language = secure, language
        self.cookies = {}
        self.set_cookies = []

    @property
    def origin(self):
        return f"{'https' if self.secure else 'http'}://{self.host}:{self.port}"

    def send(self, method, path, body=None, headers=()):
        """One request on a connection of its own."""
        if self.secure:
            connection = http.client.HTTPSConnection(
                self.host, self.port, timeout=20, context=ssl.create_default_context(cafile=place.DIRECTORY / "cert.pem"))
        else:
            connection = http.client.HTTPConnection(self.host, self.port, timeout=20)
        all_headers = {"Accept-Language": self.language, "Connection": "close"}
        if self.cookies:
            all_headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        all_headers.update(headers)
        try:
            connection.request(method, path, body=body, headers={k: v for k, v in all_headers.items() if v is not None})
            response = connection.getresponse()
            answer = Answer(response, response.read())
        finally:
            connection.close()
        for line in answer.all("set-cookie"):
            self.set_cookies.append(line)
            name, value = line.split(";")[0].split("=", 1)
            if value:
                self.cookies[name] = value
            else:
                self.cookies.pop(name, None)
        return answer

    def get(self, path, headers=()):
        return self.send("GET", path, headers=headers)

    def post(self, path, fields, headers=()):
        base = {"Content-Type": "application/x-www-form-urlencoded", "Origin": self.origin}
        base.update(headers)
        return self.send("POST", path, urllib.parse.urlencode(fields), base)

    def submit(self, path, action=None, page=None, **typed):
        """Opens the page and sends its form with some fields filled in."""
        shown = page or self.get(path)
        equal(shown.status, 200, f"GET {path}")
        fields = shown.form(action or path)
        fields.update(typed)
        return self.post(action or path, fields)

    def upload(self, path, file=None, **typed):
        """The same for a form that takes a file: `file` is its name and its bytes."""
        fields = self.get(path).form(path)
        fields.update(typed)
        boundary = os.urandom(12).hex()
        parts = [
            f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
            for name, value in fields.items()]
        if file:
            parts.append(
                f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="{file[0]}"\r\n'
                "Content-Type: application/octet-stream\r\n\r\n".encode() + file[1] + b"\r\n")
        parts.append(f"--{boundary}--\r\n".encode())
        return self.send("POST", path, b"".join(parts), {
            "Content-Type": f"multipart/form-data; boundary={boundary}", "Origin": self.origin})

    def sign_in(self, who, staff=None):
        """Through the door of customers, or of staff."""
        staff = who["role"] != "contact" if staff is None else staff
        path = "/staff/sign-in" if staff else "/sign-in"
        answer = self.submit(path, login=who["login"], password=who["password"])
        equal(answer.status, 303, f"signing in as {who['login']}")
        return self
