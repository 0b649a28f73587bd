"""Somebody is invited by mail, chooses a password, lands on his home, and is invited by a second customer."""
import email
import email.policy
import re

import place
from browser import PICTURES, Browser
from reading import needs, staff_browser, told
from telling import equal, expect, story, until
from visitor import Visitor

ADDRESS = "torbjorn@fjordlys.example.org"
PASSWORD = "nine herring gulls over the harbour"


def mails():
    """What the mail server took, oldest first."""
    found = []
    for file in sorted((place.DIRECTORY / "mail").glob("*.eml")):
        with file.open("rb") as bytes_of:
            found.append(email.message_from_binary_file(bytes_of, policy=email.policy.default))
    return found


def next_mail(known, address=ADDRESS):
    """The mail that came after so many."""
    until(20, lambda: len(mails()) > known, "the mail did not arrive")
    mail = mails()[known]
    equal(mail["To"].addresses[0].addr_spec, address, "whom the mail is for")
    return mail


def link(mail):
    """Where its button leads; the text has the same address."""
    text = mail.get_body(("plain",)).get_content()
    html = mail.get_body(("html",)).get_content()
    [path] = set(re.findall(r"http://localhost:\d+(/(?:invitation|reset|address)/\S+)", text))
    expect(path in html, "text and HTML lead to different places")
    return path


def adds_contact(customer, name, address):
    browser = staff_browser()
    browser.open(customer)
    browser.press("New contact")
    browser.type("name", name)
    browser.type("email", address)
    browser.press("Add contact")
    return browser.path


@story("A11, A12 an administrator invites a contact, and a mail arrives by real SMTP, in text and HTML")
def invites():
    [customer] = needs("customer")
    browser = staff_browser()
    known = len(mails())
    told["torbjorn"] = adds_contact(customer, "Torbjørn Aas", ADDRESS)
    browser.press("Enable portal user")
    equal(browser.one("[name=email]").get_attribute("value"), ADDRESS, "the address is there to check")
    equal(browser.violations(), [], "axe on the form")
    browser.press("Save")
    expect(browser.says("The invitation for Torbjørn Aas is on its way."), browser.text("body"))
    expect(browser.says("Pending"), browser.text("main"))
    equal(browser.violations(), [], "axe on the page of an invited contact")
    browser.picture(PICTURES / "contact-invited.png")
    mail = next_mail(known)
    expect("Your access to the customer portal" in mail["Subject"], mail["Subject"])
    equal(mail["Auto-Submitted"], "auto-generated", "SH06")
    expect("Torbjørn, your customer portal is ready" in mail.get_body(("plain",)).get_content(), "the heading")
    (place.DIRECTORY / "invitation.html").write_text(mail.get_body(("html",)).get_content())
    told["link"] = link(mail)
    browser.open("/staff/settings/mail")
    expect(browser.says("Sent"), browser.text("main"))
    equal(browser.violations(), [], "axe on the list of mails")


@story("SD05, SD07 a scanner follows the link and uses nothing up; the token leaves the address")
def scanned():
    [path] = needs("link")
    before = place.sql("SELECT COUNT(*), SUM(used_at IS NOT NULL) FROM kernel_invitation")
    for _ in range(5):
        scanner = Visitor()
        reply = scanner.get(path)
        equal(reply.status, 303, "what the link answers")
        equal(reply.header("Location"), "/invitation", "where it leads")
        equal(reply.header("Cache-Control"), "no-store", "SD07")
        equal(reply.header("Referrer-Policy"), "no-referrer", "SD07")
        scanner.get("/invitation")
    equal(place.sql("SELECT COUNT(*), SUM(used_at IS NOT NULL) FROM kernel_invitation"), before, "what was used up")
    token = path.rsplit("/", 1)[1]
    for file in place.DIRECTORY.rglob("*.log"):
        expect(token not in file.read_text(errors="replace"), f"the token stands in {file.name}")


@story("A13, A14 the link leads to a password, and from there home with the portals of the group")
def accepts():
    [path] = needs("link")
    browser = Browser()
    told["invited"] = browser
    browser.open(path)
    equal(browser.path, "/invitation", "the address without its token")
    expect(browser.says("Welcome, Torbjørn Aas"), browser.text("body"))
    equal(browser.violations(), [], "axe on the invitation")
    browser.picture(PICTURES / "invitation-password.png")
    browser.type("password", "short")
    browser.press("Set password and sign in")
    expect(browser.title.startswith("Error:"), browser.title)
    browser.type("password", PASSWORD)
    browser.press("Set password and sign in")
    equal(browser.path, "/home", "after the password")
    expect(browser.says("Fjordlys Kaffebrenneri, AS"), browser.text("body"))
    expect("Announcements" in browser.text("nav"), browser.text("nav"))
    equal(browser.violations(), [], "axe on home")
    browser.driver.get((place.DIRECTORY / "invitation.html").as_uri())
    equal([each for each in browser.violations() if "region" not in each and "landmark" not in each], [], "axe on the mail")
    browser.picture(PICTURES / "mail-invitation.png")
    late = Browser()
    late.open(path)
    expect(late.says("This invitation was used"), late.text("body"))
    late.close()


@story("SD02 a second customer invites the same person: the seat is added after signing in, and no password is asked")
def second_seat():
    needs("invited")
    browser = staff_browser()
    known = len(mails())
    browser.open("/staff/customers?q=quillan")
    browser.press("Quillan & Sons")
    adds_contact(browser.path, "Torbjørn Aas", ADDRESS)
    browser.press("Invite")
    browser.press("Save")
    expect(browser.says("is on its way"), browser.text("body"))
    path = link(next_mail(known))
    stranger = Browser()
    stranger.open(path)
    expect(stranger.says("You have an account already"), stranger.text("body"))
    expect(not stranger.all("input[type=password]"), "a password is asked")
    stranger.close()
    person = told["invited"]
    person.open(path)
    expect(person.says("Add Quillan & Sons?"), person.text("body"))
    equal(person.violations(), [], "axe on adding a seat")
    person.press("Add this access")
    equal(person.path, "/home", "after adding")
    expect(person.says("Quillan & Sons"), person.text("body"))
    person.close()


@story("A09 a test mail from the settings arrives")
def test_mail():
    browser = staff_browser()
    known = len(mails())
    browser.open("/staff/settings/mail")
    browser.type("address", "ops@example.org")
    browser.press("Send a test mail")
    mail = next_mail(known, "ops@example.org")
    expect("Mail goes out." in mail.get_body(("plain",)).get_content(), "what the mail says")
