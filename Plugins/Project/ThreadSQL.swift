import PortalKit

// What is read of an item's files and comments.
extension Thread {
    /// An item that was found with everything that belongs to it, as far as the scope shows it.
    init(_ item: Item, of project: Project, _ scope: Scope, _ db: borrowing Reading) throws {
        self.project = project
        self.item = item
        files = try ItemFile.all(of: item, scope, db)
        comments = try Comment.all(of: item, scope, db)
        needs = item.kind == .task ? try item.needs(in: project, scope, db) : []
        spent = item.kind == .task ? try Hours.spent(on: item, scope, db) : nil
    }
}

extension ItemFile {
    private static let columns: SQL =
        "f.ref, a.ref, a.name, a.type, a.size, a.verdict, i.folder, f.created_at, COALESCE(s.name, k.name, c.name)"

    private static let joined: SQL = """
        project_file f JOIN project_item i ON i.id = f.item_id JOIN project_project p ON p.id = i.project_id
        JOIN portico_attachment a ON a.id = f.attachment_id JOIN portico_customer c ON c.id = f.customer_id
        LEFT JOIN portico_staff s ON s.id = f.created_by
        LEFT JOIN portico_contact k ON k.id = f.contact_id
        """

    /// A file is seen as its item is.
    private static func visible(_ scope: Scope) -> SQL {
        """
        \(scope, on: "f", members: "project_member(project_id)", of: "p") AND \(sql: Project.visible(scope))
            AND \(sql: Item.visible(scope))
        """
    }

    private init(_ row: borrowing Row) throws {
        ref = try row.next()
        attachment = try Attachment(row)
        folder = try row.next()
        at = try row.next()
        author = try row.next()
    }

    /// Newest first.
    static func all(of item: Item, _ scope: Scope, _ db: borrowing Reading) throws -> [ItemFile] {
        try db.rows(
            """
            SELECT \(sql: columns) FROM \(sql: joined) WHERE f.item_id = \(item.id) AND \(sql: visible(scope))
            ORDER BY f.id DESC LIMIT 500
            """, ItemFile.init)
    }

    static func find(
        _ ref: Ref<ItemFile>, in item: Ref<Item>, of project: Ref<Project>, _ scope: Scope,
        _ db: borrowing Reading
    ) throws -> ItemFile? {
        try db.first(
            """
            SELECT \(sql: columns) FROM \(sql: joined)
            WHERE f.ref = \(ref) AND i.ref = \(item) AND p.ref = \(project) AND \(sql: visible(scope))
            """, ItemFile.init)
    }

    /// All files of all parts of a project, each version of a document too.
    static func everything(of project: Project, _ scope: Scope, _ db: borrowing Reading) throws -> [ItemFile]
    {
        try db.rows(
            """
            SELECT \(sql: columns) FROM \(sql: joined)
            WHERE i.project_id = \(project.id) AND \(sql: visible(scope)) ORDER BY f.id DESC LIMIT 5000
            """, ItemFile.init)
    }

    /// The current version of each document of a project.
    static func documents(of project: Project, _ scope: Scope, _ db: borrowing Reading) throws -> [ItemFile] {
        try db.rows(
            """
            SELECT \(sql: columns) FROM \(sql: joined)
            WHERE i.project_id = \(project.id) AND i.kind = 'document' AND \(sql: visible(scope)) AND NOT EXISTS
                (SELECT 1 FROM project_file n WHERE n.item_id = f.item_id AND n.id > f.id
                    \(unscoped: "a newer version of the same document"))
            ORDER BY f.id DESC LIMIT 500
            """, ItemFile.init)
    }
}

extension Comment {
    /// The conditions of a comment that the reader may see; it stands as `n`.
    static func visible(_ scope: Scope) -> SQL {
        """
        \(scope, on: "n", members: "project_member(project_id)", of: "p", shared: "n.shared_at")
            AND \(sql: Project.visible(scope)) AND \(sql: Item.visible(scope))
        """
    }

    static let joined: SQL = """
        project_comment n JOIN project_item i ON i.id = n.item_id JOIN project_project p ON p.id = i.project_id
        JOIN portico_customer c ON c.id = n.customer_id
        LEFT JOIN portico_staff s ON s.id = n.created_by
        LEFT JOIN portico_contact k ON k.id = n.contact_id
        LEFT JOIN portico_staff b ON b.id = n.acted_by
        LEFT JOIN project_question q ON q.comment_id = n.id\(unscoped: "whether a comment that the scope finds asks")
        LEFT JOIN portico_contact qk ON qk.id = q.contact_id
        """

    private static let columns: SQL = """
        n.id, n.ref, n.body, n.created_at, n.created_by IS NOT NULL, n.contact_id, COALESCE(s.name, k.name, c.name),
        COALESCE(s.initials, k.initials, UPPER(LEFT(c.name, 1))), b.name, n.shared_at,
        q.waits_for, q.contact_id, qk.name, q.outcome
        """

    private init(_ row: borrowing Row) throws {
        id = try row.next()
        ref = try row.next()
        text = try row.next()
        at = try row.next()
        isStaffs = try row.next()
        contact = try row.next()
        author = try row.next()
        initials = try row.next()
        actedBy = try row.next()
        sharedAt = try row.next()
        question = try Question(row)
    }

    static func all(of item: Item, _ scope: Scope, _ db: borrowing Reading) throws -> [Comment] {
        try db.rows(
            """
            SELECT \(sql: columns) FROM \(sql: joined) WHERE n.item_id = \(item.id) AND \(sql: visible(scope))
            ORDER BY n.created_at, n.id
            """, Comment.init)
    }

    static func find(
        _ ref: Ref<Comment>, in item: Item, _ scope: Scope, _ db: borrowing Reading
    ) throws -> Comment? {
        try db.first(
            """
            SELECT \(sql: columns) FROM \(sql: joined)
            WHERE n.ref = \(ref) AND n.item_id = \(item.id) AND \(sql: visible(scope))
            """, Comment.init)
    }
}
