"""Every page of the route table, as everybody it is for sees it: with axe, wide and narrow, light and dark."""
import atexit
import re

import place
import routes
from browser import Browser
from telling import Skipped, equal, expect, story
from visitor import Visitor

OPERATOR = "Tarnwick Coffee Roasters"
# Addresses that answer with something else than a page.
ELSEWHERE = {"/invitation/{token}": "/invitation", "/reset/{token}": "/reset", "/address/{token}": "/address",
             "/link/{link}": "/link", "/": "/sign-in", "/staff": "/staff/customers",
             # Half-finished sign-ins and apps that are set up: told in mfa.py.
             "/sign-in/code": "/sign-in", "/staff/sign-in/code": "/staff/sign-in",
             **{f"{base}/{page}": f"{base}{to}" for base in ("/account/security", "/staff/account")
                for page, to in (("app", "/app/new"), ("app/off", ""), ("codes", ""))}}

people, browsers = {}, {}


def who(audience, base=None):
    """Somebody of that audience, signed in once."""
    key = (audience, base)
    if key not in people:
        visitor = Visitor(host="localhost", secure=True, language="xx") if base else Visitor()
        if audience == "staff":
            visitor.sign_in(place.account("administrator"))
        elif audience == "technician":
            visitor.sign_in(place.account("technician"))
        elif audience == "customer":
            routes.let_organise()
            visitor.sign_in(place.account("contact"))
        elif audience == "two seats":
            logins = [one["login"] for one in place.ACCOUNTS if one["role"] == "contact"]
            visitor.sign_in(place.account("contact", login=next(one for one in logins if logins.count(one) > 1)))
        people[key] = visitor
    return people[key]


def browser(language="en"):
    if language not in browsers:
        browsers[language] = Browser(language=language)
        atexit.register(browsers[language].close)
    return browsers[language]


def look(window, name, status=200, by_nginx=False):
    """Everything that is wrong with the page before us."""
    faults = []
    found = window.driver.execute_script(
        "return performance.getEntriesByType('navigation')[0].responseStatus")
    if found != status:
        faults.append(f"status {found}, not {status}")
    headings = len(window.all("h1"))
    if headings != 1:
        faults.append(f"{headings} h1")
    if len(window.title) < 10 or (OPERATOR not in window.title and not by_nginx):
        faults.append(f"title {window.title!r}")
    if len(window.all("main")) != 1 or not window.one("html").get_attribute("lang"):
        faults.append("no main, or no language")
    faults += window.faults(name)
    faults += [entry["message"] for entry in window.driver.get_log("browser")
               if entry["level"] == "SEVERE"
               and "the server responded with a status of" not in entry["message"]]
    expect(not faults, "\n    ".join(faults))


def show(audience, path, language="en"):
    window = browser(language)
    if audience != getattr(window, "audience", None):
        window.open("/sign-in")
        window.wear_cookies(who(audience))
        window.audience = audience
    window.open(path)
    return window


def slug(path):
    return re.sub(r"[^a-z]+", "-", path.replace("{", "").lower()).strip("-") or "start"


def page_story(audience, template):
    what = "leads on" if template in ELSEWHERE else "sends a file" if routes.is_file(template) else "sends a mail" if routes.is_mail(template) else (
        "is sound: axe, 1280 and 390, light and dark, 320 without scroll")

    @story(f"A15 {template} for {audience} {what}")
    def tells():
        path = routes.filled(routes.DOORS.get(template, template))
        if template in ELSEWHERE:
            answer = who(audience).get(path)
            equal((answer.status, answer.header("location")), (303, ELSEWHERE[template]), path)
            return
        if routes.is_file(template):
            answer = who(audience).get(path)
            equal(answer.status, 200, path)
            expect("filename" in answer.header("content-disposition"), answer.headers)
            return
        if routes.is_mail(template):
            answer = who(audience).get(path)
            policy = answer.header("content-security-policy")
            equal((answer.status, policy.split(";")[:2]), (200, ["sandbox", " default-src 'none'"]), path)
            return
        look(show(audience, path), slug(template))


for one_audience, one_template in routes.all_of("GET", "guest", "customer", "staff"):
    page_story(one_audience, one_template)


# Pages that are not an address of their own.

def state_story(name, audience, status=200, by_nginx=False):
    def register(reach):
        @story(f"A15 {name} is sound: axe, 1280 and 390, light and dark, 320 without scroll")
        def tells():
            window = show(audience, "/sign-in")
            reach(window)
            look(window, "state-" + slug(name), status, by_nginx)
    return register


@state_story("a sign-in that was refused", "guest", 422)
def refused(window):
    window.open("/sign-in")
    window.type("login", "maria@example.org")
    window.type("password", "not this one")
    window.press("Sign in")


@state_story("a list in which nothing matches", "customer")
def no_match(window):
    window.open("/announcements/announcements?q=zebrafish")


@state_story("a solved ticket that can be rated", "customer")
def can_be_rated(window):
    window.open(routes.filled("/support/tickets/{ticket}/rating").removesuffix("/rating"))


@state_story("what a search of the documentation found", "customer")
def found_articles(window):
    window.open("/documentation/articles?q=the")


@state_story("what may answer a question before it is a ticket", "customer")
def suggested(window):
    window.open("/support/tickets/new?q=descaling+the+machine")


@state_story("an answer about an article that is missing", "customer", 422)
def wrong_feedback(window):
    window.open("/documentation/articles/" + place.ref("documentation_article", "title = 'Setting a grinder'"))
    window.press("Send")


@state_story("an article that staff changed and have not published", "staff")
def pending_article(window):
    window.open("/staff/documentation/articles/" + place.ref("documentation_article", "draft_body IS NOT NULL"))


@state_story("a search over all portals that finds something", "customer")
def found(window):
    window.open("/search?q=a")


@state_story("a search over all portals in which nothing matches", "customer")
def nothing_found(window):
    window.open("/search?q=zebrafish")


@state_story("a customers list in which nothing matches", "staff")
def no_customer(window):
    window.open("/staff/customers?q=zebrafish&country=Norway")


@state_story("a customers list with chips", "staff")
def chips(window):
    window.open("/staff/customers?q=a&country=Germany&sort=city")


@state_story("the second page of customers", "staff")
def second_page(window):
    window.open("/staff/customers")
    window.press("Next")


@state_story("an empty list of archived customers", "staff")
def archived(window):
    window.open("/staff/customers?view=archived")


@state_story("a customer without contacts", "staff")
def lonely(window):
    window.open("/staff/customers/new")
    window.type("name", "Lonely Lighthouse Keepers " + str(len(place.sql("SELECT 1 FROM kernel_customer"))))
    window.press("Add customer")


@state_story("a contact without a seat", "staff")
def seatless(window):
    ref = place.ref("kernel_contact", "id NOT IN (SELECT contact_id FROM kernel_seat WHERE contact_id IS NOT NULL)")
    window.open(f"/staff/contacts/{ref}")


@state_story("a customer form with errors", "staff", 422)
def wrong_customer(window):
    window.open("/staff/customers/new")
    window.type("email", "not an address")
    window.press("Add customer")


@state_story("an announcement form with errors", "staff", 422)
def wrong_announcement(window):
    window.open("/staff/announcements/announcements/new")
    window.type("title", "A title that stays")
    window.type("customer", "not a number")
    window.press("Save announcement")


@state_story("a start password", "staff")
def start_password(window):
    logins = [one["login"] for one in place.ACCOUNTS]
    other = [one for one in place.ACCOUNTS if logins.count(one["login"]) == 1][-1]
    ref = place.ref("kernel_contact", f"""id IN (SELECT s.contact_id FROM kernel_seat s
        JOIN kernel_account a ON a.id = s.account_id WHERE a.login = '{other['login']}')""")
    window.open(f"/staff/contacts/{ref}")
    window.press("Give a start password")
    people["start"] = {"role": "contact", "login": other["login"], "password": window.text(".secret")}


@state_story("the page where a start password is replaced", "guest")
def first_password(window):
    if "start" not in people:
        raise Skipped("no start password was given")
    window.open("/sign-in")
    window.type("login", people["start"]["login"])
    window.type("password", people["start"]["password"])
    window.press("Sign in")
    window.audience = "nobody in particular"


@state_story("home of somebody with two seats", "two seats")
def two_seats(window):
    window.open("/home")
    window.one(".seat summary, .bar-end summary").click()


@state_story("the group that has everything", "staff")
def everything(window):
    window.open("/staff/permission-groups/" + place.ref("kernel_permission_group", "kind = 'everything'"))


@state_story("the 404 of a guest", "guest", 404)
def lost_guest(window):
    window.open("/nothing/here")


@state_story("the 404 of a customer", "customer", 404)
def lost_customer(window):
    window.open("/announcements/announcements/" + routes.MISSING)


@state_story("the 404 of staff", "staff", 404)
def lost_staff(window):
    window.open("/staff/customers/" + routes.MISSING)


@state_story("the 404 of nginx", "guest", 404, by_nginx=True)
def lost_outside(window):
    window.open("/.well-hidden/config")


@state_story("the 403 of a technician", "technician", 403)
def forbidden(window):
    window.open("/staff/permission-groups")


# Refusals over the whole table.

@story("A03 A05 D01 a guest is led to sign-in from every page of customers and of staff, and a wrong audience too")
def guests():
    for audience, template in routes.all_of("GET", "customer", "staff"):
        door = "/staff/sign-in" if audience == "staff" else "/sign-in"
        for stranger in (Visitor(), who("customer" if audience == "staff" else "staff")):
            answer = stranger.get(routes.filled(template))
            equal(answer.status, 303, template)
            expect(answer.header("location").startswith(door), f"{template}: {answer.header('location')}")


@story("A05 a record that never was is a 404 at every address that names one")
def missing():
    for audience, template in routes.all_of("GET", "customer", "staff"):
        if "{" in template:
            equal(who(audience).get(routes.filled(template, missing=True)).status, 404, template)


@story("SC06 every form of the route table refuses a guest, a form without its token, and changes nothing")
def tokens():
    def rows():
        return [place.sql(f"SELECT COUNT(*), COALESCE(SUM(CRC32(CONCAT_WS('|', {columns}))), 0) FROM {table}")
                for table, columns in (
                    ("kernel_customer", "id, name, archived_at"), ("kernel_contact", "id, name, removed_at"),
                    ("kernel_seat", "id, disabled_at, group_id"), ("kernel_account", "id, language, password"),
                    ("announcements_announcement", "id, title, published_at"), ("kernel_access", "seat_id, portal"))]
    before = rows()
    for audience, template in routes.all_of("POST", "guest", "customer", "staff"):
        path = routes.filled(template)
        if audience != "guest":
            equal(Visitor().post(path, {"csrf": "x", "once": "y"}).status, 303, f"{template} as a guest")
        for fields in ({}, {"csrf": "forged", "once": "AAAAAAAAAAAAAAAAAAAAAA"}):
            equal(who(audience).post(path, fields).status, 403, f"{template} with {fields}")
    equal(rows(), before, "the rows")
