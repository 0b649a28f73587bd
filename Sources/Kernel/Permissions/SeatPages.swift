import PortalKit
import Web

/// What staff see of one contact's portal user.
enum SeatPages {
    static func portals(
        _ contact: Contact, _ seat: PortalSeat?, may: Bool, _ visit: Visit, _ ui: Interface
    ) -> HTML {
        let portals = visit.house.portals.filter { !$0.isKernel }
        let rows: [[TableCell]] = portals.map { portal in
            let reader = visit.reader(of: portal)
            let sees = sees(portal, seat, reader, ui)
            let has = seat.map { $0.isOn && $0.policy.has(portal) } ?? false
            return [
                .plainTitle(reader.say(portal.title), icon: portal.icon),
                !has
                    ? .pill("No access", .rest)
                    : seat?.isAccepted == true ? .pill("On", .good) : .pill("Invited", .running),
                .text(sees), may ? .html(control(contact, portal, seat, has: has, reader, ui)) : .none,
            ]
        }
        return ui.panel(
            title: "Portals", aside: "Changes hold from the next request on.", isPadded: false,
            """
            \(ui.table(caption: "Portals", columns: [.title("Portal"), .status("Access"), .text("Sees"), .action("Change")], rows: rows))\
            \(ui.tableFoot("Only administrators give, change and remove access. Each change is written to the audit log."))
            """)
    }

    private static func control(
        _ contact: Contact, _ portal: Portal, _ seat: PortalSeat?, has: Bool, _ reader: Reader,
        _ ui: Interface
    ) -> HTML {
        guard seat != nil else {
            return ui.linkButton(
                "Invite", to: contact.path + "/portal-user?portal=" + portal.id, small: true,
                about: reader.say(portal.title))
        }
        return ui.postButton(
            has ? "Remove access" : "Give access", to: contact.path + "/portal-user/access", small: true,
            fields: [("portal", portal.id), ("granted", has ? "0" : "1")], about: reader.say(portal.title))
    }

    private static func sees(_ portal: Portal, _ seat: PortalSeat?, _ reader: Reader, _ ui: Interface)
        -> String
    {
        guard let seat, seat.isOn else { return "–" }
        let seen = portal.permissions.filter { seat.policy.reach($0, in: portal) != .none }
        return seen.isEmpty
            ? ui.say("Nothing by this group") : seen.map { reader.say($0.title) }.joined(separator: ", ")
    }

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
        var rows: [HTML] = [
            ui.settingRow(
                "Portal user", effect: "\(ui.say("Signs in as \("login", seat.login)"))",
                control: may
                    ? ui.switchButton(
                        to: contact.path + "/portal-user/switch", "Portal user",
                        state: seat.isOn ? "On" : "Off",
                        isOn: seat.isOn)
                    : ui.pill(seat.isOn ? "On" : "Off", seat.isOn ? .good : .rest)),
            ui.settingRow(
                "Permission group",
                effect: "\(ui.say("Decides what the person may see and do in the portals."))",
                control: may ? groupForm(contact, seat, groups, ui) : "\(seat.groupName)"),
        ]
        guard seat.isAccepted else {
            rows.insert(invitation(contact, seat, may: may, ui), at: 1)
            return ui.panel(title: "Sign-in", isPadded: false, ui.rows(rows))
        }
        rows.append(password(contact, seat, may: may, ui))
        rows.append(
            ui.settingRow(
                "Sessions",
                effect:
                    "\(ui.reader.say(seat.openSessions, one: "{n} open session", other: "{n} open sessions"))",
                control: HTML()))
        return ui.panel(title: "Sign-in", isPadded: false, ui.rows(rows))
    }

    private static func password(_ contact: Contact, _ seat: PortalSeat, may: Bool, _ ui: Interface) -> HTML {
        let effect: Words =
            seat.startPasswordUntil.map {
                "A start password was given; it ends \("when", ui.reader.exactly($0))."
            }
            ?? "The person chose one of their own."
        var ways = [
            ui.postButton(
                "Give a start password", to: contact.path + "/portal-user/start-password", small: true)
        ]
        if seat.mayReset(contact) {
            let link = ui.postButton(
                "Send a link to reset the password", to: contact.path + "/portal-user/reset", small: true)
            ways.insert(link, at: 0)
        }
        return ui.settingRow(
            "Password", effect: "\(ui.say(effect))", control: may ? ui.buttons(ways) : HTML())
    }

    /// What became of the mail, and what can be done about it.
    private static func invitation(
        _ contact: Contact, _ seat: PortalSeat, may: Bool, _ ui: Interface
    ) -> HTML {
        let isOpen = seat.invitation.map { $0.expiresAt > ui.reader.now } ?? false
        let effect: HTML =
            if let sent = seat.invitation {
                """
                \(ui.pill(isOpen ? "Pending" : "Expired", isOpen ? .running : .wrong)) \
                \(ui.say(isOpen ? "Sent to \("email", sent.email), holds until \("when", ui.reader.exactly(sent.expiresAt))." : "Sent to \("email", sent.email), ended \("when", ui.reader.exactly(sent.expiresAt))."))
                """
            } else { "\(ui.say("No link is open."))" }
        let buttons = ui.buttons([
            ui.postButton("Send again", to: contact.path + "/portal-user/resend", small: true),
            ui.postButton("Withdraw", to: contact.path + "/portal-user/withdraw", small: true),
        ])
        return ui.settingRow("Invitation", effect: effect, control: may ? buttons : HTML())
    }

    private static func groupForm(
        _ contact: Contact, _ seat: PortalSeat, _ groups: [PermissionGroup], _ ui: Interface
    ) -> HTML {
        var options = HTML()
        for group in groups where group.kind != "non-portal-users" {
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
        _ contact: Contact, login: String, _ password: String, _ visit: Visit, _ ui: Interface
    ) -> HTML {
        let facts: [(label: Words, value: HTML)] = [
            ("Address", "<span class=\"mono\">\(visit.house.installation.publicURL)/sign-in</span>"),
            ("User name", "<span class=\"mono\">\(login)</span>"), ("Start password", ui.secret(password)),
        ]
        let days = Int(PortalSeat.startPasswordDays)
        return """
            \(ui.pageHead(title: "Start password for \("name", contact.fields.name)", sub: "Hand it over in person or on the phone. It is shown only now."))\
            <div class="stack">\(ui.panel(ui.facts(facts)))\
            \(ui.note(.neutral, lead: "It works once.", "At the first sign-in it is replaced by a password of the person's own. It ends after \("n", days) days."))\
            \(ui.buttons([ui.linkButton("Back to \("name", contact.fields.name)", to: contact.path, .filled)]))</div>
            """
    }
}
