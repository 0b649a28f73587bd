"""A customer asks, staff talk about it among themselves and answer, and the answer arrives by mail."""
import re

import place
from browser import Browser
from inviting import next_mail, mails
from reading import needs, told
from telling import equal, expect, story, until
from visitor import Visitor

ADDRESS = "joerg.stellwerk@example.org"
SUBJECT = "The espresso machine trips the fuse"
INTERNAL = "Between us: the third one from that series"


def person():
    return place.account("contact", login=ADDRESS)


def signed_in(who, path):
    browser = Browser()
    browser.open(path)
    browser.type("login", who["login"])
    browser.type("password", who["password"])
    browser.press("Sign in")
    return browser


def look(browser, name):
    browser.look(f"story-{name}")


@story("B18 a customer opens a ticket with a file, from his list")
def opens():
    browser = signed_in(person(), "/support/tickets")
    told["customer's"] = browser
    equal(browser.path, "/support/tickets", "after signing in")
    expect(browser.says("Two boxes of Lamplight Blend arrived wet"), browser.text("main"))
    look(browser, "tickets")
    browser.press("New ticket")
    browser.type("subject", SUBJECT)
    browser.press("Open ticket")
    expect(browser.title.startswith("Error:"), browser.title)
    browser.type("description", "Since this morning, each time it heats up.")
    file = place.DIRECTORY / "fuse.txt"
    file.write_text("16 A, type B")
    browser.one("[name=files]").send_keys(str(file))
    browser.press("Open ticket")
    expect(browser.says("Your ticket is with us."), browser.text("body"))
    expect(browser.says(SUBJECT) and browser.says("fuse.txt") and browser.says("New"), browser.text("main"))
    told["ticket"] = browser.path


@story("B19 B20 staff write an internal note with a file: the customer reads nothing of it, and its address is a 404")
def notes():
    [path] = needs("ticket")
    browser = signed_in(place.account("technician"), "/staff/support/tickets")
    told["desk"] = browser
    expect(browser.says(SUBJECT), browser.text("main"))
    browser.press(SUBJECT)
    browser.type("note", INTERNAL)
    file = place.DIRECTORY / "series.txt"
    file.write_text("4411, 4412, 4419")
    browser.one("[name=files]").send_keys(str(file))
    browser.press("Save note")
    expect(browser.says("Internal note saved.") and browser.says("Only staff see this"), browser.text("main"))
    look(browser, "desk")
    customer = told["customer's"]
    customer.open(path)
    expect(not customer.says("Between us") and not customer.says("series.txt"), customer.text("main"))
    hidden = place.ref("support_file", "shared_at IS NULL AND id = (SELECT MAX(id) FROM support_file)")
    visitor = Visitor().sign_in(person())
    equal(visitor.get(f"{path}/files/{hidden}").status, 404, "the file")
    told["files"] = (visitor, f"{path}/files/{hidden}")


@story("B21 B22 a shared answer arrives by mail, and its link lands on the ticket after signing in")
def answers():
    [path] = needs("ticket")
    known = len(mails())
    browser = told["desk"]
    browser.type("note", "Good morning Jörg, please leave it off. Ewan is with you at two.")
    browser.one("[name=shared]").click()
    browser.choose("status", "Waiting on the customer")
    browser.press("Save note")
    expect(browser.says("Note shared."), browser.text("body"))
    mail = next_mail(known, ADDRESS)
    text = mail.get_body(("plain",)).get_content()
    expect("Ewan is with you at two." in text and "Between us" not in text, text)
    [link] = set(re.findall(r"http://localhost:\d+(/support/tickets/\S+)", text))
    (place.DIRECTORY / "answer.html").write_text(mail.get_body(("html",)).get_content())
    reader = Browser()
    reader.open(link)
    expect(reader.path.startswith("/sign-in"), reader.path)
    reader.type("login", ADDRESS)
    reader.type("password", person()["password"])
    reader.press("Sign in")
    equal(reader.path.split("#")[0], path, "where the link lands")
    expect(reader.says("Ewan is with you at two.") and reader.says("Question for you"), reader.text("main"))
    look(reader, "ticket")
    told["joerg"] = reader


@story("B15 B16 the customer answers, and it stands in the conversation on both sides")
def replies():
    [path] = needs("ticket")
    browser = told["joerg"]
    browser.type("note", "Two is fine. The fuse box is behind the bar.")
    browser.press("Send answer")
    expect(browser.says("Answer sent.") and browser.says("In progress"), browser.text("main"))
    desk = told["desk"]
    desk.open("/staff" + path)
    expect(desk.says("The fuse box is behind the bar.") and desk.says("Jörg Müßig"), desk.text("main"))


@story("A04 B21 B22 the switch shares the internal note and its file, and hides both again; each holds at once")
def switches():
    [path] = needs("ticket")
    (visitor, file), desk, reader = told["files"], told["desk"], told["joerg"]

    def throw(selector):
        desk.open("/staff" + path)
        desk.follow(desk.one(selector))

    note = place.ref("support_note", f"body = '{INTERNAL}'")
    switch = f"//li[@id='note-{note}']//div[contains(@class, 'message-foot')]//button[@role='switch']"
    throw(switch)
    equal(visitor.get(file).status, 404, "the file while only the note is shared")
    throw(f"//li[@id='note-{note}']//div[contains(@class, 'message-files')]//button[@role='switch']")
    equal(visitor.get(file).status, 200, "the file")
    reader.open(path)
    expect(reader.says("Between us") and reader.says("series.txt"), reader.text("main"))
    throw(switch)
    equal(visitor.get(file).status, 404, "the file after the note was hidden")
    reader.open(path)
    expect(not reader.says("Between us") and not reader.says("series.txt"), reader.text("main"))


@story("B12 D27 when it is solved the customer is mailed, says how it went, and opens it again by an answer")
def solved():
    [path] = needs("ticket")
    desk, reader, known = told["desk"], told["joerg"], len(mails())
    desk.open("/staff" + path)
    desk.type("note", "Ewan has changed the element, it holds.")
    desk.one("[name=shared]").click()
    desk.choose("status", "Solved")
    desk.press("Save note")
    expect(desk.says("Note shared.") and desk.says("Solved"), desk.text("main"))
    until(20, lambda: any("Solved: " in mail["Subject"] for mail in mails()[known:]), "the mail did not arrive")
    reader.open(path)
    expect(reader.says("How did it go?") and reader.says("An answer opens the ticket again."), reader.text("main"))
    reader.press("Send rating")
    expect(reader.says("Choose how it went."), reader.text("main"))
    reader.one("[name=score][value=good]").click()
    reader.type("comment", "The same day!")
    reader.press("Send rating")
    expect(reader.says("Thank you for telling us.") and reader.says("It went well"), reader.text("body"))
    look(reader, "rated")
    desk.open("/staff" + path)
    expect(desk.says("It went well") and desk.says("The same day!"), desk.text("main"))
    look(desk, "desk-rated")
    reader.type("note", "It tripped again this evening.")
    reader.press("Send answer")
    expect(reader.says("In progress") and not reader.says("How did it go?"), reader.text("main"))


@story("tickets come from a CSV file: tried dry, taken whole, brought up to date by the same id")
def imported():
    number = place.sql("SELECT number FROM kernel_customer WHERE name = 'Stellwerk Kaffee GmbH'")[0][0]
    file = place.DIRECTORY / "tickets.csv"
    head = "id,account,requester,title,state,opened\n"
    file.write_text(head + f"Z-1,{number},Jörg Müßig,An old question,solved,2025-03-01 10:00\nZ-2,{number},Nobody,x,odd,\n")
    said = place.portico("import", "tickets", str(file), fails=True)
    expect("line 3" in said, said)
    equal(place.sql("SELECT COUNT(*) FROM support_ticket WHERE external_id IS NOT NULL"), [["0"]], "after a refusal")
    file.write_text(head + f"Z-1,{number},Jörg Müßig,An old question,solved,2025-03-01 10:00\n")
    expect("Nothing was done" in place.portico("import", "tickets", str(file), "--dry-run"), "the dry run")
    equal(place.sql("SELECT COUNT(*) FROM support_ticket WHERE external_id IS NOT NULL"), [["0"]], "after the dry run")
    expect("1 tickets added" in place.portico("import", "tickets", str(file)), "the import")
    expect("0 tickets added, 1 updated" in place.portico("import", "tickets", str(file)), "the second time")
    reader = told["joerg"]
    reader.open("/support/tickets?view=solved")
    expect(reader.says("An old question"), reader.text("main"))
