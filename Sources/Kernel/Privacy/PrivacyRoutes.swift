import PortalKit
import Web

/// What is held of a person: handed out to administrators and to himself, and forgotten.
enum PrivacyRoutes {
    static let staff: [Route<StaffContext>] = [
        .post("/staff/contacts/{contact}/export", needs: .staff(.privacy), export),
        .post("/staff/contacts/{contact}/erase/preview", needs: .staff(.privacy), preview),
        .post("/staff/contacts/{contact}/erase", needs: .staff(.privacy), erase),
    ]

    static let customer: [Route<CustomerContext>] = [
        .get("/account/data", needs: .account, ownPage),
        .post("/account/data", needs: .account, ownExport),
    ]

    /// How often a day somebody may ask for his own.
    static let mostADay = 5

    /// The panel of a contact's page, for those who may.
    static func panel(_ contact: Contact, _ context: StaffContext) -> HTML {
        context.may(.privacy) ? PrivacyPages.panel(contact, context.ui) : HTML()
    }

    private static func subject(_ request: Request, _ context: StaffContext) throws -> DataSubject {
        let contact = try ContactRoutes.contact(request, context)
        return try DataSubject.find(contact.ref.description, context.visit().connection)
    }

    @Sendable private static func export(
        _ request: Request, _ context: StaffContext, _ write: consuming Write
    ) throws -> Answer {
        let subject = try subject(request, context)
        let visit = try context.visit()
        let answer = try write { _ in
            try visit.audit(
                "administration.contact.exported", kind: "contact", id: subject.id, customer: subject.customer
            )
            return try archive(of: subject, visit)
        }
        return answer
    }

    /// Forgets and takes it back again: so what would be kept is what the portals themselves say.
    @Sendable private static func preview(
        _ request: Request, _ context: StaffContext, _ write: consuming Write
    ) throws -> Answer {
        let contact = try ContactRoutes.contact(request, context)
        let subject = try subject(request, context)
        let visit = try context.visit()
        let kept = try write { _ in
            try Erasure(of: subject, visit.house, visit.connection).make(SystemRun(within: visit))
        }
        visit.rollback()
        return .page("Erase", PrivacyPages.confirm(contact, kept, context.ui))
    }

    @Sendable private static func erase(
        _ request: Request, _ context: StaffContext, _ write: consuming Write
    ) throws -> Answer {
        let contact = try ContactRoutes.contact(request, context)
        let subject = try subject(request, context)
        let visit = try context.visit()
        let kept = try write { _ in
            let kept = try Erasure(of: subject, visit.house, visit.connection).make(SystemRun(within: visit))
            try visit.audit(
                "administration.contact.erased", kind: "contact", id: subject.id, customer: subject.customer)
            try DocumentShelf(directory: visit.house.installation.filesDirectory).clear()
            return kept
        }
        return .page("Erased", PrivacyPages.done(contact, kept, context.ui))
    }

    // MARK: One's own

    @Sendable private static func ownPage(_ request: Request, _ context: CustomerContext) throws -> Answer {
        let (_, session) = try AccountRoutes.person(context)
        return .page("Your data", PrivacyPages.own(session, context.ui))
    }

    @Sendable private static func ownExport(
        _ request: Request, _ context: CustomerContext, _ write: consuming Write
    ) throws -> Answer {
        let (visit, session) = try AccountRoutes.person(context)
        guard let account = session.viewer.account, let contact = session.viewer.contact else {
            throw PortalError.notFound
        }
        try visit.confirm(request.form["password"], in: "password", of: account)
        let answer = try write { _ in
            let subject = try DataSubject.find(id: contact, visit.connection)
            try allow(account, contact, visit)
            try visit.audit("identity.data.exported", kind: "contact", id: contact, customer: nil)
            return try archive(of: subject, visit)
        }
        return answer
    }

    /// Counted by what the audit says of the person, whose account is held meanwhile: two at the same moment are two.
    private static func allow(_ account: UInt64, _ contact: UInt64, _ visit: Visit) throws {
        _ = try visit.connection.first("SELECT id FROM kernel_account WHERE id = \(account) FOR UPDATE") {
            row in try row.next() as UInt64
        }
        let count: Int? = try visit.connection.first(
            """
            SELECT COUNT(*) FROM kernel_audit WHERE subject_kind = 'contact' AND subject_id = \(contact)
                AND action = 'identity.data.exported' AND at > \(visit.now.adding(seconds: -86_400))
            """
        ) { try $0.next() }
        guard (count ?? 0) < mostADay else {
            throw PortalError.conflict("You asked for your data five times today. Try again tomorrow.")
        }
    }

    private static func archive(of subject: DataSubject, _ visit: Visit) throws -> Answer {
        let data = try PersonalData.read(of: subject, SystemRun(within: visit))
        let archive = try PersonalArchive(
            data, of: subject, most: PersonalArchive.mostBytes, visit.house, visit.connection)
        let path = try ArchiveShelf(directory: visit.house.installation.filesDirectory).newPath(at: visit.now)
        try archive.write(to: path, visit.reader(of: nil))
        return Answer(.response(Download.response(archive: path, name: subject.name + ".zip")))
    }
}

extension StaffPermission {
    /// Personal data, to be handed out and forgotten: administrators only.
    static let privacy = StaffPermission(
        "administration.privacy", title: "Personal data", technicians: false)
}
