import HTTPTypes
import MariaDB
import PortalKit
import Web

/// What groups let people see and do: administrators only (A09).
enum GroupRoutes {
    static let all: [Route<StaffContext>] = [
        .get("/staff/permission-groups", needs: .staff(.access), list),
        .get("/staff/permission-groups/new", needs: .staff(.access), newPage),
        .post("/staff/permission-groups/new", needs: .staff(.access), add),
        .get("/staff/permission-groups/{group}", needs: .staff(.access), page),
        .post("/staff/permission-groups/{group}", needs: .staff(.access), save),
        .post("/staff/permission-groups/{group}/default", needs: .staff(.access), makeDefault),
        .get("/staff/permission-groups/{group}/delete", needs: .staff(.access), deletePage),
        .post("/staff/permission-groups/{group}/delete", needs: .staff(.access), delete),
    ]

    @Sendable private static func list(_ request: Request, _ context: StaffContext) throws -> Answer {
        let groups = try context.read { try PermissionGroup.all($0) }
        return .page(
            "Portal user permission groups", GroupPages.list(groups, try context.visit(), context.ui))
    }

    @Sendable private static func newPage(_ request: Request, _ context: StaffContext) throws -> Answer {
        let groups = try context.read { try PermissionGroup.all($0) }
        return .page("New group", GroupPages.new(groups, from: request.query["from"], context.ui))
    }

    @Sendable private static func add(
        _ request: Request, _ context: StaffContext, _ write: consuming Write
    ) throws -> Answer {
        var check = FormCheck(request.form)
        let name = GroupDraft.name(&check)
        let from = request.form["from"]
        let pattern = try from.isEmpty ? nil : group(named: from, context)
        try check.finish()
        let visit = try context.visit()
        var reaches = pattern?.reaches ?? [:]
        if pattern?.isEverything == true {
            for permission in visit.permissions { reaches[permission.id] = pattern?.reach(permission) }
        }
        let given = reaches
        do {
            let ref = try write { tx in
                let added = try PermissionGroup.add(
                    name, given, by: context.staff, at: context.now, visit.connection)
                try tx.audit("administration.group.added", .group, added.id)
                return added.ref
            }
            return .seeOther(
                PermissionGroup.list + "/" + ref.description,
                saying: "\("name", name) is there. Nobody has it yet.")
        } catch let error as DatabaseError where error.kind == .duplicateKey("group_name") {
            throw PortalError.invalid("name", nameTaken)
        }
    }

    private static let nameTaken: Words = "Another group is called so. Choose another name."

    @Sendable private static func page(_ request: Request, _ context: StaffContext) throws -> Answer {
        let group = try group(request, context)
        let visit = try context.visit()
        return try editor(group, GroupDraft(of: group, visit.permissions), context, visit)
    }

    private static func editor(
        _ group: PermissionGroup, _ draft: GroupDraft, _ context: StaffContext, _ visit: Visit
    ) throws -> Answer {
        let (count, some) = try context.read { db in
            (
                try GroupMembers.count(of: group, at: visit.now, db),
                try GroupMembers.some(5, of: group, at: visit.now, db)
            )
        }
        return .page(
            "Permission group", GroupPages.editor(group, draft, count, some, visit, context.ui))
    }

    /// Saves at once what changes nothing for anybody; else it shows first what changes, and for whom.
    @Sendable private static func save(
        _ request: Request, _ context: StaffContext, _ write: consuming Write
    ) throws -> Answer {
        let group = try group(request, context)
        guard !group.isEverything else { throw PortalError.forbidden }
        let visit = try context.visit()
        let draft = try GroupDraft(request.form, of: group, visit.permissions)
        if request.form["back"] == "1" { return try editor(group, draft, context, visit) }
        if draft.version != group.version { return conflict(group, draft, visit, context.ui) }
        if request.form["confirmed"] != "1" {
            let members = try GroupMembers(of: group, at: visit.now, visit.connection)
            let change = try GroupChange(
                from: group, to: .reaches(draft.reaches), members, visit.house.portals,
                off: visit.switchedOff, visit.connection)
            if !change.effects.isEmpty {
                return .page(
                    "What changes", GroupPreviewPages.save(group, draft, change, visit, context.ui))
            }
        }
        do {
            try write { tx in
                guard
                    try group.save(
                        draft, of: visit.permissions, by: context.staff, at: context.now, visit.connection)
                else { throw Overtaken() }
                try tx.audit("administration.group.changed", .group, group.id)
            }
        } catch is Overtaken {
            visit.rollback()
            return conflict(try Self.group(request, context), draft, visit, context.ui)
        } catch let error as DatabaseError where error.kind == .duplicateKey("group_name") {
            throw PortalError.invalid("name", nameTaken)
        }
        return .seeOther(
            group.path, saying: "\("name", draft.name) is saved. It holds from the next request on.")
    }

    /// Somebody else saved the group after it was shown.
    private struct Overtaken: Error {}

    private static func conflict(
        _ group: PermissionGroup, _ draft: GroupDraft, _ visit: Visit, _ ui: Interface
    ) -> Answer {
        var answer = Answer.page(
            "Changed meanwhile", GroupPreviewPages.conflict(group, draft, visit, ui))
        answer.status = .conflict
        return answer
    }

    @Sendable private static func makeDefault(
        _ request: Request, _ context: StaffContext, _ write: consuming Write
    ) throws -> Answer {
        let group = try group(request, context)
        let visit = try context.visit()
        try write { tx in
            try group.makeDefault(visit.connection)
            try tx.audit("administration.group.made-default", .group, group.id)
        }
        return .seeOther(
            group.path, saying: "New portal users begin with \("name", group.name). Nobody was moved.")
    }

    @Sendable private static func deletePage(_ request: Request, _ context: StaffContext) throws -> Answer {
        let group = try group(request, context)
        let groups = try context.read { try PermissionGroup.all($0) }
        return .page("Delete group", GroupPreviewPages.delete(group, groups, context.ui))
    }

    /// Everybody who has it gets another one in the same transaction; what that changes is shown first.
    @Sendable private static func delete(
        _ request: Request, _ context: StaffContext, _ write: consuming Write
    ) throws -> Answer {
        let group = try group(request, context)
        if let reason = group.keeps { throw PortalError.conflict(reason) }
        guard let other = try? Self.group(named: request.form["replacement"], context),
            other.id != group.id, !other.isForVisitors
        else { throw PortalError.invalid("replacement", "Choose one of the other groups.") }
        let visit = try context.visit()
        if request.form["confirmed"] != "1" {
            let members = try GroupMembers(of: group, at: visit.now, visit.connection)
            let change = try GroupChange(
                from: group, to: other.policyGroup, members, visit.house.portals, off: visit.switchedOff,
                visit.connection)
            if !change.effects.isEmpty {
                return .page(
                    "What changes", GroupPreviewPages.move(group, to: other, change, visit, context.ui))
            }
        }
        try write { tx in
            try group.delete(movingTo: other.ref, visit.connection)
            try tx.audit("administration.group.deleted", .group, group.id)
        }
        return .seeOther(
            PermissionGroup.list,
            saying: "\("name", group.name) is deleted. Who had it has \("other", other.name) now.")
    }

    private static func group(_ request: Request, _ context: StaffContext) throws -> PermissionGroup {
        try group(named: request.parameters["group"] ?? "", context)
    }

    private static func group(named ref: String, _ context: StaffContext) throws -> PermissionGroup {
        let ref = try Ref<PermissionGroup>(ref)
        return try context.read { try PermissionGroup.find(ref, $0) }
    }
}

extension Visit {
    /// What groups can give, of all portals.
    var permissions: [Permission] { house.portals.flatMap(\.permissions) }

    /// The modules that are switched off at this request; nobody's for a guest.
    var switchedOff: Set<String> {
        switch identity {
        case .guest: []
        case .customer(let session): session.policy.disabledModules
        case .staff(let session): session.disabledModules
        }
    }
}
