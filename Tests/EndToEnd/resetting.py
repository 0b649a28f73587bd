"""Who was invited forgets his password, gets a new one by mail, and looks where he is signed in."""
import place
from browser import Browser
from inviting import ADDRESS, PASSWORD, PICTURES, link, mails, next_mail
from reading import needs, staff_browser, told, without_chance
from telling import equal, expect, story
from visitor import Visitor

NEW = "eleven oystercatchers on the pier"
LATEST = "a dozen curlews over the mudflat"
PERSON = {"role": "contact", "login": ADDRESS}


def asks(browser, login):
    browser.open("/sign-in")
    browser.press("Forgot your password?")
    equal(browser.path, "/forgot", "where the link on the sign-in page leads")
    browser.type("login", login)
    browser.press("Send the link")
    equal(browser.path, "/forgot/sent", "after asking")


@story("SA02 C27 who forgot the password asks for a link; the answer is the same for an address nobody has")
def forgets():
    needs("invited")
    browser = Browser()
    told["forgetful"] = browser
    known = len(mails())
    asks(browser, "nobody@example.org")
    page = without_chance(browser.driver.page_source)
    asks(browser, ADDRESS)
    equal(without_chance(browser.driver.page_source), page, "the two answers")
    equal(browser.violations(), [], "axe on the answer")
    mail = next_mail(known)
    equal(len(mails()), known + 1, "mails")
    expect("Choose a new password" in mail["Subject"], mail["Subject"])
    (place.DIRECTORY / "reset.html").write_text(mail.get_body(("html",)).get_content())
    told["reset link"] = link(mail)


@story("SD05 SD07 a scanner follows the link to a new password and uses nothing up")
def scanned():
    [path] = needs("reset link")
    for _ in range(5):
        reply = Visitor().get(path)
        equal((reply.status, reply.header("Location")), (303, "/reset"), "what the link answers")
        equal((reply.header("Cache-Control"), reply.header("Referrer-Policy")), ("no-store", "no-referrer"), "SD07")
    token = path.rsplit("/", 1)[1]
    for file in place.DIRECTORY.rglob("*.log"):
        expect(token not in file.read_text(errors="replace"), f"the token stands in {file.name}")


@story("C27 SA10 SA13 the link leads to a new password; the old session is out, and one signs in with the new one")
def chooses():
    [path] = needs("reset link")
    old = Visitor().sign_in(PERSON | {"password": PASSWORD})
    equal(old.get("/home").status, 200, "before")
    browser = told["forgetful"]
    browser.open(path)
    equal(browser.path, "/reset", "the address without its token")
    expect(browser.says(ADDRESS), browser.text("main"))
    browser.type("password", "short")
    browser.press("Set the new password")
    expect(browser.title.startswith("Error:"), browser.title)
    equal(browser.violations(), [], "axe on the form with an error")
    browser.picture(PICTURES / "reset-password.png")
    browser.type("password", NEW)
    known = len(mails())
    browser.press("Set the new password")
    equal(browser.path, "/sign-in", "after the password")
    expect("Your password was changed" in next_mail(known)["Subject"], "SA13 the person is told")
    expect(browser.says("Your new password holds. Sign in with it."), browser.text("body"))
    equal(old.get("/home").status, 303, "the old session")
    equal(Visitor().submit("/sign-in", login=ADDRESS, password=PASSWORD).status, 422, "the old password")
    browser.type("login", ADDRESS)
    browser.type("password", NEW)
    browser.press("Sign in")
    equal(browser.path, "/home", "after signing in")
    late = Browser()
    late.open(path)
    expect(late.says("This link no longer works"), late.text("main"))
    late.press("Ask for a new link")
    equal(late.path, "/forgot", "the way on")
    late.close()
    told["reset"] = True


@story("C28 an administrator sends the link from the contact's page, and it works")
def sends():
    [contact] = needs("torbjorn")
    needs("reset")
    staff = staff_browser()
    known = len(mails())
    staff.open(contact)
    equal(staff.violations(), [], "axe on the contact's page")
    staff.press("Send a link to reset the password")
    expect(staff.says(f"A link to choose a new password is on its way to {ADDRESS}."), staff.text("body"))
    mail = next_mail(known)
    visitor = Visitor()
    equal(visitor.get(link(mail)).status, 303, "the link")
    equal(visitor.submit("/reset", password=LATEST).header("Location"), "/sign-in", "after the password")


@story("SC09 one sees where one is signed in, in plain words, and ends the others")
def sees_sessions():
    needs("reset")
    browser = told.pop("forgetful")
    person = PERSON | {"password": LATEST}
    browser.driver.delete_all_cookies()
    browser.open("/sign-in")
    browser.type("login", ADDRESS)
    browser.type("password", LATEST)
    browser.press("Sign in")
    one, other = Visitor().sign_in(person), Visitor().sign_in(person)
    browser.open("/account/security")
    expect(browser.says("Chrome on Linux") and browser.says("This one"), browser.text("main"))
    equal(browser.violations(), [], "axe on the account page")
    browser.picture(PICTURES / "account-sessions.png")
    browser.press("Sign out")
    expect(browser.says("That browser was signed out."), browser.text("body"))
    equal(sorted([one.get("/home").status, other.get("/home").status]), [200, 303], "the two others")
    browser.press("Sign out everywhere else")
    equal([one.get("/home").status, other.get("/home").status], [303, 303], "the two others")
    browser.open("/home")
    equal(browser.path, "/home", "this one")
    browser.close()
