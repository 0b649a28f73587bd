import PortalKit
import Web

/// What administrators choose about each portal.
enum SettingRoutes {
    static let all: [Route<StaffContext>] = [
        .get("/staff/settings", needs: .staff(.settings), index),
        .get("/staff/settings/{portal}", needs: .staff(.settings), page),
        .post("/staff/settings/{portal}", needs: .staff(.settings), save),
    ]

    /// The portals that have something to choose, of those whose module is on.
    private static func portals(_ visit: Visit) -> [Portal] {
        guard case .staff(let session) = visit.identity else { return [] }
        return visit.house.portals.filter {
            !$0.settings.isEmpty && !session.disabledModules.contains($0.id)
        }
    }

    private static func portal(_ request: Request, _ visit: Visit) throws -> Portal {
        let id = request.parameters["portal"]
        guard let portal = portals(visit).first(where: { $0.id == id }) else { throw PortalError.notFound }
        return portal
    }

    @Sendable private static func index(_ request: Request, _ context: StaffContext) throws -> Answer {
        let visit = try context.visit()
        return .page("Settings", SettingPages.index(visit, context.ui))
    }

    @Sendable private static func page(_ request: Request, _ context: StaffContext) throws -> Answer {
        let visit = try context.visit()
        return .page("Settings", SettingPages.form(try portal(request, visit), visit))
    }

    @Sendable private static func save(
        _ request: Request, _ context: StaffContext, _ write: consuming Write
    ) throws -> Answer {
        let visit = try context.visit()
        let portal = try portal(request, visit)
        var check = FormCheck(request.form)
        var changed: [String: String] = [:]
        for setting in portal.settings {
            let typed = setting.typed(request.form, &check)
            if typed != visit.settings.values[setting.id] ?? setting.standard { changed[setting.id] = typed }
        }
        try check.finish()
        let (new, version) = (changed, UInt64(request.form["version"]) ?? 0)
        try write { _ in
            if !new.isEmpty { try KeptSettings.save(new, over: version, visit) }
        }
        return .seeOther(
            SettingPages.path(portal), saying: "The settings are saved. They hold from the next request on.")
    }
}
