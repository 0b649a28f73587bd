"""A customer's own administrator invites a colleague, and reads in the log what became of it."""
import re

import place
import routes
from browser import Browser
from inviting import PICTURES, link, mails, next_mail
from reading import needs, staff_browser, told
from telling import equal, expect, story
from visitor import Visitor

ADDRESS = "ingrid@brewhouse.example.org"
PASSWORD = "eleven cups of coffee before noon"

routes.let_organise()


@story("G05 an administrator of the operator says which groups the people of a group may give")
def ceiling():
    browser = staff_browser()
    group = place.ref("kernel_permission_group", "is_default = 1")
    browser.open(f"/staff/permission-groups/{group}")
    browser.press("What they may give")
    equal(browser.violations(), [], "axe on the ceiling")
    browser.one(f"input[name=allowed][value='{group}']").click()
    browser.picture(PICTURES / "ceiling.png")
    browser.press("Save")
    expect(browser.says("What they may give holds from now on."), browser.text("body"))
    told["ceiling"] = group


@story("G05 a customer's administrator invites a colleague, who accepts the mail and is in")
def invites():
    needs("ceiling")
    account = place.account("contact")
    browser = Browser()
    told["organiser"] = browser
    browser.open("/sign-in")
    browser.type("login", account["login"])
    browser.type("password", account["password"])
    browser.press("Sign in", within="body")
    browser.open("/colleagues")
    equal(browser.violations(), [], "axe on the colleagues")
    browser.picture(PICTURES / "colleagues.png")
    browser.press("Invite a colleague")
    browser.type("name", "Ingrid Dahl")
    browser.type("email", ADDRESS)
    equal(browser.violations(), [], "axe on the invitation")
    known = len(mails())
    browser.press("Send invitation")
    expect(browser.says("The invitation for Ingrid Dahl is on its way."), browser.text("body"))
    mail = next_mail(known, ADDRESS)
    expect("invited you" in mail.get_body(("plain",)).get_content(), "who invites")
    guest = Browser()
    guest.open(link(mail))
    guest.type("password", PASSWORD)
    guest.press("Set password and sign in", within="body")
    equal(guest.path, "/home", "after the password")
    guest.close()


@story("G05 SE09 a group outside the ceiling is refused when the form is forged, and nobody is invited")
def forged():
    needs("organiser")
    visitor = Visitor().sign_in(place.account("contact"))
    before = place.sql("SELECT COUNT(*) FROM kernel_seat")
    everything = place.ref("kernel_permission_group", "kind = 'everything'")
    reply = visitor.submit("/colleagues/new", name="Forged", email="forged@example.org", group=everything)
    equal(reply.status, 403, "a forged group")
    equal(place.sql("SELECT COUNT(*) FROM kernel_seat"), before, "the seats")


@story("G04 the customer reads who invited and who signed in, and staff by name, and takes it along as a file")
def reads():
    [browser] = needs("organiser")
    customer = place.sql(f"""SELECT HEX(c.ref) FROM kernel_customer c JOIN kernel_seat s ON s.customer_id = c.id
        JOIN kernel_account a ON a.id = s.account_id WHERE a.login = '{place.account("contact")["login"]}' LIMIT 1""")
    staff_browser().open(f"/staff/customers/{place.ref_text(customer[0][0])}")
    browser.open("/access-log")
    for text in ("Invited", "Accepted an invitation", "Ingrid Dahl", "Petra Lindqvist", "Signed in"):
        expect(browser.says(text), f"{text}: {browser.text('main')}")
    equal(browser.violations(), [], "axe on the log")
    browser.picture(PICTURES / "access-log.png")
    visitor = Visitor().sign_in(place.account("contact"))
    file = visitor.get("/access-log/export?what=changed")
    expect(file.header("Content-Type").startswith("text/csv"), "the type of the file")
    expect(",Invited," in file.text and not re.search(r'(^|,)"?[=+@-]', file.text), file.text[:400])
    browser.close()
