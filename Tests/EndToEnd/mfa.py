"""A second factor is required of somebody, who sets an app up, signs in with it, and loses the phone."""
import base64
import hashlib
import hmac
import re
import struct
import time
import urllib.parse

import zxingcpp

import place
from browser import Browser
from inviting import mails, next_mail
from reading import told, needs
from telling import equal, expect, story
from visitor import Visitor

PERSON = next(one for one in reversed(place.ACCOUNTS)
              if one["role"] == "contact" and one["login"] != place.account("contact")["login"]
              and [other["login"] for other in place.ACCOUNTS].count(one["login"]) == 1)


def code(secret, later=0):
    """What an authenticator app shows (RFC 6238), computed by other means than Portico's."""
    step = int(time.time()) // 30 + later
    tag = hmac.new(base64.b32decode(secret), struct.pack(">Q", step), hashlib.sha1).digest()
    at = tag[-1] & 15
    return f"{(struct.unpack('>I', tag[at:at + 4])[0] & 0x7FFFFFFF) % 1_000_000:06d}"


def scanned(browser):
    """The picture as a camera reads it: its runs of dark modules, four pixels each, seen by a decoder."""
    svg = browser.one("svg.qr")
    side = int(svg.get_dom_attribute("viewBox").split()[2])
    rows = [bytearray(b"\xff" * side) for _ in range(side)]
    for x, y, width in re.findall(r"M(\d+) (\d+)h(\d+)v", browser.one("svg.qr path").get_dom_attribute("d")):
        rows[int(y)][int(x):int(x) + int(width)] = bytes(int(width))
    large = b"".join(bytes(pixel for pixel in row for _ in range(4)) for row in rows for _ in range(4))
    [found] = zxingcpp.read_barcodes(memoryview(large).cast("B", (side * 4, side * 4)))
    return found.text




def signs_in(browser):
    browser.open("/sign-in")
    browser.type("login", PERSON["login"])
    browser.type("password", PERSON["password"])
    browser.press("Sign in")


def requires(is_required):
    """An administrator sets or clears the box on the portal user's page; what the page says then."""
    [[customer, seat]] = place.sql(
        "SELECT HEX(c.ref), HEX(s.ref) FROM kernel_seat s JOIN kernel_customer c ON c.id = s.customer_id "
        f"JOIN kernel_account a ON a.id = s.account_id WHERE a.login = '{PERSON['login']}'")
    path = f"/staff/customers/{place.ref_text(customer)}/portal-users/{place.ref_text(seat)}"
    office = Visitor().sign_in(place.account("administrator"))
    fields = office.get(path).form(path)
    fields.pop("mfa", None)
    answer = office.post(path, fields | ({"mfa": "1"} if is_required else {}))
    equal(answer.status, 303, "saving the portal user")
    return office.get(answer.header("Location")).text


@story("C31 C32 SB06 an open session is held at setting an app up as soon as one is required, and so is a new sign-in")
def held():
    visitor = Visitor().sign_in(PERSON)
    equal(visitor.get("/home").status, 200, "before")
    expect("sets up an authenticator app at the next click" in requires(True), "what the page says")
    equal(visitor.get("/home").header("Location"), "/account/security/app", "the open session")
    browser = Browser()
    signs_in(browser)
    equal(browser.path, "/account/security/app", "after the password")
    browser.open("/home")
    equal(browser.path, "/account/security/app", "no way round")
    browser.look("account-security-app-required")
    told["held"] = browser


@story("C32 SB08 the picture and the text hold one secret; a wrong code proves nothing, the right one does")
def sets_up():
    [browser] = needs("held")
    secret = browser.text(".secret").replace(" ", "")
    address = urllib.parse.urlsplit(scanned(browser))
    query = urllib.parse.parse_qs(address.query)
    equal((address.scheme, address.netloc), ("otpauth", "totp"), "what the picture is")
    equal(query["secret"], [secret], "the secret of the picture")
    equal(query["issuer"], ["Tarnwick Coffee Roasters"], "the issuer")
    expect(urllib.parse.unquote(address.path).endswith(":" + PERSON["login"]), address.path)
    browser.type("code", "000000")
    browser.press("Turn on")
    expect(browser.title.startswith("Error:"), browser.title)
    browser.look("account-security-app-refused")
    known = len(mails())
    told["used"] = code(secret)
    browser.type("code", told["used"])
    browser.press("Turn on")
    codes = [one.text for one in browser.all(".secret")]
    equal(len(set(codes)), 10, "recovery codes")
    browser.look("account-security-codes-shown")
    expect("An authenticator app was set up" in next_mail(known, PERSON["login"])["Subject"], "SA13 the person is told")
    browser.press("I have kept them")
    equal(browser.path, "/home", "after keeping them")
    browser.open("/account/security")
    expect(browser.says("10 of ten are left"), browser.text("main"))
    expect(secret not in browser.driver.page_source, "the secret stands on a later page")
    browser.look("account-security-on")
    for file in place.DIRECTORY.rglob("*.log"):
        expect(secret not in file.read_text(errors="replace"), f"the secret stands in {file.name}")
    told["secret"], told["codes"] = secret, codes


@story("C32 SB02 signing in asks for the code; the one that was used opens nothing, the next one does")
def asked():
    [browser, secret, used] = needs("held", "secret", "used")
    browser.driver.delete_all_cookies()
    signs_in(browser)
    equal(browser.path, "/sign-in/code", "after the password")
    browser.look("sign-in-code")
    browser.type("code", used)
    browser.press("Sign in")
    expect(browser.says("That code does not fit, or was used."), browser.text("main"))
    browser.look("sign-in-code-refused")
    browser.type("code", code(secret, later=1))
    browser.press("Sign in")
    equal(browser.path, "/home", "after the code")


@story("SB09 a recovery code opens the door once, without the app")
def recovers():
    [browser, codes] = needs("held", "codes")
    for path in ("/home", "/sign-in/code?way=recovery"):
        browser.driver.delete_all_cookies()
        signs_in(browser)
        browser.press("Use a recovery code")
        if path == "/home":
            browser.look("sign-in-recovery-code")
        browser.type("code", codes[0])
        browser.press("Sign in")
        expect(browser.path == path or path != "/home", f"{browser.path} after the code")
    expect(browser.says("That code does not fit, or was used."), browser.text("main"))


@story("C33 no longer required, what was set up because of it is asked for no more")
def released():
    [browser] = needs("held")
    expect("The app that was set up because of this is forgotten." in requires(False), "what the page says")
    browser.driver.delete_all_cookies()
    signs_in(browser)
    equal(browser.path, "/home", "after the password alone")
    browser.close()


@story("SA07 after five wrong passwords one waits, and the answer says how long")
def waits():
    visitor = Visitor()
    for _ in range(5):
        equal(visitor.submit("/sign-in", login="nobody@guessing.example", password="x").status, 422, "a guess")
    answer = visitor.submit("/sign-in", login="nobody@guessing.example", password="x")
    equal(answer.status, 429, "the sixth")
    expect(int(answer.header("Retry-After")) > 0 and "and try again" in answer.text, answer.text)
