import PortalKit

/// Mail that nobody has confirmed, for staff.
enum LetterPages {
    static func list(_ listing: Listing<Letter.Line>, _ ui: Interface) -> Page {
        let about = ListPage(
            "Mail to confirm", sub: "What came in by mail and answers nothing, or not as it should.",
            search: "Search this mail", icon: .mail, nothingYet: "No mail waits.",
            explanation: "Mail of strangers stands here until you say whose it is, or discard it.")
        return ui.list(
            about, listing,
            [
                ListColumn(.title("Subject")) {
                    .title($0.subject.isEmpty ? ui.say("Without a subject") : $0.subject, to: $0.path)
                },
                ListColumn(.status("Why")) { .pill($0.doubt.words, .waiting) },
                ListColumn(.text("From")) { .text($0.author.isEmpty ? $0.address : $0.author) },
                ListColumn(.when("Received")) { .moment($0.at) },
            ])
    }

    static func detail(
        _ letter: Letter, _ files: [Attachment], _ text: String,
        _ people: [(Ref<ContactReference>, Ticket.Owner)], html: Bool, _ ui: Interface
    ) -> Page {
        let crumbs = ui.breadcrumb([NamedLink("Mail to confirm", to: Letter.list)], current: ui.say("E-mail"))
        let why = ui.note(.waiting, lead: letter.doubt.words, letter.doubt.explanation)
        let main: HTML =
            "\(why)\(MailPages.reading(letter.body, at: letter.path, html: html, ui))\(decision(letter, text, people, ui))"
        var side = MailPages.facts(letter.body, ui)
        if !files.isEmpty {
            let rows = files.map { ui.fileRow($0, at: nil) }
            side += ui.section(
                "Files", aside: "\("n", files.count)", ui.panel(isPadded: false, ui.rows(rows)))
        }
        side += MailPages.staff(
            letter.body, original: letter.original.map { ($0, letter.path + "/original") }, ui)
        return MailPages.page(letter.body, crumbs, main: main, side: side, html, ui)
    }

    private static func decision(
        _ letter: Letter, _ text: String, _ people: [(Ref<ContactReference>, Ticket.Owner)], _ ui: Interface
    ) -> HTML {
        guard !letter.isDecided else {
            return ui.note(.neutral, lead: "This mail was decided about.")
        }
        var found: [(ref: String, words: Words)] = people.map { ref, owner in
            (ref.description, "\("name", owner.name) at \("customer", owner.customerName)")
        }
        if let contact = letter.contact?.description, !found.contains(where: { $0.ref == contact }) {
            found.insert((contact, Words(verbatim: letter.contactName ?? "")), at: 0)
        }
        let choices = found.map { Choice($0.ref, $0.words) }
        var html = ui.section(
            "Whose mail is it?",
            ui.filterBar(
                action: letter.path, search: "Name of the contact or the customer", query: text,
                submit: "Find"))
        if choices.isEmpty {
            html += ui.panel(ui.allDone("Look for the contact whose mail it is."))
        } else {
            var fields = ui.radios("contact", "Whose it is", choices, value: found[0].ref)
            if let number = letter.ticketNumber {
                fields += ui.radios(
                    "as", "What it becomes",
                    [
                        Choice("answer", "An answer to ticket \("number", "#\(number)")"),
                        Choice("new", "A new ticket"),
                    ], value: "answer")
            }
            html += ui.panel(ui.form(action: letter.path + "/accept", submit: "Accept", fields))
        }
        html += ui.buttons([ui.postButton("Discard", to: letter.path + "/discard")])
        return html
    }
}
