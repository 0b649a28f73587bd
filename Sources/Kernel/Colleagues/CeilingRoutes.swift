import MariaDB
import PortalKit
import Web

/// Which groups the people of a group may give to colleagues: the operator's administrators decide.
enum CeilingRoutes {
    static let all: [Route<StaffContext>] = [
        .get("/staff/permission-groups/{group}/ceiling", needs: .staff(.access), page),
        .post("/staff/permission-groups/{group}/ceiling", needs: .staff(.access), save),
    ]

    static func path(_ group: PermissionGroup) -> String { group.path + "/ceiling" }

    @Sendable private static func page(_ request: Request, _ context: StaffContext) throws -> Answer {
        let ref = try Ref<PermissionGroup>(request.parameters["group"] ?? "")
        let (group, all, allowed) = try context.read { db in
            let group = try PermissionGroup.whosePeopleGive(ref, db)
            return (group, try PermissionGroup.all(db), try group.ceiling(db))
        }
        return .page("What they may give", html(group, all, allowed, context.ui))
    }

    private static func html(
        _ group: PermissionGroup, _ all: [PermissionGroup], _ allowed: Set<String>, _ ui: Interface
    ) -> HTML {
        let choices = all.filter { !$0.isForVisitors }.map { other in
            ui.checkbox(
                "allowed", Words(verbatim: other.name), value: other.ref.description,
                isOn: allowed.contains(other.ref.description))
        }
        let lead: Words =
            group.maysInvite
            ? "People of this group may invite and manage colleagues. They give the groups that are ticked here, and never more than they have themselves at that moment."
            : "This group does not let its people invite colleagues. What is ticked here holds once it does."
        return """
            \(ui.breadcrumb([NamedLink("Permission groups", to: "/staff/permission-groups"), NamedLink(named: group.name, to: group.path)], current: ui.say("What they may give")))\
            \(ui.pageHead(title: "What people of \("group", group.name) may give", sub: lead))\
            \(ui.panel(ui.form(action: path(group), submit: "Save", "\(choices)")))
            """
    }

    @Sendable private static func save(
        _ request: Request, _ context: StaffContext, _ write: consuming Write
    ) throws -> Answer {
        let ref = try Ref<PermissionGroup>(request.parameters["group"] ?? "")
        let group = try context.read { try PermissionGroup.whosePeopleGive(ref, $0) }
        let allowed = try request.form.values("allowed").map { try Ref<PermissionGroup>($0) }
        let visit = try context.visit()
        try write { tx in
            try group.saveCeiling(Set(allowed), visit.connection)
            try tx.audit("administration.group.ceiling-changed", .group, group.id)
        }
        return .seeOther(group.path, saying: "What they may give holds from now on.")
    }
}

extension PermissionGroup {
    /// Visitors of a customer's token link have nothing to give.
    fileprivate static func whosePeopleGive(
        _ ref: Ref<PermissionGroup>, _ db: borrowing Reading
    ) throws -> PermissionGroup {
        let group = try find(ref, db)
        guard !group.isForVisitors else { throw PortalError.notFound }
        return group
    }

    var maysInvite: Bool {
        kind == "everything" || reaches[Permission.manageColleagues.id] == .organisation
    }

    fileprivate func ceiling(_ db: borrowing Reading) throws -> Set<String> {
        Set(
            try db.rows(
                """
                SELECT t.ref FROM kernel_group_ceiling k
                JOIN kernel_permission_group t ON t.id = k.allowed_group_id WHERE k.group_id = \(id)
                """
            ) { row in
                let ref: Ref<PermissionGroup> = try row.next()
                return ref.description
            })
    }

    /// All allowed groups, in place of those before.
    ///
    /// - Throws: `PortalError.notFound` when one of them is none that a colleague can have.
    fileprivate func saveCeiling(_ allowed: Set<Ref<PermissionGroup>>, _ connection: Connection) throws {
        _ = try connection.execute("DELETE FROM kernel_group_ceiling WHERE group_id = \(id)")
        for ref in allowed.sorted(by: { $0.description < $1.description }) {
            let added = try connection.execute(
                """
                INSERT INTO kernel_group_ceiling (group_id, allowed_group_id)
                SELECT \(id), t.id FROM kernel_permission_group t
                WHERE t.ref = \(ref) AND NOT t.kind <=> 'non-portal-users'
                """)
            guard added.affected == 1 else { throw PortalError.notFound }
        }
    }
}
