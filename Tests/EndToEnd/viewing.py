"""A technician looks at the portal as a customer's person sees it, works in it on that person's behalf, and reads why."""
import place
from browser import Browser
from reading import needs, told
from telling import equal, expect, story
from tickets import ADDRESS, SUBJECT, look, signed_in

BOTH = "on behalf of Jörg Müßig"


def window(browser, number):
    browser.driver.switch_to.window(browser.driver.window_handles[number])


@story("E22 View portal opens a window of its own, which shows what the person sees and says who looks")
def looking():
    [ticket] = needs("ticket")
    browser = signed_in(place.account("technician"), "/staff/customers")
    told["viewer"] = browser
    contact = place.ref("kernel_contact", f"email = '{ADDRESS}'")
    browser.open(f"/staff/contacts/{contact}")
    look(browser, "contact-with-portal")
    [button] = [e for e in browser.all("main button") if e.text.startswith("View portal")]
    button.click()
    equal(len(browser.driver.window_handles), 2, "windows")
    window(browser, 1)
    expect(browser.says("You see the portal as Jörg Müßig of Stellwerk Kaffee GmbH sees it."), browser.text("body"))
    expect(browser.says("minutes left.") and browser.path == "/home", browser.path)
    look(browser, "viewing")
    browser.open("/support/tickets")
    seen = browser.timeless("main")
    person = Browser()
    person.open("/sign-in")
    person.type("login", ADDRESS)
    person.type("password", place.account("contact", login=ADDRESS)["password"])
    person.press("Sign in")
    person.open("/support/tickets")
    equal(seen, person.timeless("main"), "the list as the technician and as the person see it")
    person.close()
    browser.open(ticket)
    browser.type("note", "As if I were he")
    browser.press("Send answer")
    expect(browser.says("Nothing was changed."), browser.text("body"))
    look(browser, "viewing-refused")
    equal(place.sql("SELECT COUNT(*) FROM support_note WHERE body = 'As if I were he'"), [["0"]], "notes")
    browser.press("Stop viewing", within=".view-as")
    equal(browser.path, f"/staff/contacts/{contact}", "after it ended")
    browser.driver.close()
    window(browser, 0)
    browser.open("/home")
    expect(browser.path.startswith("/sign-in"), browser.path)


@story("C11 working in the person's place, a ticket names both")
def working():
    needs("viewer")
    browser = told["viewer"]
    contact = place.ref("kernel_contact", f"email = '{ADDRESS}'")
    browser.open(f"/staff/contacts/{contact}")
    browser.press("Work in the portal")
    look(browser, "work-confirm")
    browser.press("Begin to work")
    expect(browser.says("You work in the portal on behalf of Jörg Müßig"), browser.text("body"))
    browser.open("/support/tickets/new")
    browser.type("subject", "The grinder hums")
    browser.type("description", "He called about it.")
    browser.press("Open ticket")
    expect(browser.says(BOTH), browser.text("main"))
    look(browser, "working")
    equal(place.sql("SELECT COUNT(*) FROM support_ticket WHERE acted_by IS NOT NULL"), [["1"]], "tickets of both")
    browser.press("Stop working", within=".view-as")
    equal(browser.path, f"/staff/contacts/{contact}", "after it ended")


@story("G01 what a person sees, portal by portal, with the rule; and who sees a ticket")
def sees():
    [ticket] = needs("ticket")
    browser = told["viewer"]
    contact = place.ref("kernel_contact", f"email = '{ADDRESS}'")
    browser.open(f"/staff/contacts/{contact}/sees")
    expect(browser.says("What Jörg Müßig sees") and browser.says("says so."), browser.text("main"))
    look(browser, "sees")
    browser.open("/staff" + ticket)
    summary = browser.all("details.who summary")[0]
    expect("Visible to" in summary.text, summary.text)
    summary.click()
    look(browser, "who-sees")
    customer = place.ref("kernel_customer", "name = 'Stellwerk Kaffee GmbH'")
    browser.open(f"/staff/customers/{customer}/portal")
    look(browser, "open-portal")
    expect(SUBJECT not in browser.text("main"), browser.text("main"))
