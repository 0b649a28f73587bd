import PortalKit
import Web

enum GroupRoutes {
    static let all: [Route<StaffContext>] = [
        .get("/staff/permission-groups", needs: .staff(.access), list),
        .get("/staff/permission-groups/{group}", needs: .staff(.access), page),
        .post("/staff/permission-groups/{group}", needs: .staff(.access), save),
    ]

    @Sendable private static func list(_ request: Request, _ context: StaffContext) throws -> Answer {
        .page(
            "Permission groups", GroupPages.list(try context.read { try PermissionGroup.all($0) }, context.ui)
        )
    }

    @Sendable private static func page(_ request: Request, _ context: StaffContext) throws -> Answer {
        let ref = try Ref<PermissionGroup>(request.parameters["group"] ?? "")
        let group = try context.read { try PermissionGroup.find(ref, $0) }
        let visit = try context.visit()
        return .page("Permission group", GroupPages.editor(group, visit, context.ui))
    }

    @Sendable private static func save(
        _ request: Request, _ context: StaffContext, _ write: consuming Write
    ) throws -> Answer {
        let ref = try Ref<PermissionGroup>(request.parameters["group"] ?? "")
        let group = try context.read { try PermissionGroup.find(ref, $0) }
        guard group.kind != "everything" else { throw PortalError.forbidden }
        let visit = try context.visit()
        var reaches: [String: Reach] = [:]
        for permission in visit.house.portals.flatMap(\.permissions) {
            switch request.form["reach." + permission.id] {
            case "own" where permission.offers.contains(.own): reaches[permission.id] = .own
            case "organisation" where permission.offers.contains(.organisation):
                reaches[permission.id] = .organisation
            case "none", "": break
            default: throw PortalError.invalid("", "Choose one of the offered reaches.")
            }
        }
        try write { tx in
            try group.save(reaches, visit.connection)
            try tx.audit("administration.group.changed", .group, group.id)
        }
        return .seeOther(
            group.path,
            saying: Words(
                group.seats, one: "The permissions hold for one portal user from now on.",
                other: "The permissions hold for {n} portal users from now on."))
    }
}

enum GroupPages {
    static func list(_ groups: [PermissionGroup], _ ui: Interface) -> HTML {
        let rows: [[TableCell]] = groups.map { group in
            [
                .title(group.name, to: group.path), kind(group),
                .number(ui.reader.number(group.seats)),
            ]
        }
        return """
            \(ui.pageHead(title: "Permission groups", sub: "What people see and may do in their portals."))\
            \(ui.table(caption: "Permission groups", columns: [.title("Group"), .status("Kind"), .number("Portal users")], rows: rows))
            """
    }

    private static func kind(_ group: PermissionGroup) -> TableCell {
        if group.isDefault { return .pill("Default", .good) }
        return group.kind == nil ? .none : .pill("System", .rest)
    }

    static func editor(_ group: PermissionGroup, _ visit: Visit, _ ui: Interface) -> HTML {
        let crumbs = ui.breadcrumb(
            [NamedLink("Permission groups", to: "/staff/permission-groups")], current: group.name)
        let sub: Words =
            Words(
                group.seats, one: "One portal user has this group. A change holds from the next request on.",
                other: "{n} portal users have this group. A change holds from their next request on.")
        let head = ui.pageHead(
            named: group.name, sub: sub,
            actions: [ui.linkButton("What they may give", to: CeilingRoutes.path(group))])
        if group.kind == "everything" {
            let text: Words = "It has every permission of every portal, also of those that are added later."
            return "\(crumbs)\(head)\(ui.note(.neutral, lead: "This group cannot be changed.", text))"
        }
        var sections = HTML()
        for portal in visit.house.portals where !portal.permissions.isEmpty {
            let reader = visit.reader(of: portal)
            let rows = portal.permissions.map { permission in
                ui.settingRow(
                    Words(verbatim: reader.say(permission.title)), effect: HTML(),
                    control: ui.segmented(
                        "reach." + permission.id, Words(verbatim: reader.say(permission.title)),
                        choices(permission), value: name(group.reaches[permission.id] ?? .none)))
            }
            sections += ui.panel(title: Words(verbatim: reader.say(portal.title)), isPadded: false, "\(rows)")
        }
        let save = ui.buttons([ui.button("Update portal group")])
        return
            "\(crumbs)\(head)\(ui.form(action: group.path, "<div class=\"stack\">\(sections)\(save)</div>"))"
    }

    private static func choices(_ permission: Permission) -> [Choice] {
        guard permission.offers.contains(.own) else {
            return [Choice("none", "No"), Choice("organisation", "Yes")]
        }
        return [Choice("none", "None"), Choice("own", "Own"), Choice("organisation", "Organisation")]
    }

    private static func name(_ reach: Reach) -> String {
        switch reach {
        case .none: "none"
        case .own: "own"
        case .organisation: "organisation"
        }
    }
}
