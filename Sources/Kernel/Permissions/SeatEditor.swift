import MariaDB
import PortalKit
import Web

/// A customer's portal users: those of its contacts and its own, made, changed and deleted from the customer's page.
enum SeatEditor {
    static let all: [Route<StaffContext>] = [
        .get("/staff/customers/{customer}/portal-users", needs: .staff(.records), list),
        .get("/staff/customers/{customer}/portal-users/new", needs: .staff(.access), newPage),
        .post("/staff/customers/{customer}/portal-users/new", needs: .staff(.access), add),
        .get("/staff/customers/{customer}/portal-users/{seat}", needs: .staff(.access), page),
        .post("/staff/customers/{customer}/portal-users/{seat}", needs: .staff(.access), update),
        .get("/staff/customers/{customer}/portal-users/{seat}/delete", needs: .staff(.access), deletePage),
        .post("/staff/customers/{customer}/portal-users/{seat}/delete", needs: .staff(.access), delete),
    ]

    @Sendable private static func list(_ request: Request, _ context: StaffContext) throws -> Answer {
        let customer = try CustomerRoutes.customer(request, context)
        let paging = try context.paging(request)
        let listing = try context.read { try SeatLine.listing(of: customer, paging, $0) }
        return .page(
            "Portal users",
            SeatListPages.list(customer, listing, may: context.may(.access), context.ui))
    }

    // MARK: New

    /// The customer itself, or the contact that is asked for, if it has no seat yet.
    @Sendable private static func newPage(_ request: Request, _ context: StaffContext) throws -> Answer {
        let customer = try CustomerRoutes.customer(request, context)
        let (candidates, groups) = try context.read { db in
            (try SeatCandidate.all(of: customer, db), try PermissionGroup.all(db))
        }
        return .page(
            "New portal user",
            SeatEditorPages.new(
                customer, candidates, chosen: request.query["contact"], groups, context.ui))
    }

    @Sendable private static func add(
        _ request: Request, _ context: StaffContext, _ write: consuming Write
    ) throws -> Answer {
        let customer = try CustomerRoutes.customer(request, context)
        let holder = try holder(request.form["contact"], customer, context)
        let visit = try context.visit()
        let offer = try Offer(request.form, to: holder.email, in: "way", FormCheck(request.form))
        return try OfferRoutes.make(offer, holder, context, write) { _, hash in
            try offer.take(holder, nil, onlyOwn: false, hash, context.staff, visit)
        }
    }

    /// - Throws: `PortalError.invalid` for a contact that there is not, or of another customer.
    private static func holder(
        _ contact: String, _ customer: Customer, _ context: StaffContext
    ) throws -> SeatHolder {
        if contact.isEmpty { return SeatHolder(customer) }
        let refused = PortalError.invalid("contact", "Choose the customer or one of its contacts.")
        guard let ref = try? Ref<Contact>(contact) else { throw refused }
        let found = try context.read { db in try? Contact.find(ref, db) }
        guard let found, found.customer.id == customer.id else { throw refused }
        return SeatHolder(found)
    }

    // MARK: One

    @Sendable private static func page(_ request: Request, _ context: StaffContext) throws -> Answer {
        let seat = try SeatRoutes.seat(request, context)
        let groups = try context.read { try PermissionGroup.all($0) }
        let visit = try context.visit()
        let offered = try Portal.offered(in: visit.house, visit.connection)
        return .page("Portal user", SeatEditorPages.editor(seat, groups, offered, visit, context.ui))
    }

    @Sendable private static func update(
        _ request: Request, _ context: StaffContext, _ write: consuming Write
    ) throws -> Answer {
        let seat = try SeatRoutes.seat(request, context)
        let change = try Change(request.form, seat)
        let visit = try context.visit()
        let requirement: MfaRequirement
        do {
            requirement = try write { tx in
                if let login = change.login {
                    try seat.setLogin(login, at: context.now, visit.connection)
                    try tx.audit("administration.login.changed", seat.holder)
                }
                if change.group != seat.groupRef {
                    do {
                        try seat.setGroup(change.group, visit.connection)
                    } catch PortalError.notFound {
                        throw PortalError.invalid("group", "Choose one of the groups.")
                    }
                }
                if change.follows != seat.policy.followsGroup {
                    try seat.setFollows(change.follows, visit.connection)
                }
                let requirement = try seat.setMfaRequired(
                    change.requiresMfa, by: context.staff, at: context.now, visit.connection)
                if requirement != .unchanged {
                    try tx.audit(
                        change.requiresMfa ? "administration.mfa.required" : "administration.mfa.released",
                        seat.holder)
                }
                try tx.audit("administration.seat.changed", seat.holder)
                return requirement
            }
        } catch let error as DatabaseError {
            throw error.ofSeat
        }
        return .seeOther(
            seat.holder.customerPath,
            saying: requirement.words(for: seat.holder.name)
                ?? "\("name", seat.holder.name) is saved. It holds from the next request on.")
    }

    @Sendable private static func deletePage(_ request: Request, _ context: StaffContext) throws -> Answer {
        let seat = try SeatRoutes.seat(request, context)
        let isLast = try context.read { try SeatLine.count(of: seat.holder.customer.id, $0) } == 1
        return .page("Delete portal user", SeatEditorPages.delete(seat, isLast: isLast, context.ui))
    }

    @Sendable private static func delete(
        _ request: Request, _ context: StaffContext, _ write: consuming Write
    ) throws -> Answer {
        let seat = try SeatRoutes.seat(request, context)
        let visit = try context.visit()
        try write { tx in
            try seat.delete(visit.connection)
            try tx.audit("administration.seat.deleted", seat.holder)
        }
        return .seeOther(
            seat.holder.customerPath,
            saying: "The portal user \("name", seat.holder.name) is deleted. What was written stays.")
    }

    /// What is filled in to change a portal user.
    private struct Change {
        /// Nil when it stays.
        let login: Login?
        let group: Ref<PermissionGroup>
        let follows: Bool
        let requiresMfa: Bool

        init(_ form: Form, _ seat: PortalSeat) throws {
            var check = FormCheck(form)
            var typed: Login?
            do throws(Login.Refusal) {
                typed = try Login(form["login"].trimmed)
            } catch {
                check.refuse("login", "Enter a user name or an e-mail address, without spaces around it.")
            }
            try check.finish()
            login = typed?.text.utf8.elementsEqual(seat.login.utf8) == true ? nil : typed
            group = try Ref(form["group"])
            follows = form["portals"] != "listed"
            requiresMfa = check.isTicked("mfa")
        }
    }
}
