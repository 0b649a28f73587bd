"""Staff plan a project, share it piece by piece, and the customer sees exactly that, answers, finishes and approves."""
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys

import place
from inviting import mails, next_mail
from reading import told
from telling import equal, expect, story, until
from tickets import ADDRESS, person, signed_in
from visitor import Visitor

NAME = "Two grinders for the canteen"
ITEMS = {"milestone": "Grinders are fitted", "task": "Name the colleague who cleans them", "update": "They were ordered",
         "document": "Cleaning plan"}


def desk():
    return told.get("desk") or signed_in(place.account("technician"), "/staff/project/projects")


def reader():
    return told.get("joerg") or signed_in(person(), "/home")


@story("E02 E08 E10 staff begin a project and add somebody, who has a mail and sees it; a colleague does not")
def begun():
    window = desk()
    [[number]] = place.sql("SELECT number FROM kernel_customer WHERE external_id = 'TW-1006'")
    window.open("/staff/project/projects")
    window.press("New project")
    window.press("Save project")
    expect(window.title.startswith("Error:"), window.title)
    window.type("name", NAME)
    window.type("customer", str(number))
    window.press("Save project")
    expect(window.says("Who of the customer is in it?"), window.text("body"))
    before = len(mails())
    label = next(each for each in window.all("main label") if "Jörg Müßig" in each.text)
    label.click()
    window.press("Add people")
    expect(window.says("Sees the project now"), window.text("body"))
    expect(NAME in str(next_mail(before, ADDRESS)["subject"]), "the mail")
    told["project"] = window.path.removesuffix("/people").rpartition("/")[2]
    window = reader()
    window.open("/project/projects")
    expect(window.says(NAME), window.text("main"))


@story("E03 E12 E15 E19 what staff add is private; the switch on the thing itself shows it at once, and hides it")
def shared():
    window, other = desk(), reader()
    there = f"/project/projects/{told['project']}"
    for kind, title in ITEMS.items():
        window.open(f"/staff{there}/items/new?kind={kind}")
        expect(not window.one("[name=shared]").is_selected(), "a new one is private")
        window.type("title", title)
        window.type("text", f"About it: {title}.")
        if kind == "document":
            file = place.DIRECTORY / "cleaning.txt"
            file.write_text("Every Friday")
            window.one("[name=files]").send_keys(str(file))
        if kind == "task":
            window.type("list", "Before the delivery")
            window.choose("contact", "Jörg Müßig")
        window.press("Save")
        expect(window.says("Nobody of the customer sees it yet."), window.text("body"))
        told[kind] = window.path.rpartition("/")[2]
        other.open(there)
        expect(not other.says(title) and not other.says("Before the delivery"), "a private one is seen")
    for kind, title in ITEMS.items():
        window.open(f"/staff{there}/items/{told[kind]}")
        for state in ("true", "false", "true"):
            window.follow(window.one("button.switch"))
            equal(window.one("button.switch").get_attribute("aria-checked"), state, "the switch")
            other.open(f"{there}/items/{told[kind]}")
            equal(other.says(title), state == "true", f"{kind} {state}")
    other.open(there)
    expect(all(other.says(title) for title in ITEMS.values()), other.text("main"))
    expect(other.says("Before the delivery"), "the list of a shared task")
    other.look("story-project")


@story("D24 D25 the customer finishes a task, comments, and approves a document; staff read it")
def worked():
    window, other = desk(), reader()
    there = f"/project/projects/{told['project']}"
    other.open(f"{there}/items/{told['task']}")
    other.press("Mark as done")
    expect(other.says("The task is done.") and other.says("Jörg Müßig"), other.text("main"))
    other.type("comment", "It is Ayşe, from Monday on.")
    other.press("Send comment")
    expect(other.says("It is Ayşe, from Monday on."), other.text("main"))
    window.open(f"/staff{there}/items/{told['document']}")
    window.press("Ask for approval")
    expect(window.says("Waits for approval"), window.text("main"))
    other.open("/home")
    expect(other.says("Cleaning plan"), other.text("main"))
    other.open(f"{there}/items/{told['document']}")
    other.press("Ask for changes")
    expect(other.says("Say what should change."), other.text("main"))
    other.type("wish", "Thursdays would be better.")
    other.press("Ask for changes")
    expect(other.says("We read what should change."), other.text("body"))
    window.open(f"/staff{there}/items/{told['document']}")
    expect(window.says("Thursdays would be better."), window.text("main"))
    window.press("Ask once more")
    other.open(f"{there}/items/{told['document']}")
    other.press("Approve")
    expect(other.says("Approved. Thank you."), other.text("body"))
    window.open(f"/staff{there}/items/{told['task']}")
    expect(window.says("It is Ayşe, from Monday on.") and window.says("Done by"), window.text("main"))


@story("tasks come from a CSV file, two are shown at once, and a calendar program reads the days until its link is revoked")
def planned():
    window, other = desk(), reader()
    there = f"/project/projects/{told['project']}"
    [[number]] = place.sql(f"SELECT number FROM project_project WHERE name = '{NAME}'")
    file = place.DIRECTORY / "tasks.csv"
    head = "id,project,title,due_date\n"
    file.write_text(head + f"K-1,{number},Descale both,31 May\n")
    expect("line 2, column due_date" in place.portico("import", "tasks", str(file), fails=True), "the refusal")
    file.write_text(head + f"K-1,{number},Descale both,2027-05-31\nK-2,{number},Order filters,2027-06-01\n")
    expect("2 tasks added" in place.portico("import", "tasks", str(file)), "the import")
    expect("0 tasks added" in place.portico("import", "tasks", str(file)), "the second time")
    other.open(f"{there}/tasks")
    expect(not other.says("Descale both"), "what was imported is private")
    window.open(f"/staff{there}/tasks")
    for title in ("Descale both", "Order filters"):
        tick = window.one(f"//*[normalize-space()='{title}']/ancestor::*[.//input[@name='item']][1]//input[@name='item']")
        window.driver.execute_script("arguments[0].click()", tick)
    window.press("Show or hide the selected…")
    expect(window.says("Descale both") and window.says("Order filters"), window.text("main"))
    window.look("story-project-sharing")
    window.press("Show on the portal")
    expect(window.says("2 are shared now."), window.text("body"))
    other.open(f"{there}/tasks")
    expect(other.says("Descale both") and other.says("Order filters"), other.text("main"))
    place.sql(f"UPDATE project_item SET due_on = '2027-05-01' WHERE title = '{ITEMS['milestone']}'")
    other.open("/project/projects")
    other.choose("project", NAME)
    other.press("Make a link")
    link = "/link/" + other.text(".secret").rpartition("/")[2]
    other.look("story-project-calendar")
    calendar = Visitor().get(link)
    equal((calendar.status, calendar.header("content-type")), (200, "text/calendar; charset=utf-8"), "the calendar")
    expect(ITEMS["milestone"] in calendar.text and "Descale both" not in calendar.text, calendar.text)
    other.open("/project/projects")
    other.press("Revoke all")
    expect(other.says("Revoked."), other.text("body"))
    equal(Visitor().get(link).status, 404, "a revoked link")


# The board, by mouse and by keyboard.


def card(window, title):
    return window.one(f"//*[@data-title='{title}']")


def column(window, name):
    """The titles in one column or list, from the top."""
    return [one.get_attribute("data-title") for one in window.all(f"[data-name='{name}'] [data-item]")]


def led_on(window, act):
    """Does something that leads to another page, and waits for it."""
    before = window.one("html").id
    act()
    until(20, lambda: window._is_new(before), f"the next page after {window.path}")


def drag(window, title, target):
    window.driver.execute_script("arguments[0].scrollIntoView({block: 'center'})", target)
    hand = ActionChains(window.driver, duration=20).move_to_element(card(window, title).find_element("css selector", ".second"))
    led_on(window, hand.click_and_hold().move_to_element(target).move_by_offset(0, 2).release().perform)


def key(window, *keys):
    for one in keys:
        ActionChains(window.driver).send_keys(one).perform()


@story("staff drag tasks on the board by mouse and by keyboard; of two who drag one the second is told, and sees how it is")
def dragged():
    window, other = desk(), reader()
    there = f"/staff/project/projects/{told['project']}"
    window.open(there)
    window.press("Board")
    equal(column(window, "To do"), ["Descale both", "Order filters"], "at first")
    second = signed_in(place.account("administrator"), f"{there}/board")
    drag(window, "Descale both", window.one("[data-name='In progress'] h2"))
    expect(window.says("Moved."), window.text("main"))
    equal(column(window, "In progress"), ["Descale both"], "after the mouse")
    other.open(f"/project/projects/{told['project']}/tasks")
    expect(other.says("In progress"), other.text("main"))
    drag(second, "Descale both", second.one("[data-name='Waiting'] h2"))
    expect(second.says("Somebody moved “Descale both”") and second.says("Where it goes"), second.text("main"))
    equal(column(second, "In progress"), ["Descale both"], "as the second sees it")
    second.look("story-project-board-overtaken")
    second.close()
    # Picked up, carried, put back; then carried for good.
    grip = card(window, "Order filters").find_element("css selector", "[data-grip]")
    window.driver.execute_script("arguments[0].focus()", grip)
    key(window, " ", Keys.ARROW_RIGHT)
    equal(window.one("#board-live").get_attribute("textContent"), "“Order filters”: In progress, place 1 of 2.", "what is said")
    key(window, Keys.ARROW_DOWN, Keys.ESCAPE)
    equal((column(window, "To do"), column(window, "In progress")), (["Order filters"], ["Descale both"]), "put back")
    key(window, " ", Keys.ARROW_RIGHT, Keys.ARROW_DOWN)
    led_on(window, lambda: key(window, " "))
    equal(column(window, "In progress"), ["Descale both", "Order filters"], "by keyboard")
    focused = window.driver.switch_to.active_element
    equal(focused.text.splitlines()[0], "Move", "where one goes on")
    # The same without a script: a page with one field.
    led_on(window, focused.click)
    window.choose("to", "To do: first")
    window.press("Move")
    equal(column(window, "To do"), ["Order filters"], "by the page")
    window.look("story-project-board")


@story("staff drag tasks from list to list, and keep a project as a template that no customer sees")
def listed():
    window, other = desk(), reader()
    there = f"/staff/project/projects/{told['project']}"
    window.open(f"{there}/items/new?kind=task")
    window.type("title", "Clean the hoppers")
    window.type("list", "Every week")
    window.press("Save")
    window.open(f"{there}/order")
    drag(window, "Order filters", card(window, "Clean the hoppers"))
    equal((column(window, "Every week"), column(window, "Other tasks")),
          (["Clean the hoppers", "Order filters"], ["Descale both"]), "the lists")
    window.look("story-project-order")
    window.open(there)
    window.press("Keep as template")
    window.type("name", "Every two grinders")
    window.press("Keep as template")
    expect(window.says("Only staff see it.") and window.says("Clean the hoppers"), window.text("main"))
    window.look("story-project-template")
    window.open("/staff/project/projects")
    expect(not window.says("Every two grinders"), "it is no project")
    window.press("Templates")
    expect(window.says("Every two grinders"), window.text("main"))
    window.look("story-project-templates")
    other.open("/project/projects")
    expect(not other.says("Every two grinders"), other.text("main"))


@story("staff copy a project: what was planned is there, moved, and nobody of the customer sees it")
def copied():
    window, other = desk(), reader()
    window.open(f"/staff/project/projects/{told['project']}")
    window.press("Copy")
    window.type("name", "Two more grinders")
    window.press("Copy project")
    expect(window.says("All of it is private") and window.says(ITEMS["milestone"]), window.text("body"))
    other.open("/project/projects")
    expect(not other.says("Two more grinders"), other.text("main"))
