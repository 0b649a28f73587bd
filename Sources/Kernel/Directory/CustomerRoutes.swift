import PortalKit
import Web

enum CustomerRoutes {
    static let all: [Route<StaffContext>] = [
        .get("/staff", needs: .signedIn) { _, _ in .seeOther("/staff/customers") },
        .get("/staff/customers", needs: .staff(.records), list),
        .get("/staff/customers/new", needs: .staff(.records), newPage),
        .post("/staff/customers/new", needs: .staff(.records), add),
        .get("/staff/customers/{customer}", needs: .staff(.records), page),
        .get("/staff/customers/{customer}/edit", needs: .staff(.records), editPage),
        .post("/staff/customers/{customer}/edit", needs: .staff(.records), edit),
        .get("/staff/customers/{customer}/archive", needs: .staff(.records), archivePage),
        .post("/staff/customers/{customer}/archive", needs: .staff(.records), archive),
        .post("/staff/customers/{customer}/restore", needs: .staff(.records), restore),
    ]

    static func customer(_ request: Request, _ context: StaffContext) throws -> Customer {
        let ref = try Ref<Customer>(request.parameters["customer"] ?? "")
        return try context.read { try Customer.find(ref, $0) }
    }

    @Sendable private static func list(_ request: Request, _ context: StaffContext) throws -> Answer {
        let filter = Customer.Filter { request.query[$0] }
        let paging = try context.paging(request)
        let found = try context.read { db in
            let counts = try Customer.counts(filter, db)
            let view = Customer.Filter.View.allCases.firstIndex(of: filter.view) ?? 0
            let rows = try Customer.list(filter, paging, db)
            let listing = paging.listing(rows, total: counts.views[view]) { filter.position($0) }
            return (listing, counts, try Customer.countries(db))
        }
        let may = context.may(.access)
        let waiting = may ? AdmissionRoutes.note(found.1.waiting, context.ui) : HTML()
        return .page(
            "Customers",
            CustomerListPage.html(
                found.0, counts: found.1.views, countries: found.2, filter, may: may, waiting: waiting,
                request,
                context.ui))
    }

    @Sendable private static func newPage(_ request: Request, _ context: StaffContext) throws -> Answer {
        .page("New customer", CustomerPages.form(nil, context.ui))
    }

    @Sendable private static func add(
        _ request: Request, _ context: StaffContext, _ write: consuming Write
    ) throws -> Answer {
        let fields = try Customer.Fields(request.form)
        let visit = try context.visit()
        let ref = try write { tx in
            let added = try Customer.add(fields, at: context.now, visit.connection)
            try tx.audit("administration.customer.added", .customer, ID<Customer>(added.id))
            return Ref<Customer>(bytes: added.ref)
        }
        return .seeOther("/staff/customers/" + ref.description, saying: "\("name", fields.name) was added.")
    }

    @Sendable private static func page(_ request: Request, _ context: StaffContext) throws -> Answer {
        let customer = try customer(request, context)
        let (contacts, users, count) = try context.read { db in
            (
                try Contact.list(of: customer, db),
                try SeatLine.first(SeatListPages.mostAtCustomer, of: customer, db),
                try SeatLine.count(of: customer.id, db)
            )
        }
        let section = SeatListPages.section(
            customer, users, count: count, may: context.may(.access), context.ui)
        let panels =
            try CustomerLinkRoutes.panel(customer, context)
            + RecordPanels.html(.customer, Panel.Record(customer: customer.id.value), context)
        let hasUsers = try ViewingPlace.of(
            customer, at: context.now, try context.visit().connection
        ).customerHasUsers
        return .page(
            "Customer",
            CustomerPages.detail(
                customer, contacts, users: section, panels: panels, hasUsers: hasUsers, context.ui))
    }

    @Sendable private static func editPage(_ request: Request, _ context: StaffContext) throws -> Answer {
        .page("Edit customer", CustomerPages.form(try customer(request, context), context.ui))
    }

    @Sendable private static func edit(
        _ request: Request, _ context: StaffContext, _ write: consuming Write
    ) throws -> Answer {
        let customer = try customer(request, context)
        let fields = try Customer.Fields(request.form)
        let visit = try context.visit()
        try write { tx in
            try customer.save(fields, version: Int(request.form["version"]) ?? 0, visit.connection)
            try tx.audit("administration.customer.changed", .customer, customer.id)
        }
        return .seeOther(customer.path, saying: "\("name", fields.name) is saved.")
    }

    @Sendable private static func archivePage(_ request: Request, _ context: StaffContext) throws -> Answer {
        let customer = try customer(request, context)
        let seats = try context.read { try Contact.list(of: customer, $0) }.filter(\.isOn).count
        return .page("Archive customer", CustomerPages.archive(customer, seats: seats, context.ui))
    }

    @Sendable private static func archive(
        _ request: Request, _ context: StaffContext, _ write: consuming Write
    ) throws -> Answer {
        let customer = try customer(request, context)
        let visit = try context.visit()
        try write { tx in
            try customer.setArchived(true, by: context.staff, at: context.now, visit.connection)
            try tx.audit("administration.customer.archived", .customer, customer.id)
        }
        return .seeOther(customer.path, saying: "\("name", customer.fields.name) is archived.")
    }

    @Sendable private static func restore(
        _ request: Request, _ context: StaffContext, _ write: consuming Write
    ) throws -> Answer {
        let customer = try customer(request, context)
        let visit = try context.visit()
        try write { tx in
            try customer.setArchived(false, by: context.staff, at: context.now, visit.connection)
            try tx.audit("administration.customer.restored", .customer, customer.id)
        }
        return .seeOther(customer.path, saying: "\("name", customer.fields.name) is back.")
    }
}
