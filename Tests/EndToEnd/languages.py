"""Every page in Dutch, and in the pseudo-language that shows a word nobody translated."""
import html.parser
import re

import pages
import place
import routes
from browser import PAINTS, PICTURES
from telling import equal, expect, story


class _Texts(html.parser.HTMLParser):
    """What a person reads or hears of a page."""

    def __init__(self):
        super().__init__()
        self.texts, self.quiet = [], 0

    def handle_starttag(self, tag, attributes):
        have = dict(attributes)
        self.quiet += tag in ("style", "script")
        self.texts += [have[name] for name in ("aria-label", "placeholder", "title", "alt") if have.get(name)]

    def handle_endtag(self, tag):
        self.quiet -= tag in ("style", "script")

    def handle_data(self, data):
        if data.strip() and not self.quiet:
            self.texts.append(data.strip())


def texts(answer):
    reader = _Texts()
    reader.feed(answer.text)
    return reader.texts


MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"


def corpus():
    """All that people have written into the database, and the names that are the same in every language."""
    found = [pages.OPERATOR, "help@example.org", "English", "Nederlands", "localhost", "https", "UTC", "GMT", "xx",
             "sign-in", "bulk-enable"]
    for table, columns in (
            ("kernel_customer", "name, email, phone, street, CONCAT(postal_code, ' ', city), region, country, external_id"),
            ("kernel_contact", "name, title, email, phone"), ("kernel_staff", "name, login"), ("kernel_account", "login"),
            ("kernel_permission_group", "name"), ("announcements_announcement", "title, body"),
            ("documentation_section", "title"), ("documentation_article", "title, summary, body, draft_body"),
            ("documentation_version", "title, summary, body"), ("documentation_feedback", "comment"),
            ("support_category", "name"), ("support_field", "label, choices"), ("support_answer", "title, body"), ("support_view", "name, search"),
            ("support_message", "author_name, author_address, subject, body, headers"),
            ("support_letter", "author_name, author_address, subject, body, headers"),
            ("support_ticket", "subject, description, cause, solution"), ("support_note", "body"),
            ("support_draft", "body"), ("support_time", "remark"),
            ("invoicing_invoice", "buyer, reference, intro, name, seller, holder, iban, bic, currency"),
            ("invoicing_line", "title"), ("invoicing_payment", "remark"),
            ("project_project", "name, description"), ("project_list", "name"), ("project_item", "title, body, folder"),
            ("project_comment", "body"), ("project_time", "remark"),
            ("kernel_attachment", "name"), ("kernel_job", "name"), ("kernel_infection", "name, signature"),
            ("kernel_mail", "recipient, recipient_name, subject, content")):
        found += [cell for row in place.sql(f"SELECT {columns} FROM {table}") for cell in row]
    return " ".join("\n".join(found).split())


def bare(text, known):
    """What of a text did not go through the reader and is nobody's data."""
    text = " ".join(text.split())
    if re.search(r"\{[a-z]+\}", text):  # the wording of a notice, in its own language, and its placeholders
        return []
    rest = "" if text.strip("…") in known or len(text) == 2 and text.isupper() else text
    while (shorter := re.sub(r"\[[^\[\]]*\]", " ", rest)) != rest:
        rest = shorter
    rest = re.sub(rf"\b\d{{1,2}} ({MONTHS})( \d{{4}})?(,? (at )?\d\d:\d\d)?( (UTC|GMT))?", " ", rest)
    pieces = [piece.strip(" \n.…“”") for piece in re.split(r"[·,–()/:|]", rest)]
    return [piece for piece in pieces if re.search(r"[^\W\d_]{2}", piece) and piece not in known]


@story("F01 in the pseudo-language every word of every page has gone through the reader")
def pseudo():
    known, faults = corpus(), []
    for audience, template in routes.all_of("GET", "guest", "customer", "staff"):
        if template in pages.ELSEWHERE or routes.is_file(template) or routes.is_mail(template):
            continue
        visitor = pages.who(audience, "tls")
        if template in routes.DOORS:
            visitor.get(routes.filled(routes.DOORS[template]))
        answer = visitor.get(routes.filled(template))
        if answer.status == 303:  # nothing to do there, for this record: the page that says so is read instead
            expect("sign-in" not in answer.header("Location"), template)
            answer = visitor.get(answer.header("Location"))
        equal(answer.status, 200, template)
        expect('<html lang="en-XA"' in answer.text, f"{template} is not in the pseudo-language")
        faults += [f"{template}: {piece!r} in {text!r}" for text in texts(answer) for piece in bare(text, known)]
    expect(not faults, "\n    ".join(faults))
    expect(bare("A bare word", known) and not bare("[Said] · 6 March 2024", known), "the look at bare words is blind")


@story("F01 every page is there in Dutch, and fits 320")
def dutch():
    faults = []
    for audience, template in routes.all_of("GET", "guest", "customer", "staff"):
        if template in pages.ELSEWHERE or routes.is_file(template) or routes.is_mail(template):
            continue
        window = pages.show(audience, routes.filled(routes.DOORS.get(template, template)), "nl")
        equal(window.one("html").get_attribute("lang"), "nl", template)
        if PAINTS:
            window.wear(390)
            window.picture(PICTURES / f"nl/{pages.slug(template)}-390-light.png")
        if PAINTS or window.width != 320:
            window.wear(320)
        if window.overflow():
            faults.append(f"{template} is wider than 320: {window.overflow()}")
        if PAINTS:
            window.wear(1280)
            window.picture(PICTURES / f"nl/{pages.slug(template)}-1280-light.png")
    pages.browser("nl").wear(1280)
    expect(not faults, "\n    ".join(faults))
