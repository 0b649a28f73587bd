import PortalKit
import Web

enum SeatListPages {
    /// The most that the customer's page shows.
    static let mostAtCustomer = 50

    /// On the customer's page.
    static func section(
        _ customer: Customer, _ lines: [SeatLine], count: Int, may: Bool, _ ui: Interface
    ) -> HTML {
        let new = customer.path + "/portal-users/new"
        let mayAdd = may && customer.archivedAt == nil
        guard !lines.isEmpty else {
            return ui.section(
                "Portal users",
                ui.empty(
                    .nothingYet(.key), title: "No portal users yet.",
                    explanation: "A portal user is a contact, or the customer itself, who can sign in.",
                    ways: mayAdd ? [ui.linkButton("New portal user", to: new)] : []))
        }
        let all =
            count > lines.count
            ? "<p>\(ui.link("All \("n", count) portal users", to: customer.path + "/portal-users"))</p>"
            : HTML()
        return ui.section(
            "Portal users", aside: "\("n", count)",
            end: mayAdd ? ui.linkButton("New portal user", to: new, icon: .plus, small: true) : HTML(),
            "\(table(customer, lines, may: may, ui))\(all)")
    }

    static func list(_ customer: Customer, _ listing: Listing<SeatLine>, may: Bool, _ ui: Interface) -> HTML {
        let steps = [CustomerPages.start, NamedLink(named: customer.fields.name, to: customer.path)]
        let actions =
            may && customer.archivedAt == nil
            ? [
                ui.linkButton(
                    "New portal user", to: customer.path + "/portal-users/new", .filled, icon: .plus)
            ] : []
        let body: HTML =
            listing.rows.isEmpty
            ? ui.empty(
                .nothingYet(.key), title: "No portal users yet.",
                explanation: "A portal user is a contact, or the customer itself, who can sign in.")
            : """
            \(table(customer, listing.rows, may: may, ui))\
            \(ui.pager(showing: listing.showing(ui.reader), previous: listing.previous, next: listing.next))
            """
        return """
            \(ui.breadcrumb(steps, current: ui.say("Portal users")))\
            \(ui.pageHead(title: "Portal users", sub: "Who signs in for \("customer", customer.fields.name).", actions: actions))\
            \(body)
            """
    }

    private static func table(_ customer: Customer, _ lines: [SeatLine], may: Bool, _ ui: Interface) -> HTML {
        let rows: [[TableCell]] = lines.map { line in
            let path = customer.path + "/portal-users/" + line.ref.description
            let name = line.contact ?? customer.fields.name
            let (words, meaning) = said(SeatState(line, at: ui.reader.now))
            return [
                .plainTitle(name, second: line.contact == nil ? ui.say("The customer itself") : ""),
                .text(line.login), .pill(words, meaning), .text(line.group), mfa(line, ui),
                line.lastSeen.map { .moment($0) } ?? .text(ui.say("Never")),
                may ? .html(ui.linkButton("Edit", to: path, small: true, about: name)) : .none,
            ]
        }
        let columns: [TableColumn] = [
            .title("Person"), .text("User name"), .status("Portal"), .text("Group"), .text("MFA"),
            .when("Last seen"), .action("Change"),
        ]
        return ui.table(caption: "Portal users", columns: columns, rows: rows, twoLines: true)
    }

    /// Whether a second factor is required, and whether there is one (C34).
    private static func mfa(_ line: SeatLine, _ ui: Interface) -> TableCell {
        switch (line.requiresMfa, line.hasApp) {
        case (true, true): .text(ui.say("Required, app set up"))
        case (true, false): .text(ui.say("Required"))
        case (false, true): .text(ui.say("App set up"))
        case (false, false): .none
        }
    }

    static func pill(_ state: SeatState, _ ui: Interface) -> HTML {
        let (words, meaning) = said(state)
        return ui.pill(words, meaning)
    }

    private static func said(_ state: SeatState) -> (Words, Meaning) {
        switch state {
        case .invited: ("Invited", .running)
        case .on: ("On", .good)
        case .off: ("Off", .rest)
        case .ended: ("Ended", .rest)
        case .startPassword: ("Start password waits", .waiting)
        case .startPasswordEnded: ("Start password ended", .wrong)
        case .removed: ("Contact removed", .rest)
        }
    }
}

extension SeatState {
    init(_ line: SeatLine, at now: Instant) {
        self.init(
            isRemoved: line.isRemoved, isOn: line.isOn, isAccepted: line.isAccepted,
            endsAt: line.endsAt, startPasswordUntil: line.startPasswordUntil, at: now)
    }
}
