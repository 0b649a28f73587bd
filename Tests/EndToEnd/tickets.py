"""A customer asks, staff talk about it among themselves and answer, and the answer arrives by mail."""
import io
import re
import struct
import zipfile
import zlib
from email.message import EmailMessage

import place
from browser import Browser
from inviting import PASSWORD, link, mails, next_mail
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


def drawing(name):
    """A picture of 8 by 8 blue points, as a file."""
    def chunk(kind, content):
        return (struct.pack(">I", len(content)) + kind + content
                + struct.pack(">I", zlib.crc32(kind + content)))

    rows = zlib.compress((b"\0" + b"\x20\x60\xA0" * 8) * 8)
    file = place.DIRECTORY / name
    file.write_bytes(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 8, 8, 8, 2, 0, 0, 0))
                     + chunk(b"IDAT", rows) + chunk(b"IEND", b""))
    return file


def archive(visitor, path):
    """The names of the files in the ZIP of a ticket's files, which is whole."""
    answer = visitor.get(path + "/files")
    equal((answer.status, answer.header("Content-Type")), (200, "application/zip"), path)
    with zipfile.ZipFile(io.BytesIO(answer.body)) as opened:
        equal(opened.testzip(), None, "what is damaged")
        return sorted(opened.namelist())


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
    picture = drawing("fuse.png")
    # Eleven are too many: it is said, and nothing is sent.
    field = browser.one("[name=files]")
    field.send_keys("\n".join([str(file)] * 10 + [str(picture)]))
    equal(browser.text(".drop ~ .field-error"), "At most 10 files at once.", "the warning")
    browser.one("form.form button[type=submit]").click()
    expect(browser.one("[name=files][aria-invalid=true]") and browser.path.endswith("/new"), "it was sent")
    field.clear()
    field.send_keys(f"{file}\n{picture}")
    equal([line.text.split(" ")[0] for line in browser.all(".chosen li")], ["fuse.txt", "fuse.png"], "what is chosen")
    browser.press("Open ticket")
    until(5, lambda: browser.driver.execute_script(
        "const i = document.querySelector('.shot img'); return i && i.complete && i.naturalWidth === 8"), "the picture")
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
    browser.one("[name=shared]").click()
    browser.type("note", "Good morning Jörg, please leave it off. Ewan is with you at two.")
    # While he types it is kept: the page opened anew has it, and is sent from there.
    until(20, lambda: browser.says("Draft from"), "the draft")
    browser.open("/staff" + path)
    expect("Ewan is with you" in browser.one("[name=note]").get_attribute("value"), "the draft is not in the composer")
    expect(browser.one("[name=shared]").is_selected(), "it was going to be shared")
    browser.choose("status", "Waiting on the customer")
    browser.press("Save note")
    expect(browser.says("Note shared.") and not browser.says("Draft from"), browser.text("body"))
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
    told["joerg"], told["mail"] = reader, mail


@story("B17 SF02 he answers that mail: it stands in the ticket, and its design shows in a frame in which nothing runs")
def by_mail():
    path, mail, reader = needs("ticket", "mail", "joerg")
    answer = EmailMessage()
    answer["From"], answer["To"], answer["Subject"] = f"Jörg <{ADDRESS}>", mail["Reply-To"], "Re: " + mail["Subject"]
    answer["Message-ID"], answer["References"] = "<answer@stellwerk.example>", mail["References"]
    answer.set_content("Ewan is welcome at two.\n\nOn Friday, somebody wrote:\n> please leave it off\n")
    outside = f"{place.BASE}/favicon.ico?outside"
    answer.add_alternative(
        f"<p>Ewan is <b>welcome</b> at two.</p><img src='{outside}'><script>top.document.title = 'ran'</script>"
        f"<link rel=stylesheet href='{outside}'><form action='{outside}'><button>Go</button></form>"
        f"<meta http-equiv=refresh content='0;url={outside}'><svg onload='top.document.title=1'></svg>", "html")
    place.portico("mail-in", stdin=answer.as_string())
    reader.open(path)
    expect(reader.says("Ewan is welcome at two."), reader.text("main"))
    reader.press("Re: " + mail["Subject"])
    expect(reader.says("Quoted text") and not reader.all("iframe"), reader.text("main"))
    reader.press("Show as designed")
    title = reader.title
    reader.driver.switch_to.frame(reader.one("iframe.mail-frame"))
    until(5, lambda: reader.all("b"), "the frame shows nothing")
    equal(reader.one("b").text, "welcome", "in the frame")
    expect(reader.one("img").get_property("naturalWidth") == 0, "the frame loaded something")
    reader.driver.switch_to.default_content()
    equal(reader.title, title, "the title of the page around it")
    expect("outside" not in (place.DIRECTORY / "nginx" / "access.log").read_text()
           if (place.DIRECTORY / "nginx" / "access.log").exists() else True, "something asked for an address")
    look(reader, "mail")
    reader.open(path)


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
    equal(archive(visitor, path), ["fuse.png", "fuse.txt", "series.txt"], "all files")
    reader.open(path)
    expect(reader.says("Between us") and reader.says("series.txt"), reader.text("main"))
    throw(switch)
    equal(visitor.get(file).status, 404, "the file after the note was hidden")
    equal(archive(visitor, path), ["fuse.png", "fuse.txt"], "all files after the note was hidden")
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


@story("E09 E10 E11 a colleague without an account is added to the ticket: his invitation leads to it; a stranger is refused")
def members():
    [path] = needs("ticket")
    known = len(mails())
    people = "/staff" + path + "/people"
    administrator = Visitor().sign_in(place.account("administrator"))
    stranger, colleague = (place.ref("kernel_contact", f"name = '{name}'") for name in ("Ingrid Sørbø", "Håkon Lie"))
    equal(administrator.submit(people, contact=stranger).status, 422, "somebody of another customer")
    equal(administrator.submit(people, contact=colleague).status, 303, "a colleague")
    person = Browser()
    person.open(link(next_mail(known, "hakon.stellwerk@example.org")))
    person.type("password", PASSWORD)
    person.press("Set password and sign in")
    person.open(path)
    expect(person.says(SUBJECT) and person.says("Reads and answers it too"), person.text("main"))
    equal(administrator.submit(people, action=people + "/remove", contact=colleague).status, 303, "taken out")
    person.open(path)
    expect(not person.says("Reads and answers it too"), person.text("main"))
    person.close()


@story("at the desk keys move in the list, unless somebody types or turned them off; ticked tickets change together; a view is kept")
def desk_list():
    all_of_them = "/staff/support/tickets?view=all"
    desk = told.get("desk") or signed_in(place.account("technician"), all_of_them)

    def keys(text):
        desk.driver.switch_to.active_element.send_keys(text)

    def focused():
        return desk.driver.execute_script("return document.activeElement.textContent")

    desk.open(all_of_them)
    first, second, *_ = [row.text for row in desk.all(".table .go")]
    keys("jjkj")
    equal(focused(), second, "after j, j, k and j")
    keys("x/jkr")
    equal(desk.one("[name=q]").get_property("value"), "jkr", "typed into the search")
    desk.driver.execute_script("document.activeElement.blur()")
    keys("?")
    expect(desk.one("dialog").is_displayed() and desk.says("Next row"), desk.text("main"))
    look(desk, "keys")
    desk.one("dialog input").click()
    desk.one("dialog [data-close]").click()
    desk.open(all_of_them)
    keys("j?")
    expect(focused() != first and not desk.one("dialog").is_displayed(), "the keys are not off")
    desk.one(".keys button").click()
    desk.one("dialog input").click()
    desk.one("dialog [data-close]").click()
    keys("jxjx")
    desk.press("Change the selected…")
    expect(desk.says("Change 2 tickets") and desk.says(first), desk.text("main"))
    desk.press("Change 2 tickets")
    expect(desk.says("Choose what is to change.") and desk.title.startswith("Error:"), desk.text("main"))
    desk.choose("priority", "High")
    desk.press("Change 2 tickets")
    expect(desk.says("2 tickets changed."), desk.text("body"))
    desk.open(all_of_them + "&filter[priority]=high")
    desk.press("Save view")
    desk.type("name", "High ones")
    desk.press("Save")
    expect(desk.says("The view is saved.") and desk.all(".presets [aria-current]")[0].text.startswith("High ones"), desk.text("main"))
    keys("jo")
    until(5, lambda: desk.all("#f-note"), "o opened nothing")
    keys("r")
    equal(desk.driver.execute_script("return document.activeElement.id"), "f-note", "after r")


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
