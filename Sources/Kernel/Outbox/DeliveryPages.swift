import PortalKit
import Web

enum DeliveryPages {
    static func list(
        _ listing: Listing<Delivery>, _ counts: [Int], _ view: Delivery.View, _ installation: Installation,
        _ ui: Interface
    ) -> HTML {
        let labels: [Words] = ["All", "Waiting", "Failed", "Sent"]
        let presets = zip(Delivery.View.allCases, zip(labels, counts)).map { each, labelled in
            Preset(
                labelled.0, to: path(each), count: labelled.1, isCurrent: each == view)
        }
        return """
            \(ui.breadcrumb([SettingPages.start], current: ui.say("Mail")))\(ui.pageHead(title: "Mail", sub: "What goes out, and what became of it."))\
            \(when: !installation.sendsMail, ui.note(.waiting, lead: "No mail server is configured.", "Mails wait here until mail.host is set; nothing is lost."))\
            \(ui.presets(presets))\(rows(listing, view, ui))\(test(ui))
            """
    }

    private static func path(_ view: Delivery.View) -> String {
        "/staff/settings/mail" + (view == .all ? "" : "?view=" + view.rawValue)
    }

    private static func rows(_ listing: Listing<Delivery>, _ view: Delivery.View, _ ui: Interface) -> HTML {
        guard !listing.rows.isEmpty else {
            return view == .all
                ? ui.empty(
                    .nothingYet(.mail), title: "No mail yet.",
                    explanation: "Invitations and notices will stand here, with what became of each.")
                : ui.empty(
                    .noMatch, title: "No mail in this state.",
                    ways: [ui.linkButton("Show all", to: path(.all))])
        }
        let columns: [TableColumn] = [
            .title("Subject"), .status("State"), .text("To"), .number("Attempts"), .when("Written"),
            .action("Change"),
        ]
        let cells: [[TableCell]] = listing.rows.map { mail in
            [
                .plainTitle(mail.subject, second: mail.lastError ?? ""), state(mail, ui),
                .text(mail.recipient),
                .number(ui.reader.number(mail.attempts)), .moment(mail.createdAt),
                mail.sentAt == nil
                    ? .html(
                        ui.postButton(
                            "Send again", to: "/staff/settings/mail/\(mail.ref)/again", small: true,
                            about: mail.recipient)) : .none,
            ]
        }
        return """
            \(ui.table(caption: "Mail", columns: columns, rows: cells, twoLines: true))\
            \(ui.pager(showing: listing.showing(ui.reader), previous: listing.previous, next: listing.next))
            """
    }

    private static func state(_ mail: Delivery, _ ui: Interface) -> TableCell {
        if mail.sentAt != nil { return .pill("Sent", .good) }
        if mail.failedAt != nil { return .pill("Failed", .wrong) }
        return mail.attempts > 0 ? .pill("Tried", .waiting) : .pill("Waiting", .rest)
    }

    private static func test(_ ui: Interface) -> HTML {
        let form = ui.form(
            action: "/staff/settings/mail", submit: "Send a test mail",
            ui.field(
                "address", "To", kind: .email, hint: "One mail that shows whether they arrive.", value: "",
                autocomplete: "email", width: .long, limit: 254))
        return ui.section("Test", ui.panel(form))
    }
}
