import MariaDB
import PortalKit
import Web

/// Which mails about what happens a person wants, and how they come: of customers and of staff the same. What guards
/// the sign-in, and what somebody asked for, always comes at once: it is not offered.
enum MailSwitches {
    static let address = "/account/emails"
    static let staffAddress = StaffAccountRoutes.path + "/emails"

    static let customer: [Route<CustomerContext>] = [
        .get("/account/emails", needs: .account, page),
        .post("/account/emails", needs: .account, save),
    ]

    static let staff: [Route<StaffContext>] = [
        .get("/staff/account/emails", needs: .signedIn, page),
        .post("/staff/account/emails", needs: .signedIn, save),
    ]

    // MARK: Customers

    @Sendable private static func page(_ request: Request, _ context: CustomerContext) throws -> Answer {
        let (visit, session) = try AccountRoutes.person(context)
        let ui = context.ui
        let head: HTML = """
            \(ui.pageHead(title: "Your account", sub: "\("name", session.viewer.name), signed in as \("login", session.login)"))
            """
        let body = try offer(visit, session)?.panel(at: address, visit, ui) ?? nothing(ui)
        return .page(
            "E-mails", "\(head)\(ui.withSideMenu("Your account", SecurityPage.menu, current: address, body))")
    }

    private static func nothing(_ ui: Interface) -> HTML {
        ui.note(
            .neutral, lead: "No e-mails come to this sign-in.",
            "Only mails about the sign-in itself, where it has an address.")
    }

    /// What is not offered to this person is neither turned on nor off, whatever a form says.
    @Sendable private static func save(
        _ request: Request, _ context: CustomerContext, _ write: consuming Write
    ) throws -> Answer {
        let (visit, session) = try AccountRoutes.person(context)
        guard let contact = session.viewer.contact else { throw PortalError.notFound }
        guard let offer = offer(visit, session) else { return .seeOther(address) }
        let wishes = try offer.wishes(in: request.form)
        try write { _ in
            try offer.keep(wishes, visit)
            try visit.audit("identity.mails.chosen", kind: "contact", id: contact, customer: nil)
        }
        return .seeOther(address, saying: "Saved.")
    }

    /// The notices that may come to this person, by what the permission group permits; nil where nothing can come.
    private static func offer(_ visit: Visit, _ session: CustomerSession) -> MailOffer? {
        guard let contact = session.viewer.contact else { return nil }
        let groups = visit.house.portals.map { portal in
            let notices = portal.notices.filter {
                !$0.isAlways && session.policy.reach($0.needs, in: portal) != .none
            }
            return MailOffer.Group(portal: portal, notices: notices.map { ($0.id, $0.title) })
        }
        let mayWait = visit.house.portals.contains { portal in
            portal.waiting.contains { Gate.allows($0.right, in: portal, session.policy) }
        }
        return MailOffer(person: .contact(contact), groups, mayWait: mayWait)
    }

    // MARK: Staff

    @Sendable private static func page(_ request: Request, _ context: StaffContext) throws -> Answer {
        let (visit, session) = try StaffAccountRoutes.person(context)
        let ui = context.ui
        let crumbs = ui.breadcrumb(
            [NamedLink("Your account", to: StaffAccountRoutes.path)], current: ui.say("E-mails"))
        let body = try offer(visit, session)?.panel(at: staffAddress, visit, ui) ?? nothing(ui)
        return .page(
            "E-mails",
            "\(crumbs)\(ui.pageHead(title: "E-mails", sub: "\("name", session.staff.name)"))\(body)")
    }

    @Sendable private static func save(
        _ request: Request, _ context: StaffContext, _ write: consuming Write
    ) throws -> Answer {
        let (visit, session) = try StaffAccountRoutes.person(context)
        guard let offer = offer(visit, session) else { return .seeOther(staffAddress) }
        let wishes = try offer.wishes(in: request.form)
        try write { _ in
            try offer.keep(wishes, visit)
            try visit.audit("identity.mails.chosen", kind: "staff", id: session.staff.id.value, customer: nil)
        }
        return .seeOther(staffAddress, saying: "Saved.")
    }

    private static func offer(_ visit: Visit, _ session: StaffSession) -> MailOffer? {
        let groups = visit.house.portals.map { portal in
            let notices = portal.staffNotices.filter {
                !session.disabledModules.contains(portal.id)
                    && (session.staff.isAdministrator || $0.needs.technicians)
            }
            return MailOffer.Group(portal: portal, notices: notices.map { ($0.id, $0.title) })
        }
        return MailOffer(person: .staff(session.staff.id.value), groups, mayWait: false)
    }
}
