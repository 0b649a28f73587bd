import MariaDB
import PortalKit
import Web

/// What a person changes about himself. What he may not change has no field, and a forged one is not read.
enum OwnDataRoutes {
    static let all: [Route<CustomerContext>] = [
        .get("/account/details", needs: .account, detailsPage),
        .post("/account/details", needs: .account, saveDetails),
        .post("/account/changes/{change}/withdraw", needs: .account, withdraw),
        .get("/account/customer", needs: .account, customerPage),
        .post("/account/customer", needs: .account, saveCustomer),
    ]

    /// The panel of the account page.
    static func panel(_ context: CustomerContext) throws -> HTML {
        let (visit, session) = try AccountRoutes.person(context)
        return OwnDataPages.panel(
            try OwnDetails.find(of: session, visit.connection), session, context.settings, context.ui)
    }

    @Sendable private static func detailsPage(
        _ request: Request, _ context: CustomerContext
    ) throws -> Answer {
        let (visit, session) = try AccountRoutes.person(context)
        let details = try OwnDetails.find(of: session, visit.connection)
        return .page("Your details", OwnDataPages.details(details, session, context.settings, context.ui))
    }

    @Sendable private static func saveDetails(
        _ request: Request, _ context: CustomerContext, _ write: consuming Write
    ) throws -> Answer {
        let (visit, session) = try AccountRoutes.person(context)
        guard let details = try OwnDetails.find(of: session, visit.connection) else {
            throw PortalError.notFound
        }
        let changes = try OwnDetails.Change.all(request.form, of: details, context.settings)
        let asked = changes.filter { $0.field.change(context.settings) == .approval }
        try write { _ in
            var late: [FieldProblem] = []
            for change in changes {
                let isAsked = change.field.change(context.settings) == .approval
                let isDone =
                    isAsked
                    ? try ChangeRequest.ask(
                        change, of: details.contact, by: session.viewer.account, at: visit.now,
                        visit.connection)
                    : try OwnDetails.make(change, of: details.contact, visit.connection)
                if !isDone {
                    late.append(try OwnDetails.meanwhile(change, of: details.contact, visit.connection))
                }
                try visit.audit(
                    isAsked ? "identity.change.asked" : "identity.details.changed", kind: "contact",
                    id: details.contact, customer: nil)
            }
            if !late.isEmpty { throw PortalError.invalid(late) }
        }
        return .seeOther(
            "/account",
            saying: asked.isEmpty
                ? "Your details are saved." : "Saved. What waits for approval stands under your details.")
    }

    @Sendable private static func withdraw(
        _ request: Request, _ context: CustomerContext, _ write: consuming Write
    ) throws -> Answer {
        let (visit, session) = try AccountRoutes.person(context)
        let ref: Ref<ChangeRequest> = try request.ref(.change)
        let change = try ChangeRequest.find(ref, visit.connection)
        guard change.person.id == session.viewer.contact else { throw PortalError.notFound }
        try write { _ in
            try change.end(.withdrawn, by: nil, at: visit.now, visit.connection)
            try visit.audit(
                "identity.change.withdrawn", kind: "contact", id: change.person.id, customer: nil)
        }
        return .seeOther("/account", saying: "Withdrawn. Nothing changes.")
    }

    // MARK: The customer's address

    @Sendable private static func customerPage(
        _ request: Request, _ context: CustomerContext
    ) throws -> Answer {
        let (visit, session) = try AccountRoutes.person(context)
        let address = try OwnAddress.find(of: session, visit.connection)
        return .page(
            "Address",
            OwnDataPages.address(address, session, isOpen: context.settings[.ownAddress], context.ui))
    }

    @Sendable private static func saveCustomer(
        _ request: Request, _ context: CustomerContext, _ write: consuming Write
    ) throws -> Answer {
        let (visit, session) = try AccountRoutes.person(context)
        guard context.settings[.ownAddress] else { throw PortalError.notFound }
        let address = try OwnAddress(request.form)
        let version = Int(request.form["version"]) ?? 0
        let isDone = try write { _ in
            let isDone = try address.save(of: session, over: version, visit.connection)
            if !isDone { throw PortalError.invalid("street", OwnAddress.meanwhile) }
            try visit.audit(
                "identity.customer-address.changed", kind: "customer", id: session.viewer.customer,
                customer: nil)
            return isDone
        }
        return .seeOther("/account", saying: isDone ? "The address is saved." : "Nothing changed.")
    }
}

extension ObjectKind {
    static let change = ObjectKind("change")
}
