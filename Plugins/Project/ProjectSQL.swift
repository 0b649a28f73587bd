import PortalKit

// What is read of projects. One statement serves customers and staff: the scope says whose and what is shared.
extension Project {
    static func visible(_ scope: Scope) -> SQL {
        "\(scope, on: "p", members: "project_member(project_id)", shared: "p.shared_at")"
    }

    private static let columns: SQL = """
        p.id, p.ref, p.number, p.name, p.description, p.status, p.starts_on, p.ends_on, s.ref, s.name, p.customer_id, c.name,
        c.number, p.updated_at, p.shared_at, p.archived_at, p.template_at IS NOT NULL,
        p.version
        """

    /// How many the reader sees of these kinds. What customers see is kept with the project, of all kinds; staff see all,
    /// and that is counted.
    private static func counts(_ kinds: [Item.Kind], _ scope: Scope) -> SQL {
        guard scope.isEverything else { return "w.milestones, w.tasks, w.updates, w.documents, w.done" }
        func count(_ what: SQL, of kind: Item.Kind) -> SQL {
            guard kinds.contains(kind) else { return "0" }
            return """
                (SELECT COUNT(\(sql: what)) FROM project_item i
                    WHERE i.project_id = p.id AND i.kind = \(kind.rawValue) AND \(sql: Item.visible(scope)))
                """
        }
        return """
            \(sql: count("*", of: .milestone)), \(sql: count("*", of: .task)), \(sql: count("*", of: .update)),
            \(sql: count("*", of: .document)), \(sql: count("i.done_at", of: .task))
            """
    }

    private static let joined: SQL = """
        project_project p JOIN portico_customer c ON c.id = p.customer_id
        LEFT JOIN portico_staff s ON s.id = p.lead_id
        LEFT JOIN project_shown w ON w.project_id = p.id\(unscoped: "what is shown of a project that the scope finds")
        """

    private init(_ row: borrowing Row) throws {
        id = try row.next()
        ref = try row.next()
        number = try row.next()
        name = try row.next()
        description = try row.next()
        status = try Status.read(row)
        startsOn = try row.next()
        endsOn = try row.next()
        lead = try row.next()
        leadName = try row.next()
        customer = try row.next()
        customerName = try row.next()
        customerNumber = try row.next()
        updatedAt = try row.next()
        sharedAt = try row.next()
        archivedAt = try row.next()
        isTemplate = try row.next()
        version = try row.next()
        // Nothing is kept of a project before something in it was shown.
        func count() throws -> Int { try row.next() as Int? ?? 0 }
        counts = try Counts(
            milestones: count(), tasks: count(), updates: count(), documents: count(), doneTasks: count())
    }

    /// - Parameter counted: what of it is counted for staff.
    static func find(
        _ ref: Ref<Project>, counted: [Item.Kind] = [], _ scope: Scope, _ db: borrowing Reading
    ) throws -> Project? {
        try db.first(
            """
            SELECT \(sql: columns), \(sql: counts(counted, scope)) FROM \(sql: joined)
            WHERE p.ref = \(ref) AND \(sql: visible(scope))
            """, Project.init)
    }

    /// The project with what was spent on it, as far as the reader sees that, for its first page.
    static func first(
        _ ref: Ref<Project>, _ scope: Scope, _ db: borrowing Reading
    ) throws -> (project: Project, hours: Hours.Account)? {
        try db.first(
            """
            SELECT \(sql: columns), \(sql: counts(Item.Kind.allCases, scope)), \(sql: Hours.columns(of: ref, scope))
            FROM \(sql: joined) WHERE p.ref = \(ref) AND \(sql: visible(scope))
            """
        ) { (try Project($0), try Hours.Account($0)) }
    }

    /// The one that a transaction has just written.
    static func find(_ id: ID<Project>, _ tx: borrowing Transaction) throws -> Project {
        let found = try tx.first(
            "SELECT \(sql: columns), NULL, NULL, NULL, NULL, NULL FROM \(sql: joined) WHERE p.id = \(id)",
            Project.init)
        guard let found else { throw PortalError.notFound }
        return found
    }

    private static let recent = Keyset("p.updated_at", .descending, id: "p.id")

    /// A page of a list, with how many there are in each view.
    static func listing(
        _ paging: Paging, _ scope: Scope, _ db: borrowing Reading
    ) throws -> (listing: Listing<Project>, counts: [(view: View, count: Int)]) {
        let view = paging.view(View.self) ?? .open
        let found: SQL = "\(sql: visible(scope)) AND \(search: paging.search, in: "p.name", "p.description")"
        func rows(_ view: View) -> SQL {
            "project_project p WHERE \(sql: visible(scope)) AND \(sql: view.condition)"
        }
        let listing = try db.listing(
            paging, by: recent,
            "SELECT \(sql: columns), \(sql: counts([.task], scope)) FROM \(sql: joined) WHERE \(sql: found) AND \(sql: view.condition)",
            counting: "project_project p WHERE \(sql: found) AND \(sql: view.condition)", Project.init
        ) { Position($0.updatedAt, $0.id) }
        return (listing, Array(zip(View.allCases, try db.counts(of: View.allCases.map(rows)))))
    }

    /// What the search over all portals finds.
    @Sendable static func search(
        _ text: String, _ scope: Scope, _ most: Int, _ db: borrowing Reading
    ) throws -> [SearchSource.Match] {
        try db.rows(
            """
            SELECT \(sql: columns), \(sql: counts([.task], scope)) FROM \(sql: joined)
            WHERE \(sql: visible(scope)) AND \(search: text, in: "p.name", "p.description")
            ORDER BY p.updated_at DESC LIMIT \(most)
            """, Project.init
        ).map(\.match)
    }

    @Sendable static func countOpen(_ scope: Scope, _ db: borrowing Reading) throws -> Int {
        try db.count(
            of: "project_project p WHERE \(sql: visible(scope)) AND \(sql: View.open.condition)")
    }

    /// The templates, those that were put away last.
    static func templates(_ scope: Scope, _ db: borrowing Reading) throws -> [Project] {
        try db.rows(
            """
            SELECT \(sql: columns), \(sql: counts([.task], scope)) FROM \(sql: joined) WHERE p.template_at IS NOT NULL
                AND \(sql: visible(scope)) ORDER BY p.archived_at IS NOT NULL, p.name, p.id LIMIT 500
            """, Project.init)
    }

    /// The open projects of a customer or a contact, for staff who look at his page.
    static func open(
        _ record: Panel.Record, _ scope: Scope, _ db: borrowing Reading
    ) throws -> [Project] {
        let whose: SQL =
            record.contact.map {
                "EXISTS (SELECT 1 FROM project_member m WHERE m.project_id = p.id AND m.contact_id = \($0))"
            } ?? "TRUE"
        return try db.rows(
            """
            SELECT \(sql: columns), \(sql: counts([.task], scope)) FROM \(sql: joined)
            WHERE p.customer_id = \(record.customer) AND \(sql: whose) AND \(sql: View.open.condition)
            ORDER BY p.updated_at DESC LIMIT 6
            """, Project.init)
    }
}

extension Project.View {
    var condition: SQL {
        switch self {
        case .open: "p.template_at IS NULL AND p.archived_at IS NULL AND p.status <> 'done'"
        case .done: "p.template_at IS NULL AND p.archived_at IS NULL AND p.status = 'done'"
        case .archived: "p.template_at IS NULL AND p.archived_at IS NOT NULL"
        }
    }
}

extension RawRepresentable where RawValue == String, Self: CaseIterable {
    /// Reads a column that holds one of the cases.
    static func read(_ row: borrowing Row) throws -> Self {
        let text: String = try row.next()
        guard let value = Self(rawValue: text) ?? allCases.first else { throw PortalError.notFound }
        return value
    }
}

// MARK: Writing

extension Project {
    /// - Returns: the project that was written, over the stored one or as a new one.
    static func save(
        _ draft: Draft, _ stored: Project?, _ context: StaffContext, _ tx: borrowing Transaction
    ) throws -> ID<Project> {
        let (now, staff) = (context.now, context.staff.id)
        let lead = try Colleague.id(draft.lead, field: "lead", tx)
        guard let stored else {
            guard let customer = try tx.customer(numbered: draft.customerNumber) else {
                throw PortalError.invalid("customer", "Enter the customer's number.")
            }
            // The row stays locked until the commit, so that two never get one number.
            try tx.execute("UPDATE project_counter SET value = value + 1 WHERE name = 'project'")
            return try tx.execute(
                """
                INSERT INTO project_project (customer_id, ref, number, name, description, status, starts_on, ends_on,
                    lead_id, created_at, created_by, updated_at, shared_at, shared_by)
                SELECT \(customer), \(tx.newRef() as Ref<Project>), k.value, \(draft.name), \(draft.description),
                    \(draft.status.rawValue), \(draft.startsOn), \(draft.endsOn), \(lead), \(now), \(staff), \(now),
                    \(draft.isShared ? now : nil), \(draft.isShared ? staff : nil)
                FROM project_counter k WHERE k.name = 'project'
                """
            ).id()
        }
        try tx.save(
            """
            UPDATE project_project SET name = \(draft.name), description = \(draft.description),
                status = \(draft.status.rawValue), starts_on = \(draft.startsOn), ends_on = \(draft.endsOn), lead_id = \(lead),
                shared_by = IF(\(draft.isShared), COALESCE(shared_by, \(staff)), NULL),
                shared_at = IF(\(draft.isShared), COALESCE(shared_at, \(now)), NULL),
                updated_at = \(now), version = version + 1
            WHERE id = \(stored.id) AND version = \(draft.version)
            """)
        return stored.id
    }

    /// Puts it away or brings it back; its pages stay as they are.
    func archive(_ isOn: Bool, at now: Instant, _ tx: borrowing Transaction) throws {
        try tx.execute(
            "UPDATE project_project SET archived_at = \(isOn ? now : nil), version = version + 1 WHERE id = \(id)"
        )
    }

    /// Notes that something new can be seen by its customer.
    func touch(at now: Instant, _ tx: borrowing Transaction) throws {
        try tx.execute(
            """
            UPDATE project_project p SET updated_at = \(now) WHERE id = \(id)
                \(unscoped: "a project that the scope of this request found")
            """)
    }
}
