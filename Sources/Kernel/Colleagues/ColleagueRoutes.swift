import MariaDB
import PortalKit
import Web

/// A customer's own administrators invite colleagues and end their access, within the ceiling of their group (G05).
enum ColleagueRoutes {
    static let address = "/colleagues"
    private static let right: Right<CustomerContext> = .customer(.manageColleagues)

    static let all: [Route<CustomerContext>] = [
        .get("/colleagues", needs: right, list),
        .get("/colleagues/new", needs: right, newPage),
        .post("/colleagues/new", needs: right, invite),
        .get("/colleagues/{colleague}", needs: right, page),
        .post("/colleagues/{colleague}/group", needs: right, setGroup),
        .post("/colleagues/{colleague}/end", needs: right, setEnd),
        .post("/colleagues/{colleague}/switch", needs: right, setOn),
        .post("/colleagues/{colleague}/confirm", needs: right, confirm),
        .post("/colleagues/{colleague}/resend", needs: right, resend),
        .post("/colleagues/{colleague}/withdraw", needs: right, withdraw),
    ]

    /// Who acts, by which seat, and on whom.
    private struct Act {
        let visit: Visit
        let session: CustomerSession
        let seat: UInt64

        init(_ context: CustomerContext) throws {
            (visit, session) = try AccountRoutes.person(context)
            guard let seat = session.viewer.seat else { throw PortalError.forbidden }
            self.seat = seat
        }

        func colleague(_ request: Request, _ context: CustomerContext) throws -> Colleague {
            let ref: Ref<Colleague> = try request.ref(.colleague)
            return try context.read { try Colleague.find(ref, for: seat, at: visit.now, $0) }
        }

        /// The operator's day, so that everybody reads the same one.
        var reader: Reader { visit.house.reader(language: nil, timeZone: nil, at: visit.now) }

        /// - Throws: `PortalError.invalid` for a day that is over.
        func end(_ day: PlainDate?) throws -> Instant? {
            guard let day else { return nil }
            let end = reader.start(of: PlainDate(days: day.days + 1))
            guard end > visit.now else {
                throw PortalError.invalid("last_day", "Choose today or a later day.")
            }
            return end
        }
    }

    @Sendable private static func list(_ request: Request, _ context: CustomerContext) throws -> Answer {
        let act = try Act(context)
        let all = try context.read { try Colleague.all(for: act.seat, at: context.now, $0) }
        return .page(
            "Colleagues", ColleaguePages.list(all, act.session.viewer.customerName, act.reader, context.ui))
    }

    @Sendable private static func newPage(_ request: Request, _ context: CustomerContext) throws -> Answer {
        let act = try Act(context)
        let groups = try context.read { try Colleague.groups(for: act.seat, $0) }
        return .page("Invite a colleague", ColleaguePages.form(groups, context.ui))
    }

    @Sendable private static func page(_ request: Request, _ context: CustomerContext) throws -> Answer {
        let act = try Act(context)
        let colleague = try act.colleague(request, context)
        let groups = try context.read { try Colleague.groups(for: act.seat, $0) }
        return .page("Colleague", ColleaguePages.detail(colleague, groups, act.reader, context.ui))
    }

    @Sendable private static func invite(
        _ request: Request, _ context: CustomerContext, _ write: consuming Write
    ) throws -> Answer {
        let act = try Act(context)
        let draft = try Colleague.Draft(request.form)
        let end = try act.end(draft.lastDay)
        let visit = act.visit
        do {
            try write { tx in
                let made = try draft.take(
                    by: act.seat, of: act.session.viewer.customer, until: end, at: context.now,
                    visit.connection)
                try send(to: made.contact, seat: made.seat, act, context)
                try tx.audit("identity.colleague.invited", .contact, ID<Contact>(made.contact))
            }
        } catch let error as DatabaseError {
            switch error.kind {
            case .duplicateKey("seat_place"):
                throw PortalError.invalid(
                    "email", "Somebody with this address has access already, or is invited.")
            case .duplicateKey("account_login"): throw PortalError.unavailable(retryAfter: 1)
            default: throw error
            }
        }
        return .seeOther(address, saying: "The invitation for \("name", draft.name) is on its way.")
    }

    private static func send(
        to contact: UInt64, seat: UInt64, _ act: Act, _ context: CustomerContext
    ) throws {
        let ref: Ref<Contact>? = try act.visit.connection.first(
            "SELECT ref FROM kernel_contact WHERE id = \(contact)"
        ) { try $0.next() }
        guard let ref else { throw PortalError.notFound }
        let person = try context.read { try Contact.find(ref, $0) }
        guard let email = person.fields.email else {
            throw PortalError.conflict("This contact has no e-mail address any more.")
        }
        let isSent = try Offer.send(
            to: email, SeatHolder(person), seat: seat, by: nil, named: act.session.viewer.name, act.visit)
        guard isSent else {
            throw PortalError.conflict("Three invitations went out within an hour. Try again later.")
        }
    }

    /// Does one act, and writes it down under its name.
    private static func change(
        _ action: String, _ request: Request, _ context: CustomerContext, _ write: consuming Write,
        saying words: (Colleague) -> Words, to path: String? = nil,
        _ body: (Act, Colleague) throws -> Void
    ) throws -> Answer {
        let act = try Act(context)
        let colleague = try act.colleague(request, context)
        try write { tx in
            try body(act, colleague)
            try tx.audit("identity.colleague." + action, .contact, ID<Contact>(colleague.contact ?? 0))
        }
        return .seeOther(path ?? colleague.path, saying: words(colleague))
    }

    @Sendable private static func setGroup(
        _ request: Request, _ context: CustomerContext, _ write: consuming Write
    ) throws -> Answer {
        let group = try Ref<PermissionGroup>(request.form["group"])
        return try change(
            "regrouped", request, context, write, saying: { _ in "The group holds from the next request on." }
        ) { act, colleague in
            try colleague.setGroup(group, by: act.seat, act.visit.connection)
        }
    }

    @Sendable private static func setEnd(
        _ request: Request, _ context: CustomerContext, _ write: consuming Write
    ) throws -> Answer {
        var check = FormCheck(request.form)
        let day = check.date("last_day")
        try check.finish()
        return try change(
            "limited", request, context, write,
            saying: {
                day == nil
                    ? "The access of \("name", $0.name) does not end by itself."
                    : "The access of \("name", $0.name) ends by itself after that day."
            }
        ) { act, colleague in
            try colleague.setEnd(
                act.end(day), by: act.seat, at: act.visit.now, act.visit.connection)
        }
    }

    @Sendable private static func setOn(
        _ request: Request, _ context: CustomerContext, _ write: consuming Write
    ) throws -> Answer {
        let isOn = request.form["on"] == "1"
        return try change(
            isOn ? "enabled" : "disabled", request, context, write,
            saying: {
                isOn
                    ? "\("name", $0.name) can sign in again."
                    : "\("name", $0.name) was signed out and can no longer sign in."
            }
        ) { act, colleague in
            if isOn {
                try colleague.setOn(by: act.seat, act.visit.connection)
            } else {
                try colleague.setOff(by: act.seat, at: act.visit.now, act.visit.connection)
            }
        }
    }

    @Sendable private static func confirm(
        _ request: Request, _ context: CustomerContext, _ write: consuming Write
    ) throws -> Answer {
        try change(
            "confirmed", request, context, write,
            saying: { "The access of \("name", $0.name) is confirmed." },
            to: address
        ) { act, colleague in
            try colleague.confirm(by: act.seat, at: act.visit.now, act.visit.connection)
        }
    }

    @Sendable private static func resend(
        _ request: Request, _ context: CustomerContext, _ write: consuming Write
    ) throws -> Answer {
        try change(
            "invited", request, context, write,
            saying: { "The invitation for \("name", $0.name) is on its way." }
        ) { act, colleague in
            let (seat, _) = try colleague.holdOffer(by: act.seat, giving: true, act.visit.connection)
            try send(to: colleague.contact ?? 0, seat: seat, act, context)
        }
    }

    @Sendable private static func withdraw(
        _ request: Request, _ context: CustomerContext, _ write: consuming Write
    ) throws -> Answer {
        try change(
            "withdrawn", request, context, write,
            saying: { _ in "The invitation is withdrawn; its link no longer works." }, to: address
        ) { act, colleague in
            let (seat, account) = try colleague.holdOffer(by: act.seat, giving: false, act.visit.connection)
            try PortalSeat.withdraw(seat, of: account, act.visit.connection)
        }
    }
}
