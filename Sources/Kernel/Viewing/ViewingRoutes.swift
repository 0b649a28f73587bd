import HTTPTypes
import MariaDB
import PortalKit
import Web

/// View Portal and working in a customer's place: a member of staff goes into a customer's portal, as one of its people
/// or as whoever has its link.
enum ViewingRoutes {
    /// Where a browser is sent whose looking has ended by itself.
    static let ended = "/viewing/ended"

    /// The addresses whose forms may be sent again and again.
    static let switches = [
        Viewing.end, "/staff/contacts/{contact}/view", "/staff/contacts/{contact}/work",
        "/staff/customers/{customer}/view", "/staff/customers/{customer}/work",
    ]

    static let guest: [Route<GuestContext>] = [
        .get("/viewing/ended", needs: Right(.anybody), endedPage)
    ]

    static let staff: [Route<StaffContext>] = [
        .post("/staff/contacts/{contact}/view", needs: .staff(.records)) { request, context, write in
            try begin(contact(request, context), isWorking: false, request, context, write)
        },
        .get("/staff/contacts/{contact}/work", needs: .staff(.records)) { request, context in
            page(try contact(request, context), context)
        },
        .post("/staff/contacts/{contact}/work", needs: .staff(.records)) { request, context, write in
            try begin(contact(request, context), isWorking: true, request, context, write)
        },
        .get("/staff/customers/{customer}/portal", needs: .staff(.records)) { request, context in
            let customer = try CustomerRoutes.customer(request, context)
            let place = try ViewingPlace.of(customer, at: context.now, try context.visit().connection)
            let people = try context.read { try ViewingPerson.all(of: customer, at: context.now, $0) }
            return .page("Open the portal", ViewingPages.choice(place, people, context.ui))
        },
        .post("/staff/customers/{customer}/view", needs: .staff(.records)) { request, context, write in
            try begin(customer(request, context), isWorking: false, request, context, write)
        },
        .get("/staff/customers/{customer}/work", needs: .staff(.records)) { request, context in
            page(try customer(request, context), context)
        },
        .post("/staff/customers/{customer}/work", needs: .staff(.records)) { request, context, write in
            try begin(customer(request, context), isWorking: true, request, context, write)
        },
    ]

    static func contact(_ request: Request, _ context: StaffContext) throws -> ViewingPlace {
        try ViewingPlace.of(
            ContactRoutes.contact(request, context), at: context.now, try context.visit().connection)
    }

    private static func customer(_ request: Request, _ context: StaffContext) throws -> ViewingPlace {
        try ViewingPlace.of(
            CustomerRoutes.customer(request, context), at: context.now, try context.visit().connection)
    }

    /// Says what working in somebody's place means, or why there is nothing to work in.
    private static func page(_ place: ViewingPlace, _ context: StaffContext) -> Answer {
        if case .none(let why) = place.way {
            return .page("No portal to see", ViewingPages.nothing(place, why, context.ui))
        }
        return .page("Work in the portal", ViewingPages.confirm(place, context.ui))
    }

    /// Whoever this browser was on customers' pages until now, he is no longer: the token is new, and what was open in
    /// this session of staff has ended. The audit has it before anything of the customer is shown.
    private static func begin(
        _ place: ViewingPlace, isWorking: Bool, _ request: Request, _ context: StaffContext,
        _ write: consuming Write
    ) throws -> Answer {
        let visit = try context.visit()
        guard case .staff(let session) = visit.identity else { throw PortalError.unauthenticated }
        let way = place.way
        if case .none = way {
            var answer = page(place, context)
            answer.status = .conflict
            return answer
        }
        let seat: UInt64? = if case .seat(let id) = way { id } else { nil }
        let token = Token()
        try write { _ in
            try Viewing.hold(session, visit.connection)
            let open = try Viewing.endAll(of: session, at: context.now, visit.connection)
            try visit.endPresentSession(isStaff: false)
            if let open { try audit(open.isWorking, "ended", open.seat, open.customer, visit) }
            let isElsewhere = open.map { $0.seat != seat || $0.customer != place.customer } ?? false
            try Viewing.begin(
                way, of: place.customer, isWorking: isWorking, in: session,
                after: isElsewhere ? open?.id : nil, token, visit)
            try audit(isWorking, "begun", seat, place.customer, visit)
        }
        let kind: ViewingCookie = seat == nil ? .visitor : .seat
        var answer = Answer.seeOther(visit.nextPath(request.form["next"], staff: false) ?? "/home")
        answer.cookies.append(visit.customerCookie(kind.text(token)))
        return answer
    }

    private static func audit(
        _ isWorking: Bool, _ what: String, _ seat: UInt64?, _ customer: UInt64, _ visit: Visit
    ) throws {
        visit.onBehalfOf = seat
        try visit.audit(
            "identity.\(isWorking ? "working" : "viewing").\(what)", kind: "customer", id: customer,
            customer: customer)
    }

    /// Ends it, and leads back to where it was begun. Who is here himself has nothing to end.
    @Sendable static func finish(
        _ request: Request, _ context: CustomerContext, _ write: consuming Write
    ) throws -> Answer {
        let (visit, session) = try AccountRoutes.person(context)
        guard let viewing = session.viewing else { return .seeOther("/home") }
        try write { _ in
            try visit.endPresentSession(isStaff: false)
            try audit(viewing.isWorking, "ended", session.viewer.seat, session.viewer.customer, visit)
        }
        var answer = Answer.seeOther(viewing.back)
        answer.cookies.append(visit.endedCookie(isStaff: false))
        return answer
    }

    @Sendable private static func endedPage(_ request: Request, _ context: GuestContext) throws -> Answer {
        let visit = try context.store.visit()
        var answer = Answer.page("Ended", ViewingPages.ended(context.ui))
        if visit.carriesViewing { answer.cookies.append(visit.endedCookie(isStaff: false)) }
        return answer
    }
}

/// One of a customer's people who can be looked at or worked for, for choosing.
struct ViewingPerson {
    let ref: Ref<Contact>?
    let name: String
    let group: String

    static func all(
        of customer: Customer, at now: Instant, _ db: borrowing Reading
    ) throws -> [ViewingPerson] {
        try db.rows(
            """
            SELECT p.ref, COALESCE(p.name, c.name), g.name FROM kernel_seat s
            JOIN kernel_customer c ON c.id = s.customer_id
            JOIN kernel_permission_group g ON g.id = s.group_id
            LEFT JOIN kernel_contact p ON p.id = s.contact_id
            WHERE s.customer_id = \(customer.id) AND \(sql: PortalSeat.inForce(at: now))
            ORDER BY p.id IS NOT NULL, p.name, s.id LIMIT 500
            """
        ) { row in ViewingPerson(ref: try row.next(), name: try row.next(), group: try row.next()) }
    }
}

extension Visit {
    /// Whether this browser's place on customers' pages is one of staff, open or over.
    var carriesViewing: Bool {
        guard !request.cookies.isAmbiguous(cookieNames.customer) else { return false }
        return request.cookies[cookieNames.customer].flatMap { ViewingCookie.read($0) } != nil
    }

    /// Whether a member of staff looks as a customer does, and may change nothing.
    var onlyLooks: Bool {
        guard case .customer(let session) = identity, let viewing = session.viewing else { return false }
        return !viewing.isWorking
    }

    /// Looking leaves no trace of having been there. Working keeps the session of the member of staff awake, in which it
    /// lives; the customer's person was not here in either case.
    func noteSeen(of session: CustomerSession) {
        guard let viewing = session.viewing, viewing.isWorking, now.seconds(since: session.seenAt) >= 60
        else {
            return
        }
        _ = try? connection.execute(
            """
            UPDATE kernel_staff_session SET seen_at = \(now)
            WHERE id = \(viewing.staffSession) AND seen_at < \(now)
            """)
    }
}
