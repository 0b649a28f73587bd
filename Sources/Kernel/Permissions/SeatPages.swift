import PortalKit
import Web

/// What staff see of one portal user's way in.
enum SeatPages {
    /// The way to a portal user's own page, or to what is below it.
    static func crumbs(_ seat: PortalSeat, current: String, _ ui: Interface) -> HTML {
        ui.breadcrumb(steps(to: seat), current: current)
    }

    private static func steps(to seat: PortalSeat) -> [NamedLink] {
        var steps = [
            CustomerPages.start, NamedLink(named: seat.holder.customer.name, to: seat.holder.customerPath),
        ]
        if seat.holder.contact != nil, !seat.isRemoved {
            steps.append(NamedLink(named: seat.holder.name, to: seat.holder.path))
        }
        return steps
    }

    /// The way to a page below a portal user's own.
    static func steps(below seat: PortalSeat) -> [NamedLink] {
        steps(to: seat) + [NamedLink("Portal user", to: seat.path)]
    }

    /// On the contact's page.
    static func signIn(
        _ contact: Contact, _ seat: PortalSeat?, _ groups: [PermissionGroup], may: Bool, _ ui: Interface
    ) -> HTML {
        guard let seat else {
            let way =
                may
                ? ui.linkButton("Enable portal user", to: contact.path + "/portal-user", .filled)
                : "<span class=\"ink-3\">\(ui.say("An administrator can enable it."))</span>"
            return ui.panel(
                title: "Sign-in", isPadded: false,
                ui.settingRow(
                    "Portal user", effect: "\(ui.say("\("name", contact.fields.name) cannot sign in yet."))",
                    control: way))
        }
        let path = contact.path + "/portal-user"
        var rows = [power(seat, path, may: may, ui)]
        if !seat.isAccepted { rows.append(invitation(seat, path, mayWithdraw: true, may: may, ui)) }
        rows.append(
            ui.settingRow(
                "Permission group",
                effect: "\(ui.say("Decides what the person may see and do in the portals."))",
                control: may ? groupForm(contact, seat, groups, ui) : "\(seat.groupName)"))
        rows.append(SeatMfaRow.html(seat, path, may: may, ui))
        if seat.isAccepted {
            rows.append(password(seat, path, may: may, ui))
            rows.append(sessions(seat, ui))
        }
        let edit =
            may
            ? ui.linkButton("Edit portal user", to: seat.path, small: true, about: seat.holder.name) : HTML()
        return ui.panel(title: "Sign-in", end: edit, isPadded: false, ui.rows(rows))
    }

    // MARK: Rows that the contact's page and the portal user's own have

    static func power(_ seat: PortalSeat, _ path: String, may: Bool, _ ui: Interface) -> HTML {
        ui.settingRow(
            "Portal user", effect: "\(ui.say("Signs in as \("login", seat.login)"))",
            control: may
                ? ui.switchButton(
                    to: path + "/switch", "Portal user", state: seat.isOn ? "On" : "Off", isOn: seat.isOn)
                : ui.pill(seat.isOn ? "On" : "Off", seat.isOn ? .good : .rest))
    }

    static func sessions(_ seat: PortalSeat, _ ui: Interface) -> HTML {
        ui.settingRow(
            "Sessions",
            effect:
                "\(ui.reader.say(seat.openSessions, one: "{n} open session", other: "{n} open sessions"))",
            control: HTML())
    }

    static func password(_ seat: PortalSeat, _ path: String, may: Bool, _ ui: Interface) -> HTML {
        let state: Words =
            seat.startPasswordUntil.map {
                "A start password was given; it ends \("when", ui.reader.exactly($0))."
            }
            ?? (seat.hasPassword
                ? "The person chose one of their own."
                : "None yet. The credential sheet has one when it is printed, or give one here.")
        var effect: HTML = "\(ui.say(state))"
        if !seat.isLoginOwnAddress { effect += " \(ui.say(noReset))" }
        if !seat.elsewhere.isEmpty { effect += " \(ui.say(alsoAt(seat)))" }
        var ways = [ui.postButton("Give a start password", to: path + "/start-password", small: true)]
        if seat.mayReset {
            ways.insert(
                ui.postButton("Send a link to reset the password", to: path + "/reset", small: true), at: 0)
        }
        return ui.settingRow("Password", effect: effect, control: may ? ui.buttons(ways) : HTML())
    }

    static let noReset: Words =
        "The user name is not the e-mail address on file, so a forgotten password cannot be replaced by mail."

    /// One login, several customers: what is changed here is changed there.
    static func alsoAt(_ seat: PortalSeat) -> Words {
        "The same person also signs in at \("customers", seat.elsewhere.joined(separator: ", ")): user name and password are one and the same there."
    }

    /// What became of the mail, and what can be done about it.
    static func invitation(
        _ seat: PortalSeat, _ path: String, mayWithdraw: Bool, may: Bool, _ ui: Interface
    ) -> HTML {
        let isOpen = seat.invitation.map { $0.expiresAt > ui.reader.now } ?? false
        let effect: HTML =
            if let sent = seat.invitation {
                """
                \(ui.pill(isOpen ? "Pending" : "Expired", isOpen ? .running : .wrong)) \
                \(ui.say(isOpen ? "Sent to \("email", sent.email), holds until \("when", ui.reader.exactly(sent.expiresAt))." : "Sent to \("email", sent.email), ended \("when", ui.reader.exactly(sent.expiresAt))."))
                """
            } else { "\(ui.say("No link is open."))" }
        var ways = [ui.postButton("Send again", to: path + "/resend", small: true)]
        if mayWithdraw { ways.append(ui.postButton("Withdraw", to: path + "/withdraw", small: true)) }
        if !mayWithdraw && seat.elsewhere.isEmpty {
            ways.append(ui.postButton("Give a start password", to: path + "/start-password", small: true))
        }
        return ui.settingRow("Invitation", effect: effect, control: may ? ui.buttons(ways) : HTML())
    }

    private static func groupForm(
        _ contact: Contact, _ seat: PortalSeat, _ groups: [PermissionGroup], _ ui: Interface
    ) -> HTML {
        var options = HTML()
        for group in groups where !group.isForVisitors {
            options += """
                <option value="\(group.ref.description)"\(when: group.ref == seat.groupRef, " selected")>\(group.name)</option>
                """
        }
        let chooser: HTML = """
            <span class="select"><select class="input" name="group" aria-label="\(ui.say("Permission group"))">\
            \(options)</select>\(IconName.triangleDown.html)</span>
            """
        return """
            <form class="button-form" method="post" action="\(link: contact.path + "/portal-user/group")">\(ui.formKeys())\
            \(ui.buttons([chooser, ui.button("Save", .outlined)]))</form>
            """
    }

    /// Shown once, in the answer to the form and nowhere else.
    static func startPassword(
        _ holder: SeatHolder, login: String, mayReset: Bool, _ password: String, _ visit: Visit,
        _ ui: Interface
    ) -> HTML {
        let facts: [(label: Words, value: HTML)] = [
            ("Address", "<span class=\"mono\">\(visit.house.installation.publicURL)/sign-in</span>"),
            ("User name", "<span class=\"mono\">\(login)</span>"), ("Start password", ui.secret(password)),
        ]
        let days = Int(PortalSeat.startPasswordDays)
        let later = mayReset ? HTML() : "<p class=\"ink-2\">\(ui.say(noReset))</p>"
        return """
            \(ui.pageHead(title: "Start password for \("name", holder.name)", sub: "Hand it over in person or on the phone. It is shown only now."))\
            <div class="stack">\(ui.panel(ui.facts(facts)))\
            \(ui.note(.neutral, lead: "It works once.", "At the first sign-in it is replaced by a password of the person's own. It ends after \("n", days) days."))\(later)\
            \(ui.buttons([ui.linkButton("Back to \("name", holder.name)", to: holder.path, .filled)]))</div>
            """
    }
}
