"""What is shared and with whom, row by row (E01 to E22, D24, D25): requests through nginx, of several people each time.

Jörg is in the project, Annegret reaches all of the customer's (her group says so), Håkon is their colleague with an
access to support alone, Ingrid is of another customer."""
import io
import os
import re
import zipfile

import place
from inviting import PASSWORD, link, mails, next_mail
from telling import equal, expect, story, until
from visitor import Visitor

CUSTOMER = "Stellwerk Kaffee GmbH"
LIST, DESK = "/project/projects", "/staff/project/projects"
KINDS = ("milestone", "task", "update", "document")
SETTINGS = "/staff/settings/project"
ACTIVATION = "/staff/settings/client-portal"
HAKON = "hakon.stellwerk@example.org"
JOERG = "joerg.stellwerk@example.org"
people, made = {}, {}


def all_sent():
    """How many mails have arrived once none is on its way."""
    until(20, lambda: place.sql("SELECT COUNT(*) FROM kernel_mail WHERE is_open = 1") == [["0"]],
          "mails on their way")
    return len(mails())


def accept(path):
    """Whoever follows the link of an invitation and chooses a password."""
    person = Visitor()
    equal(person.get(path).header("Location"), "/invitation", "the link")
    equal(person.submit("/invitation", password=PASSWORD).status, 303, "the password")
    return person


def invite(name, address, portal):
    """An administrator's click; gives the person, who accepted."""
    known, page = all_sent(), f"/staff/contacts/{contact(name)}/portal-user"
    equal(who("administrator").submit(f"{page}?portal={portal}", action=page).status, 303, "the click")
    return accept(link(next_mail(known, address)))


def who(name):
    """Somebody who has signed in, once for all stories."""
    if name == "hakon" and not place.sql(f"SELECT 1 FROM kernel_account WHERE login = '{HAKON}'"):
        people[name] = invite("Håkon Lie", HAKON, "support")
    if name not in people:
        account = (
            {"login": HAKON, "password": PASSWORD, "role": "contact"} if name == "hakon"
            else place.account(name) if name in ("technician", "administrator")
            else place.account("contact", login={"joerg": JOERG, "annegret": "einkauf.stellwerk@example.org",
                                                 "ingrid": "ingrid.blatoppen@example.org"}[name]))
        people[name] = Visitor().sign_in(account)
    return people[name]


def contact(name):
    return place.ref("kernel_contact", f"name = '{name}' AND removed_at IS NULL")


def multipart(visitor, page, action, files=(), **typed):
    """The form of a page that takes files, with these in it."""
    fields = visitor.get(page).form(action) | typed
    boundary = os.urandom(12).hex()
    parts = [f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
             for name, value in fields.items()]
    parts += [f'--{boundary}\r\nContent-Disposition: form-data; name="files"; filename="{name}"\r\n'
              "Content-Type: application/octet-stream\r\n\r\n".encode() + content + b"\r\n" for name, content in files]
    return visitor.send("POST", action, b"".join(parts) + f"--{boundary}--\r\n".encode(), {
        "Content-Type": f"multipart/form-data; boundary={boundary}", "Origin": visitor.origin})


def begin(name, members=("Jörg Müßig",), shared=True):
    """A project of Stellwerk; its ref."""
    [[number]] = place.sql(f"SELECT number FROM kernel_customer WHERE name = '{CUSTOMER}'")
    fields = who("technician").get(DESK + "/new").form(DESK + "/new")
    fields |= {"name": name, "customer": number, "status": "active"}
    if not shared:
        fields.pop("shared", None)
    answer = who("technician").post(DESK + "/new", fields)
    equal(answer.status, 303, "a new project")
    project = answer.header("Location").split("/")[4]
    for member in members:
        people_page = f"{DESK}/{project}/people"
        equal(who("technician").submit(people_page, contact=contact(member)).status, 303, member)
    return project


def add(project, kind, title, shared=False, **more):
    """Something in a project, by the form that staff fill in; its ref."""
    new = f"{DESK}/{project}/items/new"
    fields = {"kind": kind, "title": title, "text": f"About {title}."} | more
    if shared:
        fields["shared"] = "1"
    files = [(f"{title}.txt", b"words")] if kind == "document" else []
    answer = multipart(who("technician"), f"{new}?kind={kind}", new, files, **fields)
    equal(answer.status, 303, f"a new {kind}")
    return answer.header("Location").rpartition("/")[2]


def switch(project, item, on, part=""):
    page = f"{DESK}/{project}/items/{item}"
    equal(who("technician").submit(page, action=page + part + "/sharing", on="1" if on else "0").status, 303, "a switch")


def say(project, item, text, **more):
    """What staff say about it; the ref of the comment."""
    page = f"{DESK}/{project}/items/{item}"
    equal(who("technician").submit(page, action=page, comment=text, **more).status, 303, "a comment")
    return place.ref("project_comment", f"body = '{text}'")


def shows(name, project, text, *pages):
    """Whether it stands on one of a project's pages, in the search, or on home."""
    paths = [f"{LIST}/{project}{each}" for each in ("", "/milestones", "/tasks", "/updates", "/documents")]
    answers = [who(name).get(path) for path in (*paths, "/home", *pages)]
    found = who(name).get("/search?q=" + text.split(" ")[-1]).text
    # The search says again what was searched for.
    return any(text in answer.text for answer in answers) or f"About {text}" in found


def of(name, project, item=None, rest=""):
    """The status of a project's page, or of an item's."""
    return who(name).get(f"{LIST}/{project}" + (f"/items/{item}" if item else "") + rest).status


def file_of(item):
    return place.ref("project_file", f"item_id = (SELECT id FROM project_item WHERE HEX(ref) = '{hexadecimal(item)}')")


def hexadecimal(ref):
    number = 0
    for letter in ref:
        number = number * 32 + place.CROCKFORD.index(letter)
    return f"{number:020X}"


def activate(on):
    equal(who("administrator").submit(ACTIVATION, activation="1" if on else "0").status, 303, "Portal Activation")


@story("E01 Portal Activation No closes projects to every client at once, and support stays; Yes opens them again")
def activation():
    made["first"] = project = begin("New grinders for floor two")
    made["shown"] = shown = add(project, "document", "Shown plan", shared=True)
    paths = [LIST, f"{LIST}/{project}", f"{LIST}/{project}/items/{shown}",
             f"{LIST}/{project}/items/{shown}/files/{file_of(shown)}", f"{LIST}/{project}/documents/all"]
    for on in (True, False, True):
        activate(on)
        for name in ("joerg", "annegret"):
            for path in paths:
                equal(who(name).get(path).status, 200 if on else 404, f"{name} {path}")
            home = who(name).get("/home").text
            equal((f'href="{LIST}"' in home, "Shown plan" in home), (on, on), f"{name}'s home")
            equal("About Shown" in who(name).get("/search?q=Shown").text, on, f"{name}'s search")
        equal(who("joerg").get("/support/tickets").status, 200, "support")
    refused = who("technician").post(ACTIVATION, who("technician").get(DESK + "/new").form(DESK + "/new") | {"activation": "0"})
    equal(refused.status, 403, "a technician")


@story("E13 E16 E20 what was there before Portal Activation stays hidden after it: page, search, file, calendar, comment")
def before():
    project, known, items, comment = begin("Descaling station"), all_sent(), {}, "Earlier words"
    activate(False)
    try:
        for kind in KINDS:
            items[kind] = add(project, kind, f"Earlier {kind}", **({"due": "2027-03-01"} if kind in KINDS[:2] else {}))
        say(project, items["update"], comment)
    finally:
        activate(True)
    for name in ("joerg", "annegret"):
        equal(of(name, project), 200, "the project")
        for kind, item in items.items():
            expect(not shows(name, project, f"Earlier {kind}"), f"{name} sees the earlier {kind}")
            equal(of(name, project, item), 404, f"{name}, the earlier {kind}")
        equal(of(name, project, items["document"], f"/files/{file_of(items['document'])}"), 404, "its file")
        equal(of(name, project, rest="/documents/all"), 303, "all documents")
    joerg = who("joerg")
    page = joerg.submit(LIST, action="/project/calendar", project=project)
    calendar = re.search(r"://[^/]+(/link/[^<\s]+)", page.text)[1]
    expect("Earlier" not in Visitor().get(calendar).text, "the calendar")
    switch(project, items["update"], True)
    page = joerg.get(f"{LIST}/{project}/items/{items['update']}")
    expect("About Earlier update" in page.text and comment not in page.text, "the parent alone is shared")
    equal(all_sent(), known + 1, "the mail of the update")
    expect(all(comment not in mail.get_body(("plain",)).get_content() for mail in mails()[known:]), "the mail")
    equal(joerg.submit(LIST, action="/project/calendar/revoke").status, 303, "the link")


@story("E02 E07 E08 E10 nobody but a member sees a project, and who reaches all; a member gets the portal, a mail, and loses it")
def members():
    project = begin("Water for the roof")
    item = add(project, "task", "Roof hatch", shared=True)
    equal([of(name, project) for name in ("joerg", "annegret", "hakon", "ingrid")], [200, 200, 403, 404], "who sees it")
    equal([of(name, project, item) for name in ("joerg", "annegret", "hakon", "ingrid")], [200, 200, 403, 404], "its task")
    equal(Visitor().get(f"{LIST}/{project}").header("Location").split("?")[0], "/sign-in", "a guest")
    expect("Water for the roof" not in who("ingrid").get(LIST).text, "another customer's list")
    expect("About Roof" not in who("ingrid").get("/search?q=Roof").text, "another customer's search")
    known, people_page = all_sent(), f"{DESK}/{project}/people"
    equal(who("technician").submit(people_page, contact=contact("Håkon Lie")).status, 303, "Add people")
    expect("Water for the roof" in next_mail(known, HAKON)["Subject"], "the mail of the membership")
    equal((of("hakon", project), of("hakon", project, item)), (200, 200), "what a member sees")
    equal(of("hakon", made["first"]), 404, "a project that he is no member of")
    expect("New grinders" not in who("hakon").get(LIST).text, "his list")
    taken = who("technician").submit(people_page, action=people_page + "/remove", contact=contact("Håkon Lie"))
    equal((taken.status, of("hakon", project), of("hakon", project, item)), (303, 404, 404), "taken out")


@story("E09 a technician's new member without an account waits for an administrator's click; then an invitation, and the membership")
def invited():
    project, known = begin("Training kitchen"), all_sent()
    customer = place.ref("kernel_customer", f"name = '{CUSTOMER}'")
    new = f"/staff/customers/{customer}/contacts/new"
    equal(who("administrator").submit(new, name="Lotte Feld", email="lotte@example.org").status, 303, "a contact")
    people_page = f"{DESK}/{project}/people"
    equal(who("technician").submit(people_page, contact=contact("Lotte Feld")).status, 303, "Add people")
    expect("No portal user yet" in who("technician").get(people_page).text, "what the technician reads")
    equal(place.sql("SELECT COUNT(*) FROM kernel_account WHERE login = 'lotte@example.org'"), [["0"]], "accounts")
    expect("Lotte Feld" in who("administrator").get("/staff/invitations").text, "who waits for an invitation")
    equal(who("technician").get("/staff/invitations").status, 403, "a technician does not invite")
    equal(all_sent(), known, "mails")
    people["lotte"] = invite("Lotte Feld", "lotte@example.org", "project")
    equal((of("lotte", project), who("lotte").get("/support/tickets").status), (200, 403), "the one portal")
    [[group]] = place.sql("""SELECT g.name FROM kernel_permission_group g JOIN kernel_seat s ON s.group_id = g.id
        JOIN kernel_account a ON a.id = s.account_id WHERE a.login = 'lotte@example.org'""")
    equal(place.sql(f"SELECT is_default IS NOT NULL FROM kernel_permission_group WHERE name = '{group}'"), [["1"]], group)
    made["lotte's"] = project


@story("E11 only contacts of the project's customer: not in the list, and a forged form is refused and adds nobody")
def forged():
    people_page = f"{DESK}/{made['first']}/people"
    page = who("technician").get(people_page)
    expect("Håkon Lie" in page.text and "Ingrid Sørbø" not in page.text, "who can be chosen")
    count = place.sql("SELECT COUNT(*) FROM project_member")
    for stranger in (contact("Ingrid Sørbø"), "0123456789ABCDEF"):
        answer = who("technician").submit(people_page, contact=stranger)
        equal(answer.status, 422, "a forged form")
        expect(f"Choose people of {CUSTOMER}." in answer.text, answer.text)
    unkeyed = who("technician").post(people_page, {"contact": contact("Håkon Lie")})
    equal((unkeyed.status, place.sql("SELECT COUNT(*) FROM project_member")), (403, count), "without a token")
    item = add(made["first"], "task", "Whose is it")
    edit = f"{DESK}/{made['first']}/items/{item}/edit"
    equal(multipart(who("technician"), edit, edit, contact=contact("Ingrid Sørbø")).status, 422, "a task of a stranger")


@story("E03 E12 E15 E19 private unless Show on Portal? is ticked: then a new milestone, task, update, document or comment shows")
def ticked():
    project = begin("Cold brew corner")
    for kind in KINDS:
        hidden, shown = add(project, kind, f"Unticked {kind}"), add(project, kind, f"Ticked {kind}", shared=True)
        equal((of("joerg", project, hidden), of("joerg", project, shown)), (404, 200), kind)
        expect(not shows("joerg", project, f"Unticked {kind}") and shows("joerg", project, f"Ticked {kind}"), kind)
        equal(of("ingrid", project, shown), 404, f"another customer's {kind}")
    page = f"{LIST}/{project}/items/{shown}"
    say(project, shown, "Between us")
    say(project, shown, "For all of us", shared="1")
    text = who("joerg").get(page).text
    expect("For all of us" in text and "Between us" not in text, "comments")


def ticks(project):
    """Which new things the settings tick."""
    def fields(kind):
        new = f"{DESK}/{project}/items/new"
        return who("technician").get(f"{new}?kind={kind}").form(new)
    return [kind for kind in KINDS if "shared" in fields(kind)]


def comment_ticked(project, item):
    page = f"{DESK}/{project}/items/{item}"
    return "shared" in who("technician").get(page).form(page)


@story("E04 E05 Sharing = Yes ticks new updates, documents and comments; milestones and tasks have their own; what exists stays")
def defaults():
    project = begin("Cups with names")
    old = {kind: add(project, kind, f"Old {kind}") for kind in KINDS}
    equal((ticks(project), comment_ticked(project, old["update"])), ([], False), "before")
    for settings, wanted, comments in (
            ({"project.shares-new": "1"}, ["update", "document"], True),
            ({"project.shares-new-milestones": "1"}, ["milestone", "update", "document"], True),
            ({"project.shares-new-tasks": "1"}, list(KINDS), True)):
        equal(who("administrator").submit(SETTINGS, **settings).status, 303, "the settings")
        equal((ticks(project), comment_ticked(project, old["update"])), (wanted, comments), f"with {settings}")
    new = add(project, "update", "Shared by default")
    equal(of("joerg", project, new), 200, "a new one")
    equal([of("joerg", project, item) for item in old.values()], [404] * 4, "the old ones")
    page = who("administrator").get(SETTINGS)
    fields = {key: value for key, value in page.form(SETTINGS).items() if not key.startswith("project.")}
    equal(who("administrator").post(SETTINGS, fields).status, 303, "No again")
    equal((ticks(project), comment_ticked(project, old["update"])), ([], False), "after")
    equal(who("technician").get(SETTINGS).status, 403, "a technician")


@story("E14 E17 E21 each switch shows and hides at once, both ways: page, list, search, a document's address and archive, a comment")
def switched():
    project = begin("Terrace bar")
    items = {kind: add(project, kind, f"Switched {kind}") for kind in KINDS}
    comment = say(project, items["task"], "Switched words")
    document = items["document"]
    for on in (True, False, True):
        for kind, item in items.items():
            switch(project, item, on)
            for name in ("joerg", "annegret"):
                equal((of(name, project, item), shows(name, project, f"Switched {kind}")), (200 if on else 404, on), kind)
            equal(of("ingrid", project, item), 404, "another customer")
        address = f"/files/{file_of(document)}"
        equal(of("joerg", project, document, address), 200 if on else 404, "the address of the document")
        equal(of("joerg", project, rest="/documents/all"), 200 if on else 303, "all documents")
        words = who("joerg").get(f"{LIST}/{project}/items/{items['task']}").text
        expect("Switched words" not in words, "a comment has its own switch")
        if on:
            for shown in (True, False):
                switch(project, items["task"], shown, f"/comments/{comment}")
                page = who("joerg").get(f"{LIST}/{project}/items/{items['task']}").text
                equal("Switched words" in page, shown, "the comment")
    made["switched"] = (project, items)


@story("E18 a task list stands nowhere until one of its tasks is shared, and goes with the last one")
def lists():
    project = begin("Delivery ramp")
    item = add(project, "task", "Measure it", list="Quarrels with the landlord")
    other = add(project, "task", "Paint it", list="Harmless work", shared=True)
    for on in (False, True, False):
        if of("joerg", project, item) != (200 if on else 404):
            switch(project, item, on)
        pages = [who("joerg").get(path).text for path in (
            LIST, f"{LIST}/{project}", f"{LIST}/{project}/tasks", f"{LIST}/{project}/items/{other}", "/home",
            "/search?q=landlord")]
        equal(any("Quarrels" in page for page in pages), on, "the name of the list")
        expect("Harmless work" in pages[2], "the other list")


@story("E22 View portal shows of a project exactly what its member sees, and changes nothing")
def viewed():
    project, items = made["switched"]
    switch(project, items["update"], False)
    staff = Visitor().sign_in(place.account("technician"))
    page = f"/staff/contacts/{contact('Jörg Müßig')}"
    equal(staff.submit(page, action=page + "/view").status, 303, "View portal")

    def main(visitor, path):
        found = re.search(r"<main.*?</main>", visitor.get(path).text, re.S)[0]
        return re.sub(r'name="(csrf|once)" value="[^"]*"', "", found)

    for path in (f"{LIST}/{project}", f"{LIST}/{project}/tasks", f"{LIST}/{project}/updates"):
        equal(main(staff, path), main(who("joerg"), path), path)
    equal(staff.get(f"{LIST}/{project}/items/{items['update']}").status, 404, "what is hidden")
    path = f"{LIST}/{project}/items/{items['task']}"
    staff.submit(path, action=path, comment="As if I were he")
    equal(place.sql("SELECT COUNT(*) FROM project_comment WHERE body = 'As if I were he'"), [["0"]], "comments")


@story("D24 who has a task sees it on home and completes it; nobody else does, nor one whose group forbids it, nor twice")
def completed():
    project = begin("Shelf for filters", members=("Jörg Müßig", "Håkon Lie"))
    task = add(project, "task", "Choose the shelf", shared=True, contact=contact("Jörg Müßig"))
    path = f"{LIST}/{project}/items/{task}"
    expect("Choose the shelf" in who("joerg").get("/home").text, "home")
    for name in ("hakon", "annegret"):
        equal(who(name).get(path).status, 200, name)
        keys = who(name).get(path).form(path)
        done = who(name).post(path + "/done", {"csrf": keys["csrf"], "once": keys["once"]})
        expect(done.status in (403, 404), f"{name} completes it: {done.status}")
    expect("Mark as done" not in who("hakon").get(path).text, "the button is only his")
    seat = """UPDATE kernel_seat SET group_id = {} WHERE contact_id =
        (SELECT id FROM kernel_contact WHERE name = 'Jörg Müßig')"""
    [[group]] = place.sql("""SELECT group_id FROM kernel_seat WHERE contact_id =
        (SELECT id FROM kernel_contact WHERE name = 'Jörg Müßig')""")
    form = who("joerg").get(path).form(path + "/done")
    place.sql(f"""INSERT INTO kernel_permission_group (ref, name, created_at)
        VALUES (RANDOM_BYTES(10), 'Only reads projects', UTC_TIMESTAMP(6)); INSERT INTO kernel_group_reach
        (group_id, permission, reach) VALUES (LAST_INSERT_ID(), 'project.projects.view', 1);""")
    [[reader]] = place.sql("SELECT id FROM kernel_permission_group WHERE name = 'Only reads projects'")
    place.sql(seat.format(reader))
    equal((who("joerg").post(path + "/done", form).status, of("joerg", project, task)), (403, 200), "who only reads")
    place.sql(seat.format(group))
    equal(who("joerg").submit(path, action=path + "/done").status, 303, "his own")
    form["once"] = who("joerg").get(path).form(path)["once"]
    equal(who("joerg").post(path + "/done", form).status, 409, "a second time")
    expect("Done by" in who("technician").get("/staff" + path).text, "what staff read")


@story("D25 a member reads project documents, the newest version and each before; others get neither page nor file nor archive")
def documents():
    project = begin("Menu boards")
    shown, hidden = add(project, "document", "Board plan", shared=True), add(project, "document", "Board price")
    edit = f"{DESK}/{project}/items/{shown}/edit"
    first = file_of(shown)
    equal(multipart(who("technician"), edit, edit, [("Board plan 2.txt", b"newer words")]).status, 303, "a new version")
    page = who("joerg").get(f"{LIST}/{project}/items/{shown}").text
    expect("Version 2" in page and "Board plan 2.txt" in page, page)
    archive = who("joerg").get(f"{LIST}/{project}/documents/all")
    with zipfile.ZipFile(io.BytesIO(archive.body)) as opened:
        equal((opened.namelist(), opened.read("Board plan 2.txt")), (["Board plan 2.txt"], b"newer words"), "the archive")
    old = who("joerg").get(f"{LIST}/{project}/items/{shown}/files/{first}")
    equal((old.status, old.body), (200, b"words"), "the version before")
    for name, status in (("ingrid", 404), ("lotte", 404)):
        equal([of(name, project, shown), of(name, project, shown, f"/files/{first}"), of(name, project, rest="/documents/all")],
              [status] * 3, name)
    # The file of what is hidden is not had by the address of what is shown, nor by another project's.
    secret = file_of(hidden)
    equal([of("joerg", project, shown, f"/files/{secret}"), of("joerg", made["first"], made["shown"], f"/files/{secret}")],
          [404, 404], "a hidden file behind another address")
