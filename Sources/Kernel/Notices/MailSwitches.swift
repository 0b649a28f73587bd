import MariaDB
import PortalKit
import Web

/// Which mails about what happens in the portals a person wants. What guards the sign-in, and what somebody asked for,
/// always comes: it is no notice.
enum MailSwitches {
    static let address = "/account/emails"

    static let customer: [Route<CustomerContext>] = [
        .get("/account/emails", needs: .account, page),
        .post("/account/emails", needs: .account, save),
    ]

    /// The notices of a portal that may come to this person, by what the permission group permits.
    private struct Group {
        let portal: Portal
        let notices: [Notice]

        static func all(_ visit: Visit, _ session: CustomerSession) -> [Group] {
            visit.house.portals.compactMap { portal in
                let notices = portal.notices.filter {
                    session.policy.reach($0.needs, in: portal) != .none
                }
                return notices.isEmpty ? nil : Group(portal: portal, notices: notices)
            }
        }
    }

    @Sendable private static func page(_ request: Request, _ context: CustomerContext) throws -> Answer {
        let (visit, session) = try AccountRoutes.person(context)
        let ui = context.ui
        let head: HTML = """
            \(ui.pageHead(title: "Your account", sub: "\("name", session.viewer.name), signed in as \("login", session.login)"))
            """
        let body = try panel(visit, session, ui)
        return .page(
            "E-mails", "\(head)\(ui.withSideMenu("Your account", SecurityPage.menu, current: address, body))")
    }

    private static func panel(_ visit: Visit, _ session: CustomerSession, _ ui: Interface) throws -> HTML {
        let groups = Group.all(visit, session)
        guard let contact = session.viewer.contact, !groups.isEmpty else {
            return ui.note(
                .neutral, lead: "No e-mails come to this sign-in.",
                "Only mails about the sign-in itself, where it has an address.")
        }
        let off = try muted(contact, visit.connection)
        var fields: [HTML] = []
        for group in groups {
            let reader = visit.reader(of: group.portal)
            fields.append(
                ui.checkboxes(
                    "notice", Words(verbatim: reader.say(group.portal.title)),
                    group.notices.map { Choice($0.id, Words(verbatim: reader.say($0.title))) },
                    chosen: group.notices.map(\.id).filter { !off.contains($0) }))
        }
        let form = ui.form(action: address, submit: "Save", "\(fields)")
        let always = ui.say("Mails about your sign-in and your password always come.")
        return ui.panel(title: "E-mails that you want", "<p class=\"ink-2\">\(always)</p>\(form)")
    }

    /// What is not offered to this person is neither turned on nor off, whatever a form says.
    @Sendable private static func save(
        _ request: Request, _ context: CustomerContext, _ write: consuming Write
    ) throws -> Answer {
        let (visit, session) = try AccountRoutes.person(context)
        guard let contact = session.viewer.contact else { throw PortalError.notFound }
        let wanted = Set(request.form.values("notice"))
        let offered = Group.all(visit, session).flatMap { $0.notices.map(\.id) }
        try write { _ in
            for notice in offered {
                if wanted.contains(notice) {
                    _ = try visit.connection.execute(
                        "DELETE FROM kernel_notice_off WHERE contact_id = \(contact) AND notice = \(notice)")
                } else {
                    _ = try visit.connection.execute(
                        """
                        INSERT IGNORE INTO kernel_notice_off (contact_id, notice, off_at)
                        VALUES (\(contact), \(notice), \(visit.now))
                        """)
                }
            }
            try visit.audit("identity.mails.chosen", kind: "contact", id: contact, customer: nil)
        }
        return .seeOther(address, saying: "Saved.")
    }

    static func muted(_ contact: UInt64, _ connection: Connection) throws -> Set<String> {
        Set(
            try connection.rows("SELECT notice FROM kernel_notice_off WHERE contact_id = \(contact)") {
                try $0.next()
            })
    }
}
