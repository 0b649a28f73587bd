import MariaDB
import PortalKit
import Web

/// Who saw and changed a customer's data: for the customer's people who may read it, and for staff.
enum LogRoutes {
    static let address = "/access-log"

    static let customer: [Route<CustomerContext>] = [
        .get("/access-log", needs: .customer(.readAccessLog), page),
        .get("/access-log/export", needs: .customer(.readAccessLog), file),
    ]

    static let staff: [Route<StaffContext>] = [
        .get("/staff/customers/{customer}/access-log", needs: .staff(.records), staffPage),
        .get("/staff/customers/{customer}/access-log/export", needs: .staff(.records), staffFile),
    ]

    /// So many lines go into one file; whoever needs earlier ones narrows the choice.
    static let most = 5_000

    @Sendable private static func page(_ request: Request, _ context: CustomerContext) throws -> Answer {
        let (visit, session) = try AccountRoutes.person(context)
        let page = try page(
            of: session.viewer.customer, at: address, request, paging: context.paging(request), visit,
            session.logScope, context)
        return .page(
            "Access log",
            """
            \(context.ui.pageHead(title: "Who saw and changed our data", sub: "Everything that people of \("customer", session.viewer.customerName) and staff of \("operator", visit.house.installation.operatorName) did with it."))\
            \(page.html(visit, context.ui))
            """)
    }

    @Sendable private static func file(_ request: Request, _ context: CustomerContext) throws -> Answer {
        let (visit, session) = try AccountRoutes.person(context)
        return try file(of: session.viewer.customer, request, visit, session.logScope, context)
    }

    @Sendable private static func staffPage(_ request: Request, _ context: StaffContext) throws -> Answer {
        let visit = try context.visit()
        let customer = try CustomerRoutes.customer(request, context)
        let page = try page(
            of: customer.id.value, at: customer.path + address, request, paging: context.paging(request),
            visit,
            { _, _ in context.scope }, context)
        let ui = context.ui
        let crumbs = ui.breadcrumb(
            [CustomerPages.start, NamedLink(named: customer.fields.name, to: customer.path)],
            current: ui.say("Access log"))
        return .page(
            "Access log",
            """
            \(crumbs)\(ui.pageHead(title: "Access log", sub: "What \("customer", customer.fields.name) reads about who saw and changed its data."))\
            \(page.html(visit, ui))
            """)
    }

    @Sendable private static func staffFile(_ request: Request, _ context: StaffContext) throws -> Answer {
        let customer = try CustomerRoutes.customer(request, context)
        return try file(
            of: customer.id.value, request, try context.visit(), { _, _ in context.scope }, context)
    }

    private static func page(
        of customer: UInt64, at path: String, _ request: Request, paging: Paging, _ visit: Visit,
        _ scope: @escaping (Permission, Portal) -> Scope?, _ context: some RecordContext
    ) throws -> LogPage {
        let filter = LogFilter(request.query)
        let table = visit.house.logTable
        let condition = filter.condition(customer, table, at: context.now)
        return try context.read { db in
            let listing = try LogEntry.listing(paging, condition, db)
            return LogPage(
                listing: listing, names: try LogNames(listing.rows, table, db, scope: scope),
                people: try LogEntry.people(of: customer, db), filter: filter, path: path,
                query: Query(request.query))
        }
    }

    private static func file(
        of customer: UInt64, _ request: Request, _ visit: Visit,
        _ scope: @escaping (Permission, Portal) -> Scope?, _ context: some RecordContext
    ) throws -> Answer {
        let table = visit.house.logTable
        let condition = LogFilter(request.query).condition(customer, table, at: context.now)
        let (entries, names) = try context.read { db in
            let entries = try LogEntry.newest(most, condition, db)
            return (entries, try LogNames(entries, table, db, scope: scope))
        }
        let ui = context.ui
        let heads: [Words] = ["Time (UTC)", "What", "Record", "Who", "Staff", "With"]
        var text = CSVText.line(heads.map(ui.say))
        for entry in entries {
            let line = LogLineText(entry, names, visit, ui)
            text += CSVText.line([entry.time, line.what, line.record, line.who, line.mark, line.device])
        }
        return .csv(text, named: "access-log")
    }
}

extension CustomerSession {
    /// What this person reaches by a permission of a portal, as a request of his own would find it.
    var logScope: (Permission, Portal) -> Scope? {
        { permission, portal in
            let reach = policy.reach(permission, in: portal)
            guard reach != .none else { return nil }
            return Scope(.customer(viewer.customer, contact: viewer.contact, reach: reach))
        }
    }
}

extension Permission {
    /// Who saw and changed the organisation's data.
    static let readAccessLog = Permission(
        "identity.access-log", title: "Read who saw and changed the organisation's data",
        offers: [.organisation])
}
