import PortalKit
import Web

enum ContactRoutes {
    static let all: [Route<StaffContext>] = [
        .get("/staff/customers/{customer}/contacts/new", needs: .staff(.records), newPage),
        .post("/staff/customers/{customer}/contacts/new", needs: .staff(.records), add),
        .get("/staff/contacts", needs: .staff(.records), list),
        .get("/staff/contacts/{contact}", needs: .staff(.records), page),
        .get("/staff/contacts/{contact}/edit", needs: .staff(.records), editPage),
        .post("/staff/contacts/{contact}/edit", needs: .staff(.records), edit),
        .get("/staff/contacts/{contact}/remove", needs: .staff(.records), removePage),
        .post("/staff/contacts/{contact}/remove", needs: .staff(.records), remove),
    ]

    static func contact(_ request: Request, _ context: StaffContext) throws -> Contact {
        let ref = try Ref<Contact>(request.parameters["contact"] ?? "")
        return try context.read { try Contact.find(ref, $0) }
    }

    @Sendable private static func list(_ request: Request, _ context: StaffContext) throws -> Answer {
        let filter = Contact.Filter { request.query[$0] }
        let paging = try context.paging(request)
        let (listing, counts, groups) = try context.read { db in
            let counts = try Contact.counts(filter, db)
            let rows = try Contact.list(filter, paging, db)
            let total = counts[Contact.Filter.State.allCases.firstIndex(of: filter.state) ?? 0]
            return (
                paging.listing(rows, total: total) { Position($0.name, $0.id) }, counts,
                try Contact.groups(db)
            )
        }
        return .page(
            "Contacts",
            ContactListPage.html(
                listing, counts: counts, groups: groups, filter, may: context.may(.access), request,
                context.ui))
    }

    @Sendable private static func newPage(_ request: Request, _ context: StaffContext) throws -> Answer {
        let customer = try CustomerRoutes.customer(request, context)
        return .page("New contact", ContactPages.form(nil, at: customer, context.ui))
    }

    @Sendable private static func add(
        _ request: Request, _ context: StaffContext, _ write: consuming Write
    ) throws -> Answer {
        let customer = try CustomerRoutes.customer(request, context)
        let fields = try Contact.Fields(request.form)
        let visit = try context.visit()
        let ref = try write { tx in
            let added = try Contact.add(fields, to: customer.id.value, at: context.now, visit.connection)
            try tx.audit("administration.contact.added", .contact, ID<Contact>(added.id))
            return Ref<Contact>(bytes: added.ref)
        }
        return .seeOther("/staff/contacts/" + ref.description, saying: "\("name", fields.name) was added.")
    }

    @Sendable private static func page(_ request: Request, _ context: StaffContext) throws -> Answer {
        let contact = try contact(request, context)
        let (seat, groups) = try context.read { db in
            (try PortalSeat.of(contact, db), try PermissionGroup.all(db))
        }
        let panels =
            try ChangeRequestRoutes.panel(contact, context) + PrivacyRoutes.panel(contact, context)
            + RecordPanels.html(
                .contact, Panel.Record(customer: contact.customer.id.value, contact: contact.id.value),
                context)
        let visit = try context.visit()
        let offered = try Portal.offered(in: visit.house, visit.connection)
        return .page(
            "Contact",
            ContactPages.detail(
                contact, seat, groups, offered, panels: panels, may: context.may(.access), visit, context.ui))
    }

    @Sendable private static func editPage(_ request: Request, _ context: StaffContext) throws -> Answer {
        .page("Edit contact", ContactPages.form(try contact(request, context), at: nil, context.ui))
    }

    @Sendable private static func edit(
        _ request: Request, _ context: StaffContext, _ write: consuming Write
    ) throws -> Answer {
        let contact = try contact(request, context)
        let fields = try Contact.Fields(request.form)
        let visit = try context.visit()
        try write { tx in
            try contact.save(fields, version: Int(request.form["version"]) ?? 0, visit.connection)
            if let old = contact.fields.email, old != fields.email {
                try SecurityMail.addressChanged.send(toContact: contact.id.value, formerly: old, visit)
            }
            try tx.audit("administration.contact.changed", .contact, contact.id)
        }
        return .seeOther(contact.path, saying: "\("name", fields.name) is saved.")
    }

    @Sendable private static func removePage(_ request: Request, _ context: StaffContext) throws -> Answer {
        .page("Remove contact", ContactPages.remove(try contact(request, context), context.ui))
    }

    @Sendable private static func remove(
        _ request: Request, _ context: StaffContext, _ write: consuming Write
    ) throws -> Answer {
        let contact = try contact(request, context)
        let visit = try context.visit()
        try write { tx in
            try contact.remove(by: context.staff, at: context.now, visit.connection)
            try tx.audit("administration.contact.removed", .contact, contact.id)
        }
        return .seeOther(
            "/staff/customers/" + contact.customer.ref.description,
            saying: "\("name", contact.fields.name) was removed.")
    }
}
