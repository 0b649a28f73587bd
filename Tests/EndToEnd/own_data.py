"""A contact keeps his own details: at once, with approval, and a new address that he proves; then he takes his data."""
import io
import zipfile

import place
from browser import Browser
from inviting import ADDRESS, PICTURES, link, mails, next_mail
from reading import needs, staff_browser, told
from resetting import LATEST
from telling import equal, expect, story
from visitor import Visitor

NEW_ADDRESS = "torbjorn.aas@fjordlys.example.org"
PLACE = """id = (SELECT s.contact_id FROM kernel_session x JOIN kernel_seat s ON s.id = x.seat_id
    JOIN kernel_account a ON a.id = x.account_id WHERE a.login = '%s' ORDER BY x.id DESC LIMIT 1)""" % ADDRESS


@story("A07 a contact changes his phone number, and it stands on the contact's page at once")
def changes_phone():
    needs("reset")
    browser = Browser()
    told["keeper"] = browser
    browser.open("/sign-in")
    browser.type("login", ADDRESS)
    browser.type("password", LATEST)
    browser.press("Sign in")
    # He has a seat at two customers: what he changes is what is on file where he works now.
    told["kept"] = contact = "/staff/contacts/" + place.ref("kernel_contact", PLACE)
    browser.open("/account")
    equal(browser.violations(), [], "axe on the account page")
    browser.picture(PICTURES / "account-details.png")
    browser.open("/account/details")
    equal(browser.violations(), [], "axe on the details")
    browser.picture(PICTURES / "own-details.png")
    browser.type("phone", "+47 55 01 02 99")
    browser.press("Save details")
    equal(browser.path, "/account", "after saving")
    expect(browser.says("Your details are saved."), browser.text("body"))
    staff = staff_browser()
    staff.open(contact)
    expect(staff.says("+47 55 01 02 99"), staff.text("main"))


@story("A07 he asks for another name; it waits, staff approve it, and he reads of it in a mail")
def asks_for_name():
    [browser] = needs("keeper")
    known = len(mails())
    browser.open("/account/details")
    browser.type("name", "Torbjørn Aas-Berg")
    browser.press("Save details")
    expect(browser.says("Waits for approval"), browser.text("main"))
    equal(browser.violations(), [], "axe while something waits")
    browser.picture(PICTURES / "account-waiting.png")
    staff = staff_browser()
    staff.open("/staff/change-requests")
    expect(staff.says("Torbjørn Aas-Berg"), staff.text("main"))
    equal(staff.violations(), [], "axe on the list")
    staff.picture(PICTURES / "change-requests.png")
    staff.press("Approve")
    expect(staff.says("Approved and changed."), staff.text("body"))
    mail = next_mail(known)
    expect("Your details are changed" in mail["Subject"], mail["Subject"])
    browser.open("/account")
    expect(browser.says("Torbjørn Aas-Berg") and not browser.says("Waits for approval"), browser.text("main"))


@story("A07 SA13 a new address is proved by the link that was mailed to it, approved, and signed in with")
def proves_address():
    [browser] = needs("keeper")
    known = len(mails())
    browser.open("/account/email")
    equal(browser.violations(), [], "axe on the form")
    browser.picture(PICTURES / "change-address.png")
    browser.type("address", NEW_ADDRESS)
    browser.type("password", LATEST)
    browser.press("Send the link")
    mail = next_mail(known, NEW_ADDRESS)
    path = link(mail)
    for _ in range(3):
        equal(Visitor().get(path).header("Location"), "/address", "what a scanner finds")
    browser.open(path)
    equal(browser.path, "/address", "the address without its token")
    equal(browser.violations(), [], "axe on the link's page")
    browser.picture(PICTURES / "confirm-address.png")
    browser.press("Confirm the address")
    expect(browser.says("Your new address waits for our approval now."), browser.text("body"))
    staff = staff_browser()
    staff.open("/staff/change-requests")
    known = len(mails())
    staff.press("Approve")
    told_of = {next_mail(known, ADDRESS)["Subject"], next_mail(known + 1, NEW_ADDRESS)["Subject"]}
    expect(all("Your e-mail address is changed" in each for each in told_of), told_of)
    equal(Visitor().submit("/sign-in", login=ADDRESS, password=LATEST).status, 422, "the old login")
    equal(Visitor().submit("/sign-in", login=NEW_ADDRESS, password=LATEST).status, 303, "the new login")


@story("SL07 he downloads all that is held of him: a ZIP that another program reads")
def takes_data():
    [browser] = needs("keeper")
    browser.open("/account/data")
    equal(browser.violations(), [], "axe on the page")
    person = Visitor().sign_in({"role": "contact", "login": NEW_ADDRESS, "password": LATEST})
    reply = person.submit("/account/data", password=LATEST)
    equal((reply.status, reply.header("Content-Type")), (200, "application/zip"), "the answer")
    with zipfile.ZipFile(io.BytesIO(reply.body)) as archive:
        equal(archive.testzip(), None, "the archive")
        expect({"data.json", "index.html"} <= set(archive.namelist()), archive.namelist())
        expect(NEW_ADDRESS in archive.read("data.json").decode(), "the address stands in it")
    equal(reply.header("X-Accel-Redirect"), None, "where it lay")
    equal(person.get("/_files/archives/x").status, 404, "the shelf itself")
    said = place.portico("privacy", "export", "--contact", "0" * 16, fails=True)
    expect("no contact is called" in said, said)
    file = place.DIRECTORY / "person.zip"
    ref = needs("kept")[0].rsplit("/", 1)[1]
    said = place.portico("privacy", "export", "--contact", ref, "--to", str(file))
    expect("Written to" in said, said)
    with zipfile.ZipFile(file) as archive:
        equal(archive.testzip(), None, "the archive of the command")
        expect(NEW_ADDRESS in archive.read("data.json").decode(), "the address stands in it")
    expect("is there already" in place.portico(
        "privacy", "export", "--contact", ref, "--to", str(file), fails=True), "a file is written over")


@story("SL07 an administrator sees what would be kept of a person before anything is forgotten")
def looks_before_erasing():
    [contact] = needs("kept")
    staff = staff_browser()
    staff.open(contact)
    equal(staff.violations(), [], "axe on the contact's page")
    staff.press("Erase")
    expect(staff.says("Kept: audit trail"), staff.text("main"))
    equal(staff.violations(), [], "axe on the page before erasing")
    staff.picture(PICTURES / "erase-contact.png")
    staff.press("Back")
    expect(staff.says("Torbjørn"), staff.text("main"))
    told.pop("keeper").close()
