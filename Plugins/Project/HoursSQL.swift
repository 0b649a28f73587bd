import PortalKit

// What is read and written of hours: members see sums alone, of the tasks that they see, while the switch is on.
extension Hours {
    /// The minutes on the tasks that the reader sees, while their switch is on.
    private static func sum(_ condition: SQL, _ scope: Scope) -> SQL {
        """
        SELECT CAST(SUM(e.minutes) AS SIGNED) FROM project_time e JOIN project_item i ON i.id = e.item_id
        JOIN project_project p ON p.id = i.project_id
        WHERE \(sql: condition) AND e.removed_at IS NULL AND \(sql: Project.visible(scope))
            AND \(sql: Item.visible(scope))
            AND \(scope, on: "e", members: "project_member(project_id)", of: "p", shared: "p.hours_shared_at")
        """
    }

    static func spent(on item: Item, _ scope: Scope, _ db: borrowing Reading) throws -> Int? {
        let found: Int?? = try db.first(sum("e.item_id = \(item.id)", scope)) { try $0.next() }
        return found ?? nil
    }

    /// Two columns for the statement that reads a project: what was spent and what was agreed.
    static func columns(of project: Ref<Project>, _ scope: Scope) -> SQL {
        """
        (\(sql: sum("p.ref = \(project) AND e.project_id = p.id", scope))),
        (SELECT p.budget_minutes FROM project_project p WHERE p.ref = \(project) AND \(sql: Project.visible(scope))
            AND \(scope, on: "p", members: "project_member(project_id)", shared: "p.budget_shared_at"))
        """
    }

    static func account(of project: Project, _ scope: Scope, _ db: borrowing Reading) throws -> Account {
        try db.first("SELECT \(sql: columns(of: project.ref, scope))", Account.init)
            ?? Account(spent: nil, budget: nil)
    }

    // MARK: For staff

    /// Newest first.
    static func all(of item: Item, _ db: borrowing Reading) throws -> [Hours] {
        try db.rows(
            """
            SELECT e.ref, e.staff_id, s.name, e.minutes, e.remark, e.created_at FROM project_time e
            JOIN portico_staff s ON s.id = e.staff_id
            WHERE e.item_id = \(item.id) AND e.removed_at IS NULL ORDER BY e.id DESC LIMIT 500
            """
        ) {
            try Hours(
                ref: $0.next(), staff: $0.next(), staffName: $0.next(), minutes: $0.next(), remark: $0.next(),
                at: $0.next())
        }
    }

    static func switches(of project: Project, _ db: borrowing Reading) throws -> Switches {
        try db.first(
            """
            SELECT p.hours_shared_at IS NOT NULL, p.budget_shared_at IS NOT NULL FROM project_project p
            WHERE p.id = \(project.id)
            """
        ) { try Switches(hours: $0.next(), budget: $0.next()) } ?? Switches(hours: false, budget: false)
    }

    static func add(
        _ draft: Draft, to item: Item, of project: Project, by staff: ID<StaffMember>, at now: Instant,
        _ tx: borrowing Transaction
    ) throws {
        try tx.execute(
            """
            INSERT INTO project_time (customer_id, project_id, item_id, ref, staff_id, minutes, remark, created_at)
            VALUES (\(project.customer), \(project.id), \(item.id), \(tx.newRef() as Ref<Hours>), \(staff),
                \(draft.minutes), \(draft.remark), \(now))
            """)
    }

    /// Takes away an entry of one's own.
    static func remove(
        _ ref: Ref<Hours>, of item: Item, by staff: ID<StaffMember>, at now: Instant,
        _ tx: borrowing Transaction
    ) throws {
        try tx.execute(
            """
            UPDATE project_time SET removed_at = \(now)
            WHERE ref = \(ref) AND item_id = \(item.id) AND staff_id = \(staff) AND removed_at IS NULL
            """)
    }

    static func set(budget hours: Int?, of project: Project, _ tx: borrowing Transaction) throws {
        try tx.execute(
            "UPDATE project_project SET budget_minutes = \(hours.map { $0 * 60 }) WHERE id = \(project.id)")
    }

    /// Shows or hides it at once.
    static func share(
        _ what: Switch, _ isOn: Bool, of project: Project, at now: Instant, _ tx: borrowing Transaction
    ) throws {
        let since = isOn ? now : nil
        switch what {
        case .hours:
            try tx.execute(
                "UPDATE project_project SET hours_shared_at = \(since) WHERE id = \(project.id)")
        case .budget:
            try tx.execute(
                "UPDATE project_project SET budget_shared_at = \(since) WHERE id = \(project.id)")
        }
    }
}

extension Hours.Account {
    init(_ row: borrowing Row) throws {
        spent = try row.next()
        budget = try row.next()
    }
}
