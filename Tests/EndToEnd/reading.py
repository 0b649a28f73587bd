"""A contact of an imported customer signs in and reads what is meant for him."""
import re

import place
from browser import Browser
from telling import Skipped, equal, expect, story, until
from visitor import Visitor

CSV = """Company,Contact,Address,City,Postal Code,Country,Phone,Id
"Fjordlys Kaffebrenneri, AS",Solveig Håkonsen,Bryggen 12,Bergen,5003,Norway,+47 55 01 02 03,FJORD
Quillan & Sons,Aoife Quillan,4 Mill Lane,Galway,H91 X2F,Ireland,NULL,QUILL
"""
STAFF = {"role": "administrator", "login": "petra.story", "password": "seven lamps on the quay"}
CONTACT = {"role": "contact", "login": "solveig", "password": "a kettle sings at six every day"}
PRICES = "Coffee;Price\nKiréri AA;41,50\n".encode() + bytes(range(256)) * 40

told = {}


def needs(*what):
    for one in what:
        if one not in told:
            raise Skipped(f"an earlier step did not leave {one}")
    return [told[one] for one in what]


def staff_browser():
    if "staff" not in told:
        raise Skipped("nobody of staff is signed in")
    return told["staff"]


def beside(portal):
    """What one presses in the Portals widget beside this portal."""
    return f"//main//tr[contains(., '{portal}')]//a[contains(@class, 'button')]"


@story("F01 customers with their contacts are imported from a CSV file by one command, tried dry before")
def imports():
    file = place.DIRECTORY / "customers.csv"
    file.write_text(CSV)
    dry = place.portico("import", "customers", str(file), "--map", "name=Company", "--dry-run")
    expect("Nothing was done" in dry, dry)
    equal(place.sql("SELECT COUNT(*) FROM kernel_customer WHERE external_id = 'FJORD'"), [["0"]], "after the dry run")
    done = place.portico("import", "customers", str(file), "--map", "name=Company")
    expect("2 customers added" in done, done)
    again = place.portico("import", "customers", str(file), "--map", "name=Company")
    expect("0 customers added, 2 updated" in again, again)
    told["import"] = True


@story("SA09 the first administrator is made by a command, and no account was there before")
def adds_staff():
    said = place.portico(
        "staff", "add", "--login", STAFF["login"], "--name", "Petra Lindqvist", "--role", "administrator",
        "--password-stdin", stdin=STAFF["password"])
    expect("Petra Lindqvist can sign in" in said and STAFF["password"] not in said, said)
    refused = place.portico("staff", "add", "--login", STAFF["login"], "--name", "X", "--password-stdin",
                            stdin=STAFF["password"], fails=True)
    expect("somebody signs in as" in refused, refused)


@story("F01 staff sign in, and the page says what is wrong with a wrong password, with what was typed still there")
def staff_sign_in():
    browser = Browser()
    told["staff"] = browser
    browser.open("/staff/customers")
    expect(browser.path.startswith("/staff/sign-in?next="), browser.path)
    browser.type("login", STAFF["login"])
    browser.type("password", "not this one at all")
    browser.press("Sign in")
    expect(browser.title.startswith("Error:"), browser.title)
    expect(browser.says("That user name and password do not go together."), browser.text("main"))
    equal(browser.one("[name=login]").get_attribute("value"), STAFF["login"], "the user name is still typed")
    equal(browser.one("[name=password]").get_attribute("value"), "", "the password is not put back")
    browser.type("password", STAFF["password"])
    browser.press("Sign in")
    equal(browser.path, "/staff/customers", "after signing in")


@story("C36 staff find the imported customer by a search and see its contact")
def finds_customer():
    needs("import")
    browser = staff_browser()
    browser.open("/staff/customers")
    browser.type("q", "fjordlys")
    browser.press("Apply")
    equal(len(browser.all("tbody tr")), 1, "customers found")
    browser.press("Fjordlys Kaffebrenneri, AS")
    equal(browser.text("h1"), "Fjordlys Kaffebrenneri, AS", "the customer's page")
    expect(browser.says("Solveig Håkonsen"), "the imported contact is not there")
    told["customer"] = browser.path


@story("C36 a form with errors comes back typed, with a summary in focus and the title marked")
def form_errors():
    [customer] = needs("customer")
    browser = staff_browser()
    browser.open(customer)
    browser.press("New contact")
    browser.type("title", "Roastery manager")
    browser.type("email", "not an address")
    browser.press("Add contact")
    expect(browser.title.startswith("Error:"), browser.title)
    equal(browser.text(".error-summary h2"), "2 things to correct", "the summary")
    expect("error-summary" in browser.driver.switch_to.active_element.get_attribute("class"),
           "the summary is not focused")
    equal(browser.one("[name=title]").get_attribute("value"), "Roastery manager", "what was typed")
    equal(browser.one("[name=email]").get_attribute("value"), "not an address", "what was typed")
    equal(browser.one("[name=name]").get_attribute("aria-invalid"), "true", "the field says it is wrong")
    link = browser.all(".error-summary a")[0]
    link.click()
    equal(browser.driver.switch_to.active_element.get_attribute("name"), "name", "the link leads to its field")
    equal(browser.violations(), [], "axe on a form with errors")
    browser.type("name", "Ingrid Dahl")
    browser.type("email", "")
    browser.press("Add contact")
    expect(browser.says("Ingrid Dahl was added."), browser.text("body"))
    equal(browser.text("h1"), "Ingrid Dahl", "the contact's page")
    told["contact"] = browser.path


@story("SA11 staff enable a portal user, choose a group, and see the start password once")
def enables_seat():
    [contact] = needs("contact")
    browser = staff_browser()
    browser.open(contact)
    browser.press("Enable portal user")
    browser.type("login", CONTACT["login"])
    groups = [option.text for option in browser.all("select[name=group] option")]
    expect("Everything" in groups and "Non-Portal Users" not in groups, groups)
    browser.press("Save")
    password = browser.text(".secret")
    expect(len(password) >= 15, password)
    expect("It works once." in browser.text("main"), browser.text("main"))
    told["start password"] = password
    browser.press("Back to Ingrid Dahl")
    expect(password not in browser.driver.page_source, "the start password is shown a second time")
    expect(browser.says("Signs in as solveig"), browser.text("main"))
    browser.choose("group", "Everything")
    browser.press("Save")
    expect(browser.says("The group holds from the next request on."), browser.text("body"))


def writes(browser, title, text, customer="", file=None):
    """A draft; where it stands for staff."""
    browser.open("/staff/announcements/announcements/new")
    browser.type("title", title)
    browser.type("text", text)
    if customer:
        browser.type("customer", customer)
    if file:
        browser.one("[name=file]").send_keys(str(file))
    browser.press("Save announcement")
    expect(browser.says(f"“{title}” is saved."), browser.text("body"))
    return browser.one(f"//a[text()='{title}']").get_attribute("href").split("/", 3)[3]


def publishes(browser, ref, is_published=True):
    """Ticks or unticks what shows it in the portal."""
    browser.open(f"/staff/announcements/announcements/{ref}")
    box = browser.one("[name=published]")
    if box.is_selected() != is_published:
        box.click()
    browser.press("Save announcement")
    expect(browser.says("is saved."), browser.text("body"))


@story("A05 staff write an announcement with a file for everybody and one for another customer, and publish both")
def writes_announcements():
    browser = staff_browser()
    file = place.DIRECTORY / "Prices 2027, für alle.csv"
    file.write_bytes(PRICES)
    number = place.sql("SELECT number FROM kernel_customer WHERE external_id = 'QUILL'")[0][0]
    public = writes(browser, "Prices from January", "The new prices hold from 1 January.\n\nSee the file.", file=file)
    foreign = writes(browser, "Only for Quillan", "Your pallet arrives on Tuesday.", customer=number)
    expect(browser.says("Quillan & Sons") and browser.says("Draft"), browser.text("main"))
    for name, path in (("public", public), ("foreign", foreign)):
        told[name + " ref"] = path.rsplit("/", 1)[1]
        publishes(browser, told[name + " ref"])
        told[name] = "/announcements/announcements/" + told[name + " ref"]


@story("SA11 the contact signs in with the start password and must replace it before anything else")
def replaces_password():
    [start] = needs("start password")
    browser = Browser()
    told["reader"] = browser
    browser.open("/")
    equal(browser.path, "/sign-in", "where a guest lands")
    browser.type("login", CONTACT["login"])
    browser.type("password", start)
    browser.press("Sign in")
    equal(browser.path, "/account/password", "a start password leads to its replacement")
    equal(browser.all(".tabs a"), [], "tabs before the password is replaced")
    browser.open("/home")
    equal(browser.path, "/account/password", "no way round")
    browser.type("current", start)
    browser.type("new", "short")
    browser.type("again", "short")
    browser.press("Change password")
    expect(browser.says("Use at least 15 characters."), browser.text("main"))
    browser.type("current", start)
    browser.type("new", CONTACT["password"])
    browser.type("again", CONTACT["password"])
    browser.press("Change password")
    equal(browser.path, "/home", "after the change")
    expect(browser.says("Ingrid"), browser.text("main"))
    told["signed in"] = True


@story("A14 A15 the contact lands on home and sees a tab for each portal he has")
def sees_tabs():
    needs("signed in")
    browser = told["reader"]
    browser.open("/home")
    names = [tab.text.split("\n")[0] for tab in browser.all("nav.tabs > ul > li > a") if tab.is_displayed()]
    equal(names, ["Home", "Support", "Invoices", "Projects", "Documentation", "Announcements"], "the tabs")
    browser.press("Announcements", within="nav.tabs")
    equal(browser.path, "/announcements/announcements", "where the tab leads")
    equal(browser.one("nav.tabs [aria-current=page]").text.split("\n")[0], "Announcements", "the current tab")
    expect(browser.says("Prices from January"), "the announcement for everybody is missing")
    expect(not browser.says("Only for Quillan"), "another customer's announcement is listed")


@story("F03 the contact reads the announcement and downloads its file byte for byte")
def downloads():
    needs("signed in", "public")
    browser = told["reader"]
    browser.open("/announcements/announcements")
    browser.press("Prices from January")
    expect(browser.says("The new prices hold from 1 January."), browser.text("main"))
    equal(len(browser.all(".prose p")), 2, "paragraphs")
    browser.one(".file a").click()
    file = browser.downloads / "Prices 2027, für alle.csv"
    until(10, file.exists, "the download")
    equal(file.read_bytes(), PRICES, "the bytes")


def without_chance(page):
    """A page without what differs from request to request: its id, its time, its tokens."""
    page = re.sub(r'name="(csrf|once)" value="[^"]*"', r'name="\1"', page)
    page = re.sub(r'<dl class="reference">.*?</dl>', "", page)
    return page


@story("A05 SE03 another customer's announcement is a 404, the same page as one that never was; its file too")
def foreign_is_missing():
    foreign, = needs("foreign")
    needs("signed in")
    browser = told["reader"]
    browser.open(foreign)
    expect(browser.says("This is not here, or no longer shared with you."), browser.text("main"))
    found = without_chance(browser.driver.page_source)
    browser.open("/announcements/announcements/0123456789ABCDEF")
    equal(without_chance(browser.driver.page_source), found, "the page of a random address")
    reader = Visitor().sign_in(CONTACT)
    never = "/announcements/announcements/0123456789ABCDEF"
    for one, other in [(foreign, never), (foreign + "/file", never + "/file")]:
        there, nowhere = reader.get(one), reader.get(other)
        equal((there.status, nowhere.status), (404, 404), one)
        equal(without_chance(there.text), without_chance(nowhere.text), one)
    search = reader.get("/announcements/announcements?q=Quillan")
    expect("Only for Quillan" not in search.text, "the search finds it")


@story("A05 a draft is a 404 for customers and a withdrawn announcement is one again")
def drafts_are_missing():
    ref, public = needs("public ref", "public")
    staff, reader = staff_browser(), Visitor().sign_in(CONTACT)
    equal(reader.get(public).status, 200, "published")
    publishes(staff, ref, False)
    equal(reader.get(public).status, 404, "withdrawn")
    equal(reader.get(public + "/file").status, 404, "the file of a withdrawn one")
    expect("Prices from January" not in reader.get("/announcements/announcements").text, "it is listed")
    publishes(staff, ref)
    equal(reader.get(public).status, 200, "published again")


@story("F01 the portal works without JavaScript: signing in, reading, signing out")
def without_script():
    needs("signed in")
    browser = Browser(script=False)
    try:
        browser.open("/sign-in")
        browser.driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
        for name in ("login", "password"):
            browser.one(f"[name={name}]").send_keys(CONTACT[name])
        browser.one("main button[type=submit]").click()
        until(10, lambda: browser.driver.current_url.endswith("/home"), "home")
        [link] = [one for one in browser.all("nav.tabs a") if one.text.split("\n")[0] == "Announcements"]
        link.click()
        until(10, lambda: "/announcements" in browser.driver.current_url, "the list")
        [link] = [one for one in browser.all("tbody a") if one.text == "Prices from January"]
        link.click()
        until(10, lambda: browser.says("The new prices hold from 1 January."), "the announcement")
        browser.one(".bar-end details summary").click()
        browser.one(".bar-end form[action='/sign-out'] button").click()
        until(10, lambda: browser.driver.current_url.endswith("/sign-in"), "signed out")
    finally:
        browser.close()
