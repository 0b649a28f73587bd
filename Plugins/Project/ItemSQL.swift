import PortalKit

// What is read of a project's items: each only where its project and it itself are shared with the reader.
extension Item {
    /// The conditions of an item that the reader may see; its project stands as `p`, it as `i`.
    static func visible(_ scope: Scope) -> SQL {
        "\(scope, on: "i", members: "project_member(project_id)", of: "p", shared: "i.shared_at")"
    }

    /// Named, because four of these lists stand in one statement.
    private static let columns: SQL = """
        i.id AS c0, i.ref AS c1, i.kind AS c2, i.title AS c3, i.body AS c4, l.id AS c5, l.ref AS c6,
        l.name AS c7, i.starts_on AS c8, i.due_on AS c9, s.ref AS c10, s.name AS c11,
        i.contact_id AS c12, k.ref AS c13, k.name AS c14, i.done_at AS c15,
        COALESCE(ds.name, dk.name) AS c16, i.asked_at AS c17, q.name AS c18, i.round AS c19,
        d.verdict AS c20, d.comment AS c21, d.decided_at AS c22, COALESCE(dc.name, c.name) AS c23,
        i.created_at AS c24, COALESCE(a.name, c.name) AS c25, COALESCE(a.initials, '') AS c26,
        i.shared_at AS c27, i.version AS c28, p.ref AS c29,
        i.asks_file AS c30, \(sql: DocumentFolder.place) AS c31, i.folder AS c32, i.state AS c33, i.moves AS c34
        """

    private static let joined: SQL = """
        project_item i JOIN project_project p ON p.id = i.project_id
        JOIN portico_customer c ON c.id = i.customer_id
        LEFT JOIN project_list l ON l.id = i.list_id\(unscoped: "the list of a task that the scope finds")
        LEFT JOIN portico_staff s ON s.id = i.assignee_id
        LEFT JOIN portico_contact k ON k.id = i.contact_id
        LEFT JOIN portico_staff ds ON ds.id = i.done_by
        LEFT JOIN portico_contact dk ON dk.id = i.done_by_contact
        LEFT JOIN portico_staff q ON q.id = i.asked_by
        LEFT JOIN project_decision d ON d.item_id = i.id AND d.round = i.round\(unscoped: "about an item that the scope finds")
        LEFT JOIN portico_contact dc ON dc.id = d.contact_id
        LEFT JOIN portico_staff a ON a.id = i.created_by
        """

    init(_ row: borrowing Row) throws {
        id = try row.next()
        ref = try row.next()
        kind = try Kind.read(row)
        title = try row.next()
        text = try row.next()
        let (listID, listRef, listName): (ID<TaskList>?, Ref<TaskList>?, String?) = (
            try row.next(), try row.next(), try row.next()
        )
        list = listID.flatMap { id in
            listRef.flatMap { ref in listName.map { TaskList(id: id, ref: ref, name: $0) } }
        }
        startsOn = try row.next()
        dueOn = try row.next()
        assignee = try row.next()
        assigneeName = try row.next()
        contact = try row.next()
        contactRef = try row.next()
        contactName = try row.next()
        doneAt = try row.next()
        doneBy = try row.next()
        approval = try Approval(row)
        createdAt = try row.next()
        author = try row.next()
        authorInitials = try row.next()
        sharedAt = try row.next()
        version = try row.next()
        project = try row.next()
        asksFile = try row.next()
        place = try row.next()
        folder = try row.next()
        openState = try State.read(row)
        moves = try row.next()
    }

    static func find(
        _ ref: Ref<Item>, in project: Ref<Project>, _ scope: Scope, _ db: borrowing Reading
    ) throws -> Item? {
        try db.first(
            """
            SELECT \(sql: columns) FROM \(sql: joined)
            WHERE i.ref = \(ref) AND p.ref = \(project) AND \(sql: Project.visible(scope)) AND \(sql: visible(scope))
            """, Item.init)
    }

    /// Those of these that are in the project, in the order of its lists.
    static func some(
        _ refs: [Ref<Item>], of project: Project, _ scope: Scope, _ db: borrowing Reading
    ) throws -> [Item] {
        guard !refs.isEmpty else { return [] }
        return try db.rows(
            """
            SELECT \(sql: columns) FROM \(sql: joined)
            WHERE i.ref IN (\(list: refs)) AND i.project_id = \(project.id) AND \(sql: Project.visible(scope))
                AND \(sql: visible(scope))
            ORDER BY i.created_at DESC, i.id DESC
            """, Item.init)
    }

    /// The item that two permissions reach: who may comment, comments on what he sees.
    static func find(
        _ ref: Ref<Item>, in project: Ref<Project>, _ scopes: (Scope, Scope), _ db: borrowing Reading
    ) throws -> Item? {
        try db.first(
            """
            SELECT \(sql: columns) FROM \(sql: joined)
            WHERE i.ref = \(ref) AND p.ref = \(project) AND \(sql: Project.visible(scopes.0)) AND \(sql: visible(scopes.0))
                AND \(sql: Project.visible(scopes.1)) AND \(sql: visible(scopes.1))
            """, Item.init)
    }

    /// So many tasks stand on a project's first page.
    static let mostNext = 8

    /// What stands on a project's first page: all milestones, the next tasks, the last updates and documents, each kind
    /// by an index of its own; then what is known of the few that were chosen, each table joined once.
    static func overview(
        of project: Project, _ scope: Scope, _ db: borrowing Reading
    ) throws -> [Item] {
        func some(_ part: Int, _ kind: Kind, _ condition: SQL, _ order: SQL, _ most: Int) -> SQL {
            """
            SELECT * FROM (SELECT i.id, \(part) AS part FROM project_item i JOIN project_project p ON p.id = i.project_id
            WHERE i.project_id = \(project.id) AND i.kind = \(kind.rawValue) AND \(sql: Project.visible(scope))
                AND \(sql: visible(scope)) AND \(sql: condition)
            ORDER BY \(sql: order) LIMIT \(most)) some
            """
        }
        let recent: SQL = "i.created_at DESC, i.id DESC"
        // Those without a day come last: two reads of the index by days, and no sorting of all tasks.
        return try db.rows(
            """
            SELECT \(sql: columns) FROM (
                \(sql: some(1, .milestone, "TRUE", "i.due_on IS NULL, i.due_on, i.id", 40)) UNION ALL
                \(sql: some(2, .task, "i.done_at IS NULL AND i.due_on IS NOT NULL", "i.due_on, i.id", mostNext)) UNION ALL
                \(sql: some(3, .task, "i.done_at IS NULL AND i.due_on IS NULL", "i.id", mostNext)) UNION ALL
                \(sql: some(4, .update, "TRUE", recent, 4)) UNION ALL
                \(sql: some(5, .document, "TRUE", recent, 6))
            ) chosen JOIN \(sql: joined) WHERE i.id = chosen.id
                \(unscoped: "an item that the scope chose")\(unscoped: "its project")
            ORDER BY chosen.part, IF(chosen.part > 3, i.created_at, NULL) DESC, IF(chosen.part > 3, i.id, 0) DESC,
                i.due_on IS NULL, i.due_on, i.id
            """, Item.init)
    }

    /// Those of a project that a condition of our own chooses.
    static func some(
        of project: Project, where condition: SQL, by order: SQL, most: Int = 500, _ scope: Scope,
        _ db: borrowing Reading
    ) throws -> [Item] {
        try db.rows(
            """
            SELECT \(sql: columns) FROM \(sql: joined) WHERE i.project_id = \(project.id) AND \(sql: condition)
                AND \(sql: Project.visible(scope)) AND \(sql: visible(scope)) ORDER BY \(sql: order) LIMIT \(most)
            """, Item.init)
    }

    private static let recent = Keyset("i.created_at", .descending, id: "i.id")

    /// One kind of a project, newest first; tasks in the order of their lists, documents by folder.
    static func listing(
        _ kind: Kind, of project: Project, _ view: View, _ paging: Paging, _ scope: Scope,
        _ db: borrowing Reading
    ) throws -> Listing<Item> {
        let found: SQL = """
            i.project_id = \(project.id) AND i.kind = \(kind.rawValue) AND \(sql: Project.visible(scope))
                AND \(sql: visible(scope)) AND \(sql: view.condition) AND \(search: paging.search, in: "i.title", "i.body")
            """
        let order: Keyset =
            switch kind {
            case .task: TaskOrder.keyset
            case .document: DocumentFolder.keyset
            case .milestone, .update: recent
            }
        return try db.listing(
            paging, by: order,
            "SELECT \(sql: columns) FROM \(sql: joined) WHERE \(sql: found)",
            counting: "project_item i JOIN project_project p ON p.id = i.project_id WHERE \(sql: found)",
            Item.init
        ) {
            kind == .task || kind == .document
                ? Position($0.place, $0.id) : Position($0.createdAt, $0.id)
        }
    }

    /// The named views of a list of tasks.
    enum View: String, CaseIterable {
        case open, done, all

        var words: Words {
            switch self {
            case .open: "Open"
            case .done: "Done"
            case .all: "All"
            }
        }

        var condition: SQL {
            switch self {
            case .open: "i.done_at IS NULL"
            case .done: "i.done_at IS NOT NULL"
            case .all: "TRUE"
            }
        }
    }

    /// What waits for one person: the tasks that are his, the files that are asked of him or of all members, and what his
    /// customer is asked to approve where he may.
    static func waiting(
        for person: ID<ContactReference>?, may: (complete: Bool, send: Bool, approve: Bool), _ scope: Scope,
        _ db: borrowing Reading
    ) throws -> [Item] {
        try db.rows(
            """
            SELECT \(sql: columns) FROM \(sql: joined)
            WHERE \(sql: Project.visible(scope)) AND \(sql: visible(scope)) AND p.archived_at IS NULL AND (
                (\(may.complete) AND i.kind = 'task' AND NOT i.asks_file AND i.done_at IS NULL AND i.contact_id = \(person))
                OR (\(may.send) AND i.asks_file AND i.done_at IS NULL
                    AND (i.contact_id IS NULL OR i.contact_id = \(person)))
                OR (\(may.approve) AND i.asked_at IS NOT NULL AND d.id IS NULL))
            ORDER BY COALESCE(i.asked_at, i.shared_at) LIMIT 50
            """, Item.init)
    }

    /// What was shared last.
    @Sendable static func latest(_ scope: Scope, _ most: Int, _ db: borrowing Reading) throws -> [Activity] {
        try db.rows(
            """
            SELECT \(sql: columns) FROM \(sql: joined)
            WHERE \(sql: Project.visible(scope)) AND \(sql: visible(scope))
            ORDER BY i.shared_at DESC LIMIT \(most)
            """, Item.init
        ).map { item in
            let verb: Words =
                switch item.kind {
                case .milestone: "Planned"
                case .task: "Added the task"
                case .update: "Wrote"
                case .document: "Added the document"
                }
            return Activity(
                at: item.sharedAt ?? item.createdAt, verb, thing: item.title, path: item.path,
                who: item.author)
        }
    }

    /// What the search over all portals finds.
    @Sendable static func search(
        _ text: String, _ scope: Scope, _ most: Int, _ db: borrowing Reading
    ) throws -> [SearchSource.Match] {
        try db.rows(
            """
            SELECT \(sql: columns) FROM \(sql: joined)
            WHERE \(sql: Project.visible(scope)) AND \(sql: visible(scope)) AND \(search: text, in: "i.title", "i.body")
            ORDER BY i.created_at DESC LIMIT \(most)
            """, Item.init
        ).map { SearchSource.Match($0.title, line: $0.text.opening(), at: $0.path) }
    }
}

extension Item.Approval {
    init?(_ row: borrowing Row) throws {
        askedAt = try row.next()
        askedBy = try row.next()
        round = try row.next()
        let verdict: String? = try row.next()
        let comment: String? = try row.next()
        let at: Instant? = try row.next()
        let name: String = try row.next()
        decision = verdict.flatMap(Item.Decision.Verdict.init(rawValue:)).flatMap { verdict in
            at.map { Item.Decision(verdict: verdict, comment: comment ?? "", at: $0, name: name) }
        }
        if round == 0 { return nil }
    }
}
