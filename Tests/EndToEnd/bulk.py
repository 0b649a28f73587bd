"""Ten contacts of three customers are ticked, rehearsed and enabled; one follows the link in his mail and signs in."""
import place
from browser import Browser
from inviting import adds_contact, link, mails
from reading import needs, staff_browser, told
from telling import equal, expect, story, until

PASSWORD = "eleven wet umbrellas in the hall"


def look(browser, name):
    browser.look(f"bulk-{name}")


@story("F05, C26 ten contacts of three customers are ticked in the list of contacts")
def ticks():
    browser = staff_browser()
    firms = ("Kelpie Roofing", "Lark & Daughters", "Moorgate Tiles")
    rows = ["name,contact_name,contact_email,external_id"]
    rows += [f"{firm},Bulk Person {number},bulk{number}@bulk.example.org,BULK{number}" for number, firm in enumerate(firms)]
    file = place.DIRECTORY / "bulk.csv"
    file.write_text("\n".join(rows) + "\n")
    place.portico("import", "customers", str(file))
    customers = [f"/staff/customers/{place.ref('kernel_customer', f'external_id = {chr(39)}BULK{number}{chr(39)}')}"
                 for number in range(3)]
    for number in range(3, 10):
        adds_contact(customers[number % 3], f"Bulk Person {number}", "" if number == 9 else f"bulk{number}@bulk.example.org")
    browser.open("/staff/contacts?q=bulk+person")
    equal(len(browser.all("tbody tr")), 10, "rows of the list")
    look(browser, "contacts")
    for box in browser.all("tbody input[type=checkbox]"):
        box.click()
    browser.press("Enable portal…")
    expect(browser.says("A rehearsal: nothing has been changed and no mail has been sent."), browser.text("body"))
    told["batch"] = browser.path


@story("G10 the rehearsal says what will happen to each, before anything has happened")
def rehearses():
    [path] = needs("batch")
    browser = staff_browser()
    browser.open(path)
    expect(browser.says("10 contacts are enabled, 9 e-mails leave."), browser.text("main"))
    expect(browser.says("User name bulk.person.9"), browser.text("main"))
    look(browser, "rehearsal")
    browser.open(path + "/terms")
    look(browser, "terms")
    equal(place.sql("SELECT COUNT(*) FROM kernel_account WHERE login LIKE 'bulk%'"), [["0"]], "what has happened")


@story("G10, SL05 enabled, each row tells its result, and one of them follows his link and signs in")
def enables():
    [path] = needs("batch")
    browser = staff_browser()
    known = len(mails())
    browser.open(path)
    browser.press("Enable 10 contacts")
    until(30, lambda: len(mails()) >= known + 9, "the mails did not arrive")
    until(30, lambda: place.sql("SELECT COUNT(*) FROM kernel_mail WHERE is_open = 1 AND recipient LIKE 'bulk%'") == [["0"]],
          "the mails were not marked as sent")
    letters = mails()[known:]
    equal(len({letter["To"].addresses[0].addr_spec for letter in letters}), 9, "one mail each")
    person = Browser()
    person.open(link(next(one for one in letters if one["To"].addresses[0].addr_spec.startswith("bulk0@"))))
    person.type("password", PASSWORD)
    person.press("Set password and sign in")
    equal(person.path, "/home", "after the password")
    person.close()
    browser.open(path)
    expect(browser.says("10 of 10 done"), browser.text("main"))
    for words in ("Delivered", "Signed in", "Sheet ready"):
        expect(browser.says(words), browser.text("main"))
    look(browser, "result")
    browser.press("Print the sheet")
    expect(browser.says("bulk.person.9"), browser.text("main"))
    look(browser, "sheets")
    browser.open("/staff/bulk")
    look(browser, "batches")
    browser.open("/staff/bulk/upload")
    look(browser, "upload")
    browser.open(path + "/undo")
    expect(browser.says("The one who has signed in keeps everything."), browser.text("main"))
    look(browser, "undo")


@story("G10 portico bulk-enable rehearses a list, and says each line that it cannot take")
def commands():
    file = place.DIRECTORY / "again.csv"
    file.write_text("email\nbulk1@bulk.example.org\n")
    said = place.portico("bulk-enable", str(file), "--dry-run")
    expect("Bulk Person 1" in said and "no change" in said and "Nobody is to be enabled" not in said, said)
