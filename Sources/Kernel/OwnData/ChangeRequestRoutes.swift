import PortalKit
import Web

/// Staff decide what a person asked to have changed about himself.
enum ChangeRequestRoutes {
    static let all: [Route<StaffContext>] = [
        .get("/staff/change-requests", needs: .staff(.records), list),
        .post("/staff/change-requests/{change}/approve", needs: .staff(.records), approve),
        .get("/staff/change-requests/{change}/decline", needs: .staff(.records), declinePage),
        .post("/staff/change-requests/{change}/decline", needs: .staff(.records), decline),
    ]

    /// The panel of a contact's page; nothing where nothing waits.
    static func panel(_ contact: Contact, _ context: StaffContext) throws -> HTML {
        let waiting = try ChangeRequest.open(of: contact.id.value, context.visit().connection)
        return ChangeRequestPages.panel(waiting, context.ui)
    }

    private static func change(_ request: Request, _ context: StaffContext) throws -> ChangeRequest {
        let ref: Ref<ChangeRequest> = try request.ref(.change)
        return try ChangeRequest.find(ref, context.visit().connection)
    }

    @Sendable private static func list(_ request: Request, _ context: StaffContext) throws -> Answer {
        let view = ChangeRequest.View(rawValue: request.query["view"]) ?? .open
        let paging = try context.paging(request)
        let (listing, counts) = try context.read { db in
            let counts = try ChangeRequest.counts(db)
            let rows = try ChangeRequest.list(view, paging, db)
            let total = counts[ChangeRequest.View.allCases.firstIndex(of: view) ?? 0]
            return (paging.listing(rows, total: total) { $0.position }, counts)
        }
        return .page("Change requests", ChangeRequestPages.list(listing, counts, view, context.ui))
    }

    @Sendable private static func approve(
        _ request: Request, _ context: StaffContext, _ write: consuming Write
    ) throws -> Answer {
        let change = try change(request, context)
        let visit = try context.visit()
        try write { _ in
            try change.end(.approved, by: context.staff, at: visit.now, visit.connection)
            try change.make(visit)
            if change.field != .email { try ChangeLetter.approved(change).enqueue(visit) }
            try visit.audit(
                "administration.change.approved", kind: "contact", id: change.person.id,
                customer: change.person.customer)
        }
        return .seeOther(change.person.path, saying: "Approved and changed.")
    }

    @Sendable private static func declinePage(_ request: Request, _ context: StaffContext) throws -> Answer {
        .page("Decline", ChangeRequestPages.decline(try change(request, context), context.ui))
    }

    @Sendable private static func decline(
        _ request: Request, _ context: StaffContext, _ write: consuming Write
    ) throws -> Answer {
        let change = try change(request, context)
        var check = FormCheck(request.form)
        let reason = check.line("reason", most: 500, missing: "Say why: the person reads it.")
        try check.finish()
        let visit = try context.visit()
        try write { _ in
            try change.end(
                .declined, by: context.staff, because: reason, at: visit.now, visit.connection)
            try ChangeLetter.declined(change, reason).enqueue(visit)
            try visit.audit(
                "administration.change.declined", kind: "contact", id: change.person.id,
                customer: change.person.customer)
        }
        return .seeOther(change.person.path, saying: "Declined. The person is told why.")
    }
}
