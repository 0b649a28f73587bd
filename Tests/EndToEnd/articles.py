"""Staff write an article and publish it; a customer finds it, says whether it helped, and need not open a ticket."""
import place
from reading import told
from telling import equal, expect, story
from tickets import person, signed_in

TITLE = "The fuse trips when the machine heats up"


@story("D28 staff write an article with a preview and publish it; a customer finds it by the search and says it helped")
def article():
    desk = told.get("desk") or signed_in(place.account("technician"), "/staff/documentation/articles")
    desk.open("/staff/documentation/articles")
    desk.press("New article")
    desk.press("Save and preview")
    expect(desk.title.startswith("Error:"), desk.title)
    desk.type("title", TITLE)
    desk.type("summary", "Which fuse a two-group machine needs.")
    desk.type("body", "A two-group machine draws **4.2 kW**.\n\n| Fuse | Type |\n|---|---|\n| 20 A | C |\n")
    desk.choose("section", "Machines and care")
    desk.press("Save and preview")
    expect(desk.says("This is how it will look.") and desk.says("Draft"), desk.text("main"))
    equal(desk.one("main td").text, "20 A", "the table of the preview")
    reader = told.get("joerg") or signed_in(person(), "/search")
    reader.open("/search?q=fuse+kW")
    expect(not reader.says(TITLE), "a draft is found")
    desk.press("Publish")
    expect(desk.says("The article is published.") and desk.says("Version 1"), desk.text("main"))
    reader.open("/search?q=fuse+kW")
    reader.press(TITLE)
    expect(reader.says("4.2 kW") and reader.says("Was this helpful?"), reader.text("main"))
    reader.one("[name=helpful][value=yes]").click()
    reader.type("comment", "Ours was a B!")
    reader.press("Send")
    expect(reader.says("Thank you for telling us.") and reader.says("Change answer"), reader.text("body"))
    reader.open("/support/tickets/new")
    reader.one("main [name=q]").send_keys("our machine trips the fuse again")
    reader.press("Look for an answer first")
    expect(reader.says("This may be the answer") and reader.says(TITLE), reader.text("main"))
    reader.follow(reader.one("form[action$='/answered'] button"))
    expect(reader.says("No ticket was opened.") and reader.says("4.2 kW"), reader.text("body"))
    desk.open(desk.path)
    expect(desk.says("1 of 1") and desk.says("Ours was a B!"), desk.text("main"))
    expect(desk.says("Answered before a ticket was opened"), desk.text("main"))
