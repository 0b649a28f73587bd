"""Staff ask for files, put tasks in order, let them wait for each other and write down hours; the customer sends, reads
what he may, and nothing more. What is wrong is refused in words."""
import re
import socket

import place
from inviting import next_mail
from sharing import (CUSTOMER, DESK, JOERG, LIST, add, all_sent, begin, contact, file_of, hexadecimal, made, multipart, of, shows,
                     switch, who)
from telling import equal, expect, story


def asked(project, titles, **more):
    page = f"{DESK}/{project}/requests"
    equal(who("technician").submit(page, titles="\n".join(titles), **more).status, 303, "files are asked for")
    return [place.ref("project_item", f"title = '{title}'") for title in titles]


def kept():
    """Rows and files, and what is on its way."""
    def count(part):
        return sum(1 for path in (place.DIRECTORY / "files" / part).rglob("*") if path.is_file())
    return place.sql("SELECT COUNT(*) FROM kernel_attachment")[0][0], count("store"), count("spool")


@story("staff ask for two files in one mail; who was asked sees them on home, sends one, and staff read 1 of 2; nobody else's is taken")
def requested():
    made["waiting"] = project = begin("Permit for the terrace")
    known = all_sent()
    lease, plan = asked(project, ["Lease of the terrace", "Plan of the power lines"], shared="1",
                        contact=contact("Jörg Müßig"))
    mail = next_mail(known, JOERG)
    expect("- Lease of the terrace\n- Plan of the power lines" in mail.get_body(("plain",)).get_content(), "one mail")
    path = f"{LIST}/{project}/items/{lease}"
    expect("We need a file from you" in who("joerg").get("/home").text, "home")
    expect("We need a file from you" in who("joerg").get(path).text, "the task")
    empty = multipart(who("joerg"), path, path + "/delivery")
    equal((empty.status, "Choose the file." in empty.text), (422, True), "nothing sent")
    before = kept()
    for name, status in (("annegret", 404), ("ingrid", 404)):
        keys = who(name).get("/account/password").form("/account/password")
        answer = who(name).post(path + "/delivery", {"csrf": keys["csrf"], "once": keys["once"]})
        equal(answer.status, status, f"{name} sends it")
    equal(kept(), before, "rows and files")
    sent = multipart(who("joerg"), path, path + "/delivery", [("lease.pdf", b"%PDF-1.7 the lease")])
    equal(sent.status, 303, "the file")
    expect("We need a file" not in who("joerg").get(path).text, "it is done by being sent")
    expect("1 of 2 are here" in who("technician").get(f"{DESK}/{project}/requests").text, "what staff read")
    shown = who("technician").get(f"{DESK}/{project}/items/{lease}/files/{file_of(lease)}")
    equal((shown.status, shown.body), (200, b"%PDF-1.7 the lease"), "the file, for staff")
    made["plan"] = plan


@story("a document of 2 GB is refused by its length alone, at once and in words, and nothing is stored")
def too_large():
    path = f"{LIST}/{made['waiting']}/items/{made['plan']}"
    before, joerg = kept(), who("joerg")
    cookies = "; ".join(f"{name}={value}" for name, value in joerg.cookies.items())
    with socket.create_connection(("127.0.0.1", place.PORT), timeout=5) as line:
        line.sendall((f"POST {path}/delivery HTTP/1.1\r\nHost: 127.0.0.1:{place.PORT}\r\nOrigin: {joerg.origin}\r\n"
                      f"Cookie: {cookies}\r\nContent-Type: multipart/form-data; boundary=x\r\n"
                      "Content-Length: 2147483648\r\nConnection: close\r\n\r\n--x\r\n").encode())
        received = b""
        while b"</html>" not in received and (part := line.recv(65_536)):
            received += part
    head, _, page = received.decode().partition("\r\n\r\n")
    expect(head.startswith("HTTP/1.1 413"), head[:200])
    expect("<h1>What you sent is larger than this page accepts</h1>" in page, page)
    equal(kept(), before, "rows and files")
    expect("We need a file from you" in joerg.get(path).text, "it is still asked for")


@story("staff put tasks in order, and the customer reads them so")
def ordered():
    project = begin("Bar stools")
    tasks = [add(project, "task", f"Stool {name}", shared=True, list="Stools") for name in ("one", "two", "three")]
    place_path = f"{DESK}/{project}/items/{tasks[2]}/place"
    for _ in range(2):
        equal(who("technician").submit(f"{DESK}/{project}/order", action=place_path, way="up").status, 303, "Move up")
    text = who("joerg").get(f"{LIST}/{project}/tasks").text
    found = re.findall(r"Stool (one|two|three)</a>", text)
    equal(found, ["three", "one", "two"], "the order that the customer reads")


@story("a task waits for others; a circle is refused with its names; a customer reads of it what he sees, no more")
def waiting():
    project = begin("Wiring")
    first, second, third = (add(project, "task", title) for title in ("Open the wall", "Lay the cable", "Close the wall"))

    def wait(item, other):
        page = f"{DESK}/{project}/items/{item}/waits"
        return who("technician").submit(page, needs=other)

    equal([wait(second, first).status, wait(third, second).status], [303, 303], "a chain")
    refused = wait(first, third)
    equal(refused.status, 422, "a circle")
    names = ("They would wait for each other:", "Open the wall", "Lay the cable", "Close the wall")
    expect(all(name in refused.text for name in names), refused.text)
    equal(place.sql("SELECT COUNT(*) FROM project_dependency d JOIN project_item i ON i.id = d.item_id "
                    f"WHERE HEX(i.ref) = '{hexadecimal(first)}'"), [["0"]], "what the first waits for")
    switch(project, second, True)
    page = f"{LIST}/{project}/items/{second}"
    expect("Waits for" not in who("joerg").get(page).text and not shows("joerg", project, "Open the wall"), "a hidden one")
    switch(project, first, True)
    text = who("joerg").get(page).text
    expect("Waits for" in text and "Open the wall" in text, "once both are shown")


@story("hours and budget: members see each once its switch is on, and only of tasks they see; nobody else")
def hours():
    project = begin("Oil for the counter")
    shown, hidden = add(project, "task", "Oil it", shared=True), add(project, "task", "Argue about it")
    for item, minutes in ((shown, "45"), (hidden, "30")):
        page = f"{DESK}/{project}/items/{item}/time"
        equal(who("technician").submit(page, minutes=minutes, remark="Our own remark").status, 303, "an entry")
    page = f"{DESK}/{project}/hours"
    equal(who("technician").submit(page, budget="20").status, 303, "the budget")

    def seen():
        text = who("joerg").get(f"{LIST}/{project}").text + who("joerg").get(f"{LIST}/{project}/items/{shown}").text
        expect("Our own remark" not in text and "1 h 15 min" not in text, text)
        return "0 h 45 min" in text, "20 h 0 min" in text

    for what, wanted in ((None, (False, False)), ("hours", (True, False)), ("budget", (True, True))):
        if what:
            fields = who("technician").get(page).form(page + "/sharing") | {"what": what, "on": "1"}
            equal(who("technician").post(page + "/sharing", fields).status, 303, what)
        equal(seen(), wanted, f"after {what}")
    equal(of("ingrid", project), 404, "another customer")


@story("what is shared in a project that is not shared is nobody's, and nobody has a mail of it")
def unshared():
    project, known = begin("Secret kiosk", shared=False), all_sent()
    item = add(project, "task", "Shared too early", shared=True, contact=contact("Jörg Müßig"))
    document = add(project, "document", "Kiosk drawing", shared=True)
    for name in ("joerg", "annegret"):
        equal([of(name, project), of(name, project, item), of(name, project, document, f"/files/{file_of(document)}")],
              [404] * 3, name)
        expect("Secret kiosk" not in who(name).get(LIST).text, f"{name}'s list")
        expect("Shared too early" not in who(name).get("/home").text, f"{name}'s home")
        expect("About Shared" not in who(name).get("/search?q=early").text, f"{name}'s search")
    equal(all_sent(), known, "mails")


@story("who moves to another customer takes nothing along: the pages are closed at once, and the old project takes her no more")
def moved():
    project = made["lotte's"]
    task = add(project, "task", "Count the cups", shared=True, contact=contact("Lotte Feld"))
    path = f"{LIST}/{project}/items/{task}"
    equal(who("lotte").get(path).status, 200, "while she is there")
    lotte = contact("Lotte Feld")
    remove = f"/staff/contacts/{lotte}/remove"
    equal(who("administrator").submit(remove).status, 303, "she leaves")
    expect(who("lotte").get(path).status in (303, 403, 404), "her old address")
    new = f"{DESK}/{project}/items/new?kind=task"
    expect("Lotte Feld" not in who("technician").get(new).text, "whose task a new one can be")
    customer = place.ref("kernel_customer", "external_id = 'TW-1001'")
    new = f"/staff/customers/{customer}/contacts/new"
    equal(who("administrator").submit(new, name="Lotte Feld", email="lotte@example.org").status, 303, "there")
    people_page = f"{DESK}/{project}/people"
    equal(who("technician").submit(people_page, contact=contact("Lotte Feld")).status, 422, "now a stranger")
    expect("Lotte Feld" not in who("technician").get(people_page).text, "who can be chosen")
    expect(CUSTOMER in who("technician").get(people_page).text, "whose project it is")
