import PortalKit
import Web

/// What a customer-side administrator sees of the colleagues.
enum ColleaguePages {
    private static let start = NamedLink("Colleagues", to: ColleagueRoutes.address)

    static func list(_ all: [Colleague], _ customer: String, _ reader: Reader, _ ui: Interface) -> HTML {
        let rows: [[TableCell]] = all.map { colleague in
            [
                .title(colleague.name, to: colleague.path, second: mark(colleague, ui)),
                .text(colleague.email ?? ""), pill(colleague), .text(colleague.group.name),
                .text(ends(colleague, reader, ui)),
                colleague.lastSeen.map { .moment($0) } ?? .text(ui.say("Never")),
            ]
        }
        let columns: [TableColumn] = [
            .title("Name"), .text("E-mail"), .status("Access"), .text("Group"), .text("Ends"),
            .when("Last seen"),
        ]
        let invite = ui.linkButton("Invite a colleague", to: "/colleagues/new", .filled, icon: .plus)
        return """
            \(ui.pageHead(title: "Colleagues", sub: "Who can sign in for \("customer", customer).", actions: [invite]))\
            \(review(all, reader, ui))\(ui.table(caption: "Colleagues", columns: columns, rows: rows, twoLines: true))
            """
    }

    /// Asks for those whom nobody has confirmed.
    private static func review(_ all: [Colleague], _ reader: Reader, _ ui: Interface) -> HTML {
        let asked = all.filter { $0.reviewEndsAt != nil && $0.state == .on && $0.mayConfirm }
        guard !asked.isEmpty else { return HTML() }
        let rows = asked.map { colleague in
            ui.settingRow(
                Words(verbatim: colleague.name), effect: "\(ui.say(waits(colleague, reader)))",
                control: ui.postButton(
                    "Confirm", to: colleague.path + "/confirm", .filled, about: colleague.name))
        }
        return ui.panel(
            title: "Do they still work with you?",
            aside: "Whoever is not confirmed in time loses access by itself.", isPadded: false, ui.rows(rows))
    }

    static func waits(_ colleague: Colleague, _ reader: Reader) -> Words {
        guard let end = colleague.reviewEndsAt else { return "Nothing is asked." }
        return "Confirm until \("day", reader.date(reader.lastDay(before: end)))"
    }

    private static func mark(_ colleague: Colleague, _ ui: Interface) -> String {
        if colleague.isSelf { return ui.say("You") }
        return colleague.isCustomer ? ui.say("The organisation itself") : ""
    }

    private static func pill(_ colleague: Colleague) -> TableCell {
        switch colleague.state {
        case .invited: .pill("Invited", .running)
        case .on: colleague.reviewEndsAt == nil ? .pill("On", .good) : .pill("Confirm", .waiting)
        case .off, .offByStaff: .pill("Off", .rest)
        case .ended: .pill("Ended", .rest)
        }
    }

    private static func ends(_ colleague: Colleague, _ reader: Reader, _ ui: Interface) -> String {
        guard let end = colleague.endsAt else { return "–" }
        return ui.reader.date(reader.lastDay(before: end))
    }

    // MARK: Inviting

    static func form(_ groups: [(ref: Ref<PermissionGroup>, name: String)], _ ui: Interface) -> HTML {
        let head =
            ui.breadcrumb([start], current: ui.say("Invite"))
            + ui.pageHead(
                title: "Invite a colleague",
                sub: "An invitation goes to the address; a password is chosen there and nowhere else.")
        guard let first = groups.first else {
            return head
                + ui.empty(
                    .noAccess, title: "There is no group that you may give.",
                    explanation:
                        "We decide which groups you may give, and never more than you have yourself. Ask us if you need to invite somebody.",
                    ways: [ui.linkButton("Back to your colleagues", to: "/colleagues")])
        }
        let fields: [HTML] = [
            ui.field("name", "Name", autocomplete: "off", width: .long, limit: 200),
            ui.field("email", "E-mail", kind: .email, autocomplete: "off", width: .long, limit: 254),
            ui.select("group", "Permission group", choices(groups), value: first.ref.description),
            ui.field(
                "last_day", "Last day", kind: .date,
                hint: "Access ends by itself after it. Empty: it does not end.",
                optional: true, width: .short),
        ]
        return head
            + ui.panel(
                ui.form(
                    action: "/colleagues/new", submit: "Send invitation",
                    cancel: NamedLink("Cancel", to: ColleagueRoutes.address), "\(fields)"))
    }

    private static func choices(_ groups: [(ref: Ref<PermissionGroup>, name: String)]) -> [Choice] {
        groups.map { Choice($0.ref.description, Words(verbatim: $0.name)) }
    }

    // MARK: One colleague

    static func detail(
        _ colleague: Colleague, _ groups: [(ref: Ref<PermissionGroup>, name: String)], _ reader: Reader,
        _ ui: Interface
    ) -> HTML {
        let facts: [(label: Words, value: HTML)] = [
            ("E-mail", "\(colleague.email ?? "–")"), ("Permission group", "\(colleague.group.name)"),
            ("Confirmed on", "\(colleague.confirmedAt.map { ui.reader.exactly($0) } ?? "–")"),
            ("Ends", "\(ends(colleague, reader, ui))"),
        ]
        let body: HTML =
            colleague.refusal.map { ui.note(.neutral, lead: "You cannot change this access.", $0) }
            ?? changes(colleague, groups, reader, ui)
        let confirm = colleague.mayConfirm ? confirmation(colleague, reader, ui) : HTML()
        return """
            \(ui.breadcrumb([start], current: colleague.name))\(ui.pageHead(named: colleague.name))\
            <div class="stack">\(body)\(confirm)\(ui.panel(title: "Access", ui.facts(facts)))</div>
            """
    }

    private static func confirmation(_ colleague: Colleague, _ reader: Reader, _ ui: Interface) -> HTML {
        let effect: Words =
            colleague.reviewEndsAt == nil
            ? "Say that this person still works with you." : waits(colleague, reader)
        return ui.panel(
            title: "Review", isPadded: false,
            ui.settingRow(
                "Still works with you", effect: "\(ui.say(effect))",
                control: ui.postButton("Confirm", to: colleague.path + "/confirm", about: colleague.name)))
    }

    private static func changes(
        _ colleague: Colleague, _ groups: [(ref: Ref<PermissionGroup>, name: String)], _ reader: Reader,
        _ ui: Interface
    ) -> HTML {
        var parts: [HTML] = []
        if colleague.state == .invited { parts.append(invitation(colleague, ui)) }
        if colleague.state != .offByStaff { parts.append(power(colleague, ui)) }
        if !groups.isEmpty {
            let select = ui.select(
                "group", "Permission group", choices(groups), value: colleague.group.ref.description)
            parts.append(
                ui.panel(
                    title: "Group",
                    ui.form(
                        action: colleague.path + "/group", submit: "Change group", style: .outlined, select)))
        }
        let day = colleague.endsAt.map { reader.lastDay(before: $0).description } ?? ""
        let field = ui.field(
            "last_day", "Last day", kind: .date,
            hint: "Access ends by itself after it. Empty: it does not end.",
            value: day, optional: true, width: .short)
        parts.append(
            ui.panel(
                title: "End",
                ui.form(action: colleague.path + "/end", submit: "Save the last day", style: .outlined, field)
            ))
        return "\(parts)"
    }

    private static func invitation(_ colleague: Colleague, _ ui: Interface) -> HTML {
        var ways: [HTML] = []
        if colleague.mayGive {
            ways.append(ui.postButton("Send again", to: colleague.path + "/resend", small: true))
        }
        ways.append(ui.postButton("Withdraw", to: colleague.path + "/withdraw", small: true))
        return ui.panel(
            title: "Invitation", isPadded: false,
            ui.settingRow(
                "Invited", effect: "\(ui.say("Has not answered yet."))", control: ui.buttons(ways)))
    }

    private static func power(_ colleague: Colleague, _ ui: Interface) -> HTML {
        let isOff = colleague.state == .off
        guard !isOff || colleague.mayGive else {
            return ui.note(
                .neutral, lead: "This access is off.",
                "The group is none that you may give. Ask us to switch it on.")
        }
        return ui.panel(
            title: "Sign-in", isPadded: false,
            ui.settingRow(
                "Can sign in",
                effect:
                    "\(ui.say(isOff ? "Nothing was deleted; switched on, it is as before." : "Off, it ends at once on every device."))",
                control: ui.switchButton(
                    to: colleague.path + "/switch", "Can sign in", state: isOff ? "Off" : "On", isOn: !isOff))
        )
    }
}
