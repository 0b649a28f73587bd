import PortalKit
import Web

/// Which portals this installation has on: administrators only.
enum ModuleRoutes {
    static let all: [Route<StaffContext>] = [
        .get("/staff/settings/modules", needs: .staff(.settings), list),
        .get("/staff/settings/modules/{module}", needs: .staff(.settings), page),
        .post("/staff/settings/modules/{module}", needs: .staff(.settings), set),
        .get("/staff/settings/client-portal", needs: .staff(.settings), activationPage),
        .post("/staff/settings/client-portal", needs: .staff(.settings), activate),
    ]

    @Sendable private static func list(_ request: Request, _ context: StaffContext) throws -> Answer {
        .page("Modules", ModulePages.list(try context.visit(), context.ui))
    }

    @Sendable private static func page(_ request: Request, _ context: StaffContext) throws -> Answer {
        let visit = try context.visit()
        let portal = try portal(request, visit)
        let users = try context.read { try Module.users(of: portal, at: context.now, $0) }
        return .page("Module", ModulePages.module(portal, users, visit, context.ui))
    }

    @Sendable private static func set(
        _ request: Request, _ context: StaffContext, _ write: consuming Write
    ) throws -> Answer {
        let visit = try context.visit()
        let portal = try portal(request, visit)
        let isOn = request.form["on"] == "1"
        try change(portal.id, isOn: isOn, named: portal.id + ".module", context, visit, write)
        let title = visit.reader(of: portal).say(portal.title)
        return .seeOther(
            ModulePages.address,
            saying: isOn
                ? "\("portal", title) is on, with everything that was in it."
                : "\("portal", title) is off. Everything in it stays.")
    }

    /// An administrator says what holds from the next request on; once more is nothing more.
    private static func change(
        _ id: String, isOn: Bool, named action: String, _ context: StaffContext, _ visit: Visit,
        _ write: consuming Write
    ) throws {
        try write { _ in
            let isNew = try Module.set(
                id, isOn: isOn, by: context.staff, at: context.now, visit.connection)
            guard isNew else { return }
            try visit.audit(action + (isOn ? ".on" : ".off"), kind: "module", id: nil, customer: nil)
        }
    }

    private static func portal(_ request: Request, _ visit: Visit) throws -> Portal {
        let id = request.parameters["module"]
        guard let portal = visit.house.portals.first(where: { $0.id == id && !$0.isKernel }) else {
            throw PortalError.notFound
        }
        return portal
    }

    // MARK: Portal Activation

    @Sendable private static func activationPage(_ request: Request, _ context: StaffContext) throws -> Answer
    {
        .page("Client portal", ModulePages.activation(try context.visit(), context.ui))
    }

    @Sendable private static func activate(
        _ request: Request, _ context: StaffContext, _ write: consuming Write
    ) throws -> Answer {
        let visit = try context.visit()
        guard ["1", "0"].contains(request.form["activation"]) else {
            throw PortalError.invalid("activation", "Choose one of these.")
        }
        let isOn = request.form["activation"] == "1"
        try change(
            Policy.memberships, isOn: isOn, named: "administration.portal-activation", context, visit, write)
        return .seeOther(
            ModulePages.activationAddress,
            saying: isOn
                ? "Customers reach what they are members of."
                : "What goes by membership is closed for customers.")
    }
}
