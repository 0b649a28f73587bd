"""Groups and modules: what an administrator changes holds for a customer who is signed in elsewhere, with his next click."""
import place
from browser import Browser
from reading import told
from telling import Skipped, equal, expect, story
from tickets import look
from visitor import Visitor

LIST = "/staff/permission-groups"
ADDRESS = "joerg.stellwerk@example.org"


def administrator():
    browser = Browser()
    browser.open("/staff/sign-in")
    browser.wear_cookies(Visitor().sign_in(place.account("administrator")))
    return browser


def reader():
    browser = Browser()
    browser.open("/sign-in")
    browser.wear_cookies(Visitor().sign_in(place.account("contact", login=ADDRESS)))
    return browser


def reach(browser, permission, value):
    """Presses one of the reaches of a permission."""
    browser.one(f"//label[input[@name='reach.{permission}' and @value='{value}']]").click()


def group():
    if "group" not in told:
        raise Skipped("there is no group of our own")
    return told["group"]


@story("C02 C04 an administrator duplicates a group, and puts somebody into it")
def duplicates():
    browser = administrator()
    browser.open(LIST)
    expect(browser.says("Portal user permission groups") and browser.says("Project member"), browser.text("main"))
    browser.press("Technical")
    browser.press("Duplicate")
    browser.type("name", "Purchasing")
    browser.press("Add group")
    expect(browser.says("Purchasing is there. Nobody has it yet."), browser.text("body"))
    told["group"] = browser.path
    place.sql(f"""UPDATE kernel_seat s JOIN kernel_account a ON a.id = s.account_id
        JOIN kernel_permission_group g ON g.name = 'Purchasing' SET s.group_id = g.id WHERE a.login = '{ADDRESS}'""")
    browser.open(told["group"])
    look(browser, "group")
    browser.close()


@story("C05 what a change takes from whom is shown first; the customer in another browser loses it with his next click")
def changes():
    path, browser, customer = group(), administrator(), reader()
    customer.open("/support/tickets")
    expect(customer.says("New ticket"), customer.text("main"))
    browser.open(path)
    reach(browser, "support.tickets.open", "none")
    browser.press("Update portal group")
    expect(browser.says("One person loses: Open tickets") and browser.says("Nothing is saved yet."), browser.text("main"))
    look(browser, "group-preview")
    browser.press("Back to editing")
    expect(browser.says("Was: Yes"), browser.text("main"))
    browser.press("Update portal group")
    customer.open("/support/tickets/new")
    expect(not customer.says("This is not part of your account."), "nothing is saved by looking")
    browser.press("Update portal group")
    expect(browser.says("Purchasing is saved."), browser.text("body"))
    customer.open("/support/tickets/new")
    expect(customer.says("This is not part of your account."), customer.text("main"))
    browser.close()
    customer.close()


@story("C05 two administrators change one group: the second reads what the first did, and nothing of his is lost")
def conflict():
    path, first, second = group(), administrator(), administrator()
    first.open(path)
    second.open(path)
    reach(first, "announcements.view", "none")
    first.press("Update portal group")
    first.press("Update portal group")
    second.type("name", "Buyers")
    reach(second, "support.tickets.open", "organisation")
    second.press("Update portal group")
    expect(second.says("Somebody changed this group meanwhile"), second.text("main"))
    expect(second.says("Announcements: See announcements") and second.says("Buyers"), second.text("main"))
    look(second, "group-conflict")
    second.press("Save mine in its place")
    second.press("Update portal group")
    expect(second.says("Buyers is saved."), second.text("body"))
    first.close()
    second.close()


@story("C02 a group that is deleted hands its people to another one, after saying what that changes for them")
def deletes():
    path, browser, customer = group(), administrator(), reader()
    browser.open(path)
    browser.press("Delete")
    look(browser, "group-delete")
    browser.choose("replacement", "Requester")
    browser.press("Delete group")
    expect(browser.says("One person loses: See tickets"), browser.text("main"))
    browser.press("Delete group")
    expect(browser.says("Buyers is deleted."), browser.text("body"))
    customer.open("/home")
    expect(customer.says("Support"), customer.text("body"))
    place.sql(f"""UPDATE kernel_seat s JOIN kernel_account a ON a.id = s.account_id
        JOIN kernel_permission_group g ON g.is_default = 1 SET s.group_id = g.id WHERE a.login = '{ADDRESS}'""")
    browser.close()
    customer.close()


@story("A01 B01 B02 a module that is switched off is gone for a customer with his next click, and comes back with all")
def modules():
    browser, customer = administrator(), reader()
    customer.open("/support/tickets")
    tickets = customer.timeless("main")
    browser.open("/staff/settings")
    browser.press("Modules")
    look(browser, "modules")
    browser.follow(browser.one("//main//div[contains(@class, 'row')][contains(., 'Support')]//a[contains(., 'Switch off')]"))
    look(browser, "module-off")
    browser.press("Switch off Support")
    expect(browser.says("Support is off. Everything in it stays."), browser.text("body"))
    equal([one.text for one in browser.all("nav a") if one.text == "Tickets"], [], "the entry of staff")
    customer.open("/support/tickets")
    expect(customer.says("This is not here"), customer.text("body"))
    customer.open("/home")
    equal([one.text for one in customer.all("nav.tabs a") if one.text.startswith("Support")], [], "the customer's tab")
    browser.press("Switch on")
    expect(browser.says("Support is on"), browser.text("body"))
    customer.open("/support/tickets")
    equal(customer.timeless("main"), tickets, "what was there before")
    browser.close()
    customer.close()


@story("B08 B09 SC04 SE08 what one process changes holds at the next request of another on the same database")
def two_processes():
    there = Visitor(host="localhost", secure=True).sign_in(place.account("contact", login=ADDRESS))
    office = Visitor().sign_in(place.account("administrator"))
    contact = place.ref("kernel_contact", f"email = '{ADDRESS}'")

    def press(page, action, **fields):
        form = office.get(page).form(action)
        equal(office.post(action, form | fields).status, 303, f"{action} {fields}")

    equal(there.get("/support/tickets").status, 200, "before")
    module = "/staff/settings/modules/support"
    press(module, module, on="0")
    equal(there.get("/support/tickets").status, 404, "the module is off")
    press("/staff/settings/modules", module, on="1")
    equal(there.get("/support/tickets").status, 200, "the module is on again")
    settings = "/staff/settings/identity"
    press(settings, settings, **{"identity.contact-hours": "Mondays only"})
    expect("Mondays only" in there.get("/home").text, "a setting")
    person = f"/staff/contacts/{contact}"
    press(person, f"{person}/portal-user/switch", on="0")
    equal(there.get("/home").status, 303, "the seat is off")
    press(person, f"{person}/portal-user/switch", on="1")
    equal(Visitor(host="localhost", secure=True).sign_in(place.account("contact", login=ADDRESS)).get("/home").status, 200,
          "the seat is on again")
