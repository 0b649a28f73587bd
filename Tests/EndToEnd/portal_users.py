"""Portal users on the customer's page, and the Portals widget: who gets in, what he sees, and what is taken from him."""
from browser import Browser
from inviting import PICTURES, adds_contact, link, mails, next_mail
from reading import beside, needs, staff_browser, told
from telling import equal, expect, story
from visitor import Visitor

OFFICE = {"role": "contact", "login": "kessler.office"}
OWN = "fourteen sandpipers along the tideline"
ADDRESS = "runa@kessler.example.org"


@story("B06 C16 C17 C18 C19 a customer gets a user name and a start password from New on its page, shown once")
def gives_office():
    browser = staff_browser()
    browser.open("/staff/customers/new")
    browser.type("name", "Kessler Ferries")
    browser.press("Add customer")
    told["kessler"] = browser.path
    expect(browser.says("No portal users yet."), browser.text("main"))
    browser.press("New portal user")
    equal(browser.violations(), [], "axe on the form")
    browser.picture(PICTURES / "portal-user-new.png")
    browser.press("Add portal user")
    expect(browser.title.startswith("Error:"), browser.title)
    browser.type("login", OFFICE["login"])
    browser.press("Add portal user")
    told["office"] = OFFICE | {"password": browser.text(".secret")}
    expect(browser.says("cannot be replaced by mail"), browser.text("main"))
    browser.press("Back to Kessler Ferries")
    expect(browser.says("Start password waits") and browser.says("Everything"), browser.text("main"))
    equal(browser.violations(), [], "axe on the customer's page")
    browser.picture(PICTURES / "customer-portal-users.png")


@story("SA11 whoever signs in with it replaces it first, and has the portals of Everything")
def replaces():
    kessler, office = needs("kessler", "office")
    browser = Browser()
    told["office browser"] = browser
    browser.open("/sign-in")
    browser.type("login", office["login"])
    browser.type("password", office["password"])
    browser.press("Sign in")
    equal(browser.path, "/account/password", "after signing in")
    browser.type("current", office["password"])
    browser.type("new", OWN)
    browser.type("again", OWN)
    browser.press("Change password")
    browser.open("/support/tickets")
    equal(browser.path, "/support/tickets", "a portal of Everything")
    staff = staff_browser()
    staff.open(kessler)
    expect(not staff.says("Start password waits"), staff.text("main"))


@story("C31 C33 C35 group and MFA are changed by Update portal user, and the box is kept")
def edits():
    [kessler] = needs("kessler")
    needs("office browser")
    browser = staff_browser()
    browser.open(kessler)
    browser.follow(browser.one("//tr[contains(., 'kessler.office')]//a[contains(., 'Edit')]"))
    told["office page"] = browser.path
    equal(browser.violations(), [], "axe on the portal user's page")
    browser.picture(PICTURES / "portal-user.png")
    browser.choose("group", "Standard")
    browser.one("[name=mfa]").click()
    browser.press("Update portal user")
    equal(browser.path, kessler, "after saving")
    expect(browser.says("Standard") and browser.says("Required"), browser.text("main"))
    browser.open(told["office page"])
    expect(browser.one("[name=mfa]").is_selected(), "the box was not kept")
    browser.one("[name=mfa]").click()
    browser.press("Update portal user")
    browser.open(told["office page"])
    expect(not browser.one("[name=mfa]").is_selected(), "the box was not cleared")


@story("C24 a contact without an e-mail gets user name and password at once, and no mail goes out")
def without_address():
    [kessler] = needs("kessler")
    browser = staff_browser()
    known = len(mails())
    browser.open(kessler)
    browser.press("New contact")
    browser.type("name", "Odd Kessler")
    browser.press("Add contact")
    browser.press("Enable portal user")
    browser.type("login", "odd.kessler")
    browser.press("Save")
    password = browser.text(".secret")
    equal(Visitor().submit("/sign-in", login="odd.kessler", password=password).header("Location"),
          "/account/password", "signing in")
    equal(len(mails()), known, "mails")


@story("A10 A11 A12 A13 B04 B05 Invite sends for one portal, and the switch shows only what is one's own")
def invites_to_support():
    [kessler] = needs("kessler")
    browser = staff_browser()
    known = len(mails())
    told["runa"] = adds_contact(kessler, "Runa Kessler", ADDRESS)
    browser.follow(browser.one(beside("Support")))
    equal(browser.one("[name=email]").get_attribute("value"), ADDRESS, "the address is there to check")
    expect(browser.says("Show only own support tickets"), browser.text("main"))
    expect(not browser.one("[name=own]").is_selected(), "the switch is on by default")
    equal(browser.violations(), [], "axe on the form")
    browser.one("[name=own]").click()
    browser.press("Save")
    person = Browser()
    told["runa browser"] = person
    person.open(link(next_mail(known, ADDRESS)))
    person.type("password", OWN)
    person.press("Set password and sign in")
    equal([tab.text for tab in person.all("nav.tabs > ul > li > a") if tab.is_displayed()], ["Home", "Support"], "the tabs")
    office = told["office browser"]
    office.open("/support/tickets/new")
    office.type("subject", "The ramp does not close")
    office.type("description", "It stays open by a hand.")
    office.press("Open ticket")
    told["ticket"] = office.path
    person.open(told["ticket"])
    expect(person.says("This is not here, or no longer shared with you."), person.text("main"))


@story("B07 B08 B09 A18 Manage: the switch and Remove are felt at the next click of a browser that is signed in")
def manages():
    contact, ticket = needs("runa", "ticket")
    staff, person = staff_browser(), told["runa browser"]
    staff.open(contact)
    staff.follow(staff.one(beside("Support")))
    equal(staff.violations(), [], "axe on Manage")
    staff.picture(PICTURES / "portal-manage.png")
    staff.follow(staff.one("main .switch"))
    person.open(ticket)
    expect(person.says("The ramp does not close"), person.text("main"))
    staff.follow(staff.one("main .switch"))
    person.open(ticket)
    expect(person.says("This is not here, or no longer shared with you."), person.text("main"))
    staff.press("Remove access to Support")
    person.open("/support/tickets")
    equal(person.path, "/support/tickets", "before the button is pressed")
    staff.press("Remove access to Support")
    equal(staff.path, contact, "after removing")
    person.open("/support/tickets")
    expect(person.says("This is not part of your account."), person.text("main"))
    person.close()


@story("C08 C35 deleting a portal user ends his sign-in at the next click, and the page says what the link does then")
def deletes():
    [page] = needs("office page")
    staff, person = staff_browser(), told.pop("office browser")
    person.open("/home")
    equal(person.path, "/home", "before")
    staff.open(page)
    staff.press("Delete portal user")
    equal(staff.violations(), [], "axe on the confirm page")
    staff.press("Delete portal user")
    expect(not staff.says("kessler.office"), staff.text("main"))
    person.open("/home")
    expect(person.path.startswith("/sign-in"), person.path)
    equal(Visitor().submit("/sign-in", login=OFFICE["login"], password=OWN).status, 422, "signing in")
    person.close()
