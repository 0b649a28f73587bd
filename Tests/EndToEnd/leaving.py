"""What is taken from a contact is gone with the very next request."""
from reading import CONTACT, beside, needs, staff_browser, told
from telling import equal, expect, story
from visitor import Visitor


@story("A10 A14 A18 A19 a portal that is taken from a seat has no tab and no address from the next request on; others stay")
def takes_portal():
    contact, public = needs("contact", "public")
    needs("signed in")
    staff, reader = staff_browser(), told["reader"]
    staff.open(contact)
    staff.follow(staff.one(beside("Announcements")))
    staff.press("Remove access to Announcements")
    staff.press("Remove access to Announcements")
    equal(staff.path, contact, "after removing")
    reader.open("/home")
    equal([tab.text for tab in reader.all("nav.tabs > ul > li > a") if tab.is_displayed()], ["Home", "Support", "Invoices", "Projects", "Documentation"], "the tabs")
    reader.open(public)
    expect(reader.says("This is not part of your account."), reader.text("main"))
    staff.follow(staff.one(beside("Announcements")))
    staff.press("Save")
    reader.open(public)
    expect(reader.says("The new prices hold"), reader.text("main"))


@story("C20 SC04 a seat that is switched off ends with the contact's very next request, and signs in no more")
def switches_off():
    [contact] = needs("contact")
    needs("signed in")
    staff, reader = staff_browser(), told["reader"]
    other = Visitor().sign_in(CONTACT)
    reader.open("/home")
    equal(reader.path, "/home", "before")
    staff.open(contact)
    staff.follow(staff.one("main .switch"))
    expect(staff.says("can no longer sign in"), staff.text("body"))
    equal(other.get("/home").status, 303, "another browser's next request")
    reader.open("/announcements/announcements")
    expect(reader.path.startswith("/sign-in"), reader.path)
    equal(Visitor().submit("/sign-in", login=CONTACT["login"], password=CONTACT["password"]).status, 422, "signing in")
    staff.follow(staff.one("main .switch"))
    Visitor().sign_in(CONTACT)


@story("SC04 signing out ends the session on the server, and only that audience's")
def signs_out():
    browser = staff_browser()
    cookies = {one["name"]: one["value"] for one in browser.driver.get_cookies()}
    browser.open("/staff/customers")
    browser.one(".bar-end details summary").click()
    browser.press("Sign out", within=".bar-end")
    expect(browser.path.startswith("/staff/sign-in"), browser.path)
    expect(browser.says("You are signed out."), browser.text("body"))
    old = Visitor()
    old.cookies = cookies
    equal(old.get("/staff/customers").status, 303, "the old cookie")
    for one in ("staff", "reader"):
        if one in told:
            told.pop(one).close()
