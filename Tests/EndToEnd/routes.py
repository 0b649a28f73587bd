"""The route table, as the program itself prints it, with a real record in the place of every name in braces."""
import re
import subprocess

import place
from telling import until
from visitor import Visitor

TABLE = [tuple(line.split(" ", 2)) for line in subprocess.run(
    [place.PROGRAM, "routes"], text=True, capture_output=True, check=True).stdout.splitlines()]
assert len(TABLE) > 40, TABLE

# A ticket of the first contact of the demo, who is the customer of every story, with a file.
TICKET = """SELECT MIN(t.id) AS id FROM support_ticket t JOIN support_file f ON f.ticket_id = t.id
    JOIN kernel_seat s ON s.contact_id = t.contact_id JOIN kernel_account a ON a.id = s.account_id
    WHERE a.login = '%s'""" % place.account("contact")["login"]

SOLVE = f"""UPDATE support_ticket SET status = 'solved', moved_at = UTC_TIMESTAMP(6)
    WHERE id = (SELECT id FROM ({TICKET}) one)"""

# A project of the first contact of the demo, and a document in it.
PROJECT = """SELECT MIN(m.project_id) FROM project_member m JOIN kernel_seat s ON s.contact_id = m.contact_id
    JOIN kernel_account a ON a.id = s.account_id WHERE a.login = '%s'""" % place.account("contact")["login"]
ITEM = f"SELECT MIN(id) FROM project_item WHERE kind = 'document' AND shared_at IS NOT NULL AND project_id = ({PROJECT})"

# A published article that is older than what is read now.
VERSIONED = """{} = (SELECT MIN(v.article_id) FROM documentation_version v
    JOIN documentation_article a ON a.id = v.article_id AND a.published_at IS NOT NULL WHERE v.number = 2)"""

# What stands in braces, and which record is meant: its table, and how to find one that has everything.
RECORDS = {
    "customer": ("kernel_customer", "archived_at IS NULL AND id IN (SELECT customer_id FROM kernel_seat)"),
    "contact": ("kernel_contact", "removed_at IS NULL AND id IN (SELECT contact_id FROM kernel_seat)"),
    "seat": ("kernel_seat", """contact_id IS NOT NULL AND customer_id = (SELECT MIN(id) FROM kernel_customer
        WHERE archived_at IS NULL AND id IN (SELECT customer_id FROM kernel_seat))"""),
    "group": ("kernel_permission_group", "kind IS NULL"),
    "mail": ("kernel_mail", "TRUE"),
    "change": ("kernel_change_request", "TRUE"),
    "person": ("kernel_staff", "removed_at IS NULL"),
    "session": ("kernel_session", "TRUE"),
    "colleague": ("kernel_seat", f"""customer_id = (SELECT s.customer_id FROM kernel_seat s
        JOIN kernel_account a ON a.id = s.account_id WHERE a.login = '{place.account("contact")["login"]}' LIMIT 1)"""),
    "batch": ("kernel_batch", "state = 'done'"),
    "entry": ("kernel_batch_row", "batch_id = (SELECT MIN(id) FROM kernel_batch WHERE state = 'done')"),
    "announcement": ("announcements_announcement",
                     "published_at IS NOT NULL AND customer_id IS NULL AND attachment_id IS NOT NULL"),
    "article": ("documentation_article", VERSIONED.format("id")),
    "version": ("documentation_version", "number = 1 AND " + VERSIONED.format("article_id")),
    "section": ("documentation_section", "TRUE"),
    "ticket": ("support_ticket", f"id = ({TICKET})"),
    "note": ("support_note", f"shared_at IS NOT NULL AND ticket_id = ({TICKET})"),
    "file": ("support_file", f"shared_at IS NOT NULL AND ticket_id = ({TICKET})"),
    "message": ("support_message", f"html IS NOT NULL AND shared_at IS NOT NULL AND ticket_id = ({TICKET})"),
    "letter": ("support_letter", "html IS NOT NULL AND original_id IS NOT NULL AND decided_at IS NULL"),
    "invoice": ("invoicing_invoice", "status = 'open' AND paid > 0"),
    "draft": ("invoicing_invoice", "status = 'draft'"),
    "project": ("project_project", f"id = ({PROJECT})"),
    "item": ("project_item", f"id = ({ITEM})"),
    "comment": ("project_comment", f"item_id = ({ITEM})"),
    "time": ("support_time", f"removed_at IS NULL AND ticket_id = ({TICKET})"),
}
# Names in braces that are no record's.
NAMES = {"portal": "identity", "access": "support", "module": "announcements", "notice": "support.ticket-answered"}
# Pages that are reached through another address, which gives the cookie they need.
DOORS = {"/link": "/link/{link}"}
MISSING = "0123456789ABCDEF"


class CannotTry(Exception):
    """A route with a name in braces that nobody told us about."""


def customer_link():
    """The link of a customer without portal users, as it stands on his page."""
    customer = place.ref("kernel_customer", "archived_at IS NULL AND id NOT IN (SELECT customer_id FROM kernel_seat)")
    page = Visitor().sign_in(place.account("administrator")).get(f"/staff/customers/{customer}")
    return re.search(r"://[^/\"<\s]+/link/([^\"<\s]+)", page.text)[1]


def a_mail():
    """A mail in the delivery list: somebody forgets his password when there is none yet."""
    if not place.sql("SELECT 1 FROM kernel_mail LIMIT 1"):
        Visitor().submit("/forgot", login=place.account("contact")["login"])
        until(20, lambda: place.sql("SELECT 1 FROM kernel_mail LIMIT 1"), "a mail")
    return place.ref(*RECORDS["mail"])


def a_change():
    """What somebody wants changed about himself: the contact asks for it when nobody did yet."""
    if not place.sql("SELECT 1 FROM kernel_change_request LIMIT 1"):
        Visitor().sign_in(place.account("contact")).submit("/account/details", name="Ida Nowhere")
    return place.ref(*RECORDS["change"])


def has_mails():
    """A mail of the ticket, and one that nobody has confirmed."""
    columns = """ref, author_name, author_address, subject, body, own_bytes, html, headers, kind, original_id,
        created_at"""
    values = f"""UNHEX(LEFT(SHA2(RAND(), 256), 20)), 'Ida Nowhere', 'ida@example.org', 'Wet boxes',
        'The second ones.\n\n> Which boxes?', 17, '<p>The <b>second</b> ones.</p>', 'From: ida@example.org', 'person',
        (SELECT MIN(attachment_id) FROM support_file WHERE ticket_id = ({TICKET})), UTC_TIMESTAMP(6)"""
    if not place.sql(f"SELECT 1 FROM {RECORDS['message'][0]} WHERE {RECORDS['message'][1]} LIMIT 1"):
        place.sql(f"""INSERT INTO support_message (customer_id, ticket_id, shared_at, {columns})
            SELECT customer_id, id, UTC_TIMESTAMP(6), {values} FROM support_ticket WHERE id = ({TICKET})""")
    if not place.sql(f"SELECT 1 FROM {RECORDS['letter'][0]} WHERE {RECORDS['letter'][1]} LIMIT 1"):
        place.sql(f"""INSERT INTO support_letter (doubt, contact_id, {columns})
            SELECT 'stranger', MIN(id), {values} FROM kernel_contact WHERE removed_at IS NULL""")


def has_desk_work():
    """An hour that staff spent on the ticket, a note that is for each of them, and what each was writing."""
    if place.sql(f"SELECT 1 FROM support_time WHERE ticket_id = ({TICKET}) LIMIT 1"):
        return
    place.sql(f"""INSERT INTO support_time (customer_id, ticket_id, ref, staff_id, minutes, remark, created_at)
        SELECT t.customer_id, t.id, UNHEX(LEFT(SHA2(RAND(), 256), 20)), (SELECT MIN(id) FROM kernel_staff), 60,
            'Wet boxes', UTC_TIMESTAMP(6) FROM support_ticket t WHERE t.id = ({TICKET})""")
    place.sql(f"""INSERT IGNORE INTO support_mention (note_id, staff_id, customer_id, ticket_id, created_at)
        SELECT n.id, s.id, n.customer_id, n.ticket_id, UTC_TIMESTAMP(6) FROM support_note n JOIN kernel_staff s
        WHERE n.ticket_id = ({TICKET})""")
    place.sql(f"""INSERT IGNORE INTO support_draft (customer_id, ticket_id, staff_id, body, is_shared, saved_at)
        SELECT t.customer_id, t.id, s.id, 'Wet boxes', FALSE, UTC_TIMESTAMP(6) FROM support_ticket t
        JOIN kernel_staff s WHERE t.id = ({TICKET})""")


def let_organise():
    """Those whom the pages of customers are shown to read the access log and invite colleagues too."""
    place.sql("""INSERT IGNORE INTO kernel_group_reach (group_id, permission, reach)
        SELECT id, p.permission, 2 FROM kernel_permission_group
        JOIN (SELECT 'identity.access-log' AS permission UNION SELECT 'identity.colleagues') p WHERE is_default = 1""")


def has_batch():
    """Somebody is enabled in bulk, where nobody was before."""
    if place.sql("SELECT 1 FROM kernel_batch WHERE state = 'done' LIMIT 1"):
        return
    [[address]] = place.sql("""SELECT email FROM kernel_contact WHERE removed_at IS NULL AND email <> ''
        AND id NOT IN (SELECT contact_id FROM kernel_seat WHERE contact_id IS NOT NULL)
        AND email NOT IN (SELECT login FROM kernel_account) GROUP BY email HAVING COUNT(*) = 1 LIMIT 1""")
    file = place.DIRECTORY / "one.csv"
    file.write_text(f"email\n{address}\n")
    place.portico("bulk-enable", str(file))
    until(20, lambda: place.sql("SELECT 1 FROM kernel_batch WHERE state = 'done' LIMIT 1"), "nobody was enabled")


def filled(template, missing=False):
    """The template with records that exist, or with one that never did."""
    def record(match):
        if missing:
            return MISSING
        if template.endswith("/{ticket}/rating"):  # only what is solved is rated
            place.sql(SOLVE)
        if match[1] == "token":
            return "A" * 43  # of the form of one, and nobody's
        if match[1] == "link":
            return customer_link()
        if match[1] == "mail":
            return a_mail()
        if match[1] == "change":
            return a_change()
        if match[1] in NAMES:
            return NAMES[match[1]]
        if match[1] == "batch":
            has_batch()
        if match[1] in ("message", "letter"):
            has_mails()
        if match[1] in ("ticket", "time"):
            has_desk_work()
        if match[1] == "file" and "/items/" in template:
            return place.ref("project_file", f"item_id = ({ITEM})")
        if match[1] not in RECORDS:
            raise CannotTry(f"{template}: say in routes.py which record {{{match[1]}}} is")
        return place.ref(*RECORDS[match[1]])
    return re.sub(r"\{(\w+)\}", record, template)


def is_file(template):
    return template.endswith(("/file", "/pdf", "/{file}", "/{ticket}/files", "/documents/all", "/files/all", "/export", "/csv", "/original"))


def is_mail(template):
    """What a sender designed, for a frame."""
    return template.endswith("/html")


def all_of(method, *audiences):
    return [(audience, path) for verb, audience, path in TABLE if verb == method and audience in audiences]
