import PortalKit

// What is read of a project that is taken along: for staff alone, who see all of it.
extension ProjectExport {
    init(of project: Project, _ scope: Scope, _ db: borrowing Reading) throws {
        self.project = project
        budget = try Hours.account(of: project, scope, db).budget
        members = try Member.all(of: project, scope, db)
        items = try Item.some(
            of: project, where: "TRUE", by: "i.kind, \(sql: TaskOrder.key), i.id", most: Self.most, scope, db)
        comments = try Self.comments(of: project, db)
        hours = try Self.hours(of: project, db)
        needs = try db.rows(
            """
            SELECT i.ref, n.title FROM project_dependency d JOIN project_item i ON i.id = d.item_id
            JOIN project_item n ON n.id = d.needs_id WHERE d.project_id = \(project.id)
            ORDER BY d.item_id, d.needs_id LIMIT \(Self.most)
            """
        ) { (try $0.next(), try $0.next()) }
        let owners: [(Ref<ItemFile>, Ref<Item>)] = try db.rows(
            """
            SELECT f.ref, i.ref FROM project_file f JOIN project_item i ON i.id = f.item_id
            WHERE i.project_id = \(project.id)
            """
        ) { (try $0.next(), try $0.next()) }
        let items = Dictionary(owners) { first, _ in first }
        files = try ItemFile.everything(of: project, scope, db).compactMap { file in
            items[file.ref].map { (item: $0, file: file) }
        }
    }

    private static func comments(of project: Project, _ db: borrowing Reading) throws -> [Said] {
        try db.rows(
            """
            SELECT i.ref, n.created_at, COALESCE(s.name, k.name, c.name), n.created_by IS NOT NULL,
                n.shared_at IS NOT NULL, n.body
            FROM \(sql: Comment.joined) WHERE i.project_id = \(project.id) ORDER BY n.id LIMIT \(most)
            """
        ) {
            try Said(
                item: $0.next(), at: $0.next(), author: $0.next(), isStaffs: $0.next(), isShared: $0.next(),
                text: $0.next())
        }
    }

    private static func hours(of project: Project, _ db: borrowing Reading) throws -> [Spent] {
        try db.rows(
            """
            SELECT i.ref, e.created_at, s.name, e.minutes, e.remark FROM project_time e
            JOIN project_item i ON i.id = e.item_id JOIN portico_staff s ON s.id = e.staff_id
            WHERE e.project_id = \(project.id) AND e.removed_at IS NULL ORDER BY e.id LIMIT \(most)
            """
        ) {
            try Spent(
                item: $0.next(), at: $0.next(), name: $0.next(), minutes: $0.next(), remark: $0.next())
        }
    }
}
