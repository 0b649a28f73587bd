import PortalKit

/// A mail on a page of its own.
enum MailPages {
    /// - Parameters:
    ///   - list: the way back.
    ///   - html: it is shown as its sender designed it, and not as text.
    static func page(
        _ mail: TicketMail, of ticket: Ticket, _ files: [TicketFile], isStaff: Bool, html: Bool,
        _ ui: Interface
    ) -> Page {
        let home = isStaff ? ticket.staffPath : ticket.path
        let path = mail.path(of: home)
        let crumbs = ui.breadcrumb(
            [
                NamedLink("Tickets", to: isStaff ? Ticket.staffList : Ticket.list),
                NamedLink(named: ticket.label, to: home),
            ], current: ui.say("E-mail"))
        var side = facts(mail.body, ui)
        if !files.isEmpty {
            side += ui.section(
                "Files", aside: "\("n", files.count)",
                ui.panel(isPadded: false, ui.rows(files.map { $0.row(ui, at: home) })))
        }
        if isStaff, mail.canBeShared {
            side += ui.section(
                "Sharing",
                ui.panel(
                    ui.switchButton(
                        to: path + "/sharing", "Visible in the portal",
                        state: mail.isShared ? "Shared in the portal" : "Not shared", isOn: mail.isShared)))
        }
        if isStaff { side += staff(mail.body, original: mail.original.map { ($0, path + "/original") }, ui) }
        return page(
            mail.body, crumbs, main: reading(mail.body, at: path, html: html, ui), side: side, html, ui)
    }

    static func page(
        _ body: MailText, _ crumbs: HTML, main: HTML, side: HTML, _ html: Bool, _ ui: Interface
    ) -> Page {
        let title = body.subject.isEmpty ? ui.say("Without a subject") : body.subject
        let head = ui.pageHead(named: title, sub: "From \("name", body.author)")
        let page = Page(Words(verbatim: title), "\(crumbs)\(head)\(ui.columns(main: main, side: side))")
        return html && body.html != nil ? page.framingMail() : page
    }

    /// The text, what is quoted folded away; or the sender's design in a frame that nothing gets out of.
    static func reading(_ body: MailText, at path: String, html: Bool, _ ui: Interface) -> HTML {
        if html, body.html != nil {
            let way = ui.linkButton("Show as text", to: path, small: true)
            return
                "\(ui.buttons([way]))\(ui.mailFrame("The mail as its sender designed it", at: path + "/html"))"
        }
        var text = body.own.isEmpty ? ui.allDone("There is no text in this mail.") : ui.prose(body.own)
        if !body.quoted.utf8.allSatisfy({ $0 <= 0x20 }) {
            text += ui.folded("Quoted text", ui.prose(body.quoted))
        }
        let cut: HTML =
            body.isCut
            ? ui.note(.waiting, lead: "There is more in it.", "The mail has more than can be shown here.")
            : HTML()
        let way: HTML =
            body.html == nil
            ? HTML() : ui.buttons([ui.linkButton("Show as designed", to: path + "?view=html", small: true)])
        return "\(way)\(cut)\(ui.panel(text))"
    }

    static func facts(_ body: MailText, _ ui: Interface) -> HTML {
        var facts: [(label: Words, value: HTML)] = [("From", "\(body.author)")]
        if body.author != body.authorAddress, !body.authorAddress.isEmpty {
            facts.append(("Address", "\(body.authorAddress)"))
        }
        if let sentAt = body.sentAt { facts.append(("Sent", ui.moment(sentAt))) }
        facts.append(("Received", ui.moment(body.at)))
        return ui.section("Details", ui.facts(facts, asPairs: true))
    }

    static func staff(
        _ body: MailText, original: (file: Attachment, path: String)?, _ ui: Interface
    ) -> HTML {
        var html = HTML()
        if let original {
            html += ui.section(
                "As it came",
                ui.panel(
                    isPadded: false,
                    ui.rows([ui.fileRow(original.file, at: original.path, icon: .mail)])))
        }
        if !body.headers.isEmpty { html += ui.folded("Headers", ui.prose(body.headers)) }
        return html
    }

    /// The mails of a ticket, beside it.
    static func side(_ mails: [TicketMail.Line], at ticket: String, _ ui: Interface) -> HTML {
        guard !mails.isEmpty else { return HTML() }
        let rows = mails.map { mail in
            ui.row(
                named: mail.subject.isEmpty ? ui.say("Without a subject") : mail.subject,
                at: "\(ticket)/messages/\(mail.ref)", second: "\(mail.author), \(ui.reader.exactly(mail.at))",
                icon: .mail,
                mark: mail.kind == .person
                    ? HTML() : ui.pill(mail.kind == .bounce ? "Came back" : "Automatic", .rest))
        }
        return ui.section("E-mails", aside: "\("n", mails.count)", ui.panel(isPadded: false, ui.rows(rows)))
    }
}
