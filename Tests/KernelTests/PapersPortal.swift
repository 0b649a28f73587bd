import PortalKit

/// A portal for the tests of files: papers of a customer's people, each with up to three files, or with a large one.
let papersPortal = Portal(
    id: "papers", title: "Papers", icon: .file, permissions: [.viewPapers], staffPermissions: [],
    tabs: [Tab("Papers", at: "/papers", needs: .customer(.viewPapers))], customer: PaperRoutes.customer,
    objects: [.paper, ObjectKind("file")],
    examples: Examples(
        [
            ExampleRecord(.paper, of: .contact, shared: .always, removed: .never, Paper.example),
            ExampleRecord(
                ObjectKind("file"), in: .paper, of: .contact, shared: .always, removed: .never,
                Paper.exampleFile),
        ],
        forms: [
            .customer("/papers/new", ["title": "two"], files: ["files", "files"]),
            .customer("/papers/large", ["title": "one"], files: ["files"]),
        ]),
    privacy: .holdsNoPersonalData,
    resources: PortalResources(migrations: [
        .init(
            name: "0001_paper.sql",
            sql: """
                CREATE TABLE IF NOT EXISTS papers_paper (
                    id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
                    customer_id BIGINT UNSIGNED NOT NULL,
                    contact_id BIGINT UNSIGNED NULL,
                    ref BINARY(10) NOT NULL,
                    title VARCHAR(200) NOT NULL,
                    UNIQUE KEY paper_ref (ref),
                    KEY paper_list (customer_id, id)
                ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci
                """),
        .init(
            name: "0002_file.sql",
            sql: """
                CREATE TABLE IF NOT EXISTS papers_file (
                    id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
                    customer_id BIGINT UNSIGNED NOT NULL,
                    contact_id BIGINT UNSIGNED NULL,
                    paper_id BIGINT UNSIGNED NOT NULL,
                    attachment_id BIGINT UNSIGNED NOT NULL,
                    KEY file_list (customer_id, paper_id)
                ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci
                """),
    ])
)

extension Permission {
    static let viewPapers = Permission("papers.view", title: "See papers", start: .own)
}

extension ObjectKind {
    static let paper = ObjectKind("paper")
}

struct Paper {
    let id: ID<Paper>
    let ref: Ref<Paper>
    let title: String
    var files: [Attachment] = []

    static let list = "/papers/papers"

    static func all(_ scope: Scope, _ db: borrowing Reading) throws -> [Paper] {
        try db.rows(
            "SELECT p.id, p.ref, p.title FROM papers_paper p WHERE \(scope, on: "p", own: "p.contact_id") ORDER BY p.id"
        ) { row in Paper(id: try row.next(), ref: try row.next(), title: try row.next()) }
    }

    @Sendable static func find(_ ref: Ref<Paper>, _ scope: Scope, _ db: borrowing Reading) throws -> Paper? {
        let found = try db.first(
            """
            SELECT p.id, p.ref, p.title FROM papers_paper p
            WHERE p.ref = \(ref) AND \(scope, on: "p", own: "p.contact_id")
            """
        ) { row in Paper(id: try row.next(), ref: try row.next(), title: try row.next()) }
        guard var paper = found else { return nil }
        paper.files = try db.rows(
            """
            SELECT a.ref, a.name, a.type, a.size, a.verdict FROM papers_file f
            JOIN portico_attachment a ON a.id = f.attachment_id
            WHERE f.paper_id = \(paper.id) AND \(scope, on: "f", own: "f.contact_id") ORDER BY f.id
            """
        ) { row in try Attachment(row) }
        return paper
    }

    @Sendable static func example(_ it: ExampleWish, _ tx: borrowing Transaction) throws -> Ref<Paper> {
        let ref: Ref<Paper> = tx.newRef()
        try tx.execute(
            """
            INSERT INTO papers_paper (customer_id, contact_id, ref, title)
            VALUES (\(it.customer), \(it.contact), \(ref), \(it.text))
            """)
        return ref
    }

    @Sendable static func exampleFile(
        _ it: ExampleWish, _ tx: borrowing Transaction
    ) throws -> Ref<Attachment> {
        let file = try tx.attach(it.file)
        let paper: Ref<Paper> = try it.parent()
        try tx.execute(
            """
            INSERT INTO papers_file (customer_id, contact_id, paper_id, attachment_id)
            SELECT \(it.customer), \(it.contact), p.id, \(file) FROM papers_paper p WHERE p.ref = \(paper)
            """)
        let ref: Ref<Attachment>? = try tx.first("SELECT ref FROM portico_attachment WHERE id = \(file)") {
            try $0.next()
        }
        return try ref ?? { throw PortalError.notFound }()
    }
}

enum PaperRoutes {
    private static let right: Right<CustomerContext> = .customer(.viewPapers)

    static let customer: [Route<CustomerContext>] =
        [
            .get("/papers", needs: right) { _, context in
                let scope = try context.scope(.viewPapers)
                let papers = try context.read { try Paper.all(scope, $0) }
                return .page(
                    "Papers", "<h1>Papers</h1>\(papers.map { paper -> HTML in "<p>\(paper.title)</p>" })")
            },
            .detail("/papers/{paper}", needs: right, Paper.find) { paper, ui in
                Page(
                    "Paper",
                    "<h1>\(paper.title)</h1>\(ui.files(paper.files, at: "\(Paper.list)/\(paper.ref)"))")
            },
            .files("/papers/{paper}", needs: right, Paper.find, \.files),
        ] + form("/papers/new", .files(3, megabytes: 1)) + form("/papers/large", .files(1, megabytes: 120))

    private static func form(_ path: StaticString, _ limit: FileLimit) -> [Route<CustomerContext>] {
        [
            .get(path, needs: right) { request, context in
                let ui = context.ui
                let fields: HTML =
                    "\(ui.field("title", "Title"))\(ui.file("files", "Files", several: true))"
                return .page(
                    "New paper",
                    "<h1>New paper</h1>\(ui.form(action: request.path.link, submit: "Add", takesFiles: true, fields))"
                )
            },
            .post(path, needs: right, files: limit) { request, context, write in
                let title = request.form["title"]
                guard !title.isEmpty else { throw PortalError.invalid("title", "Enter a title.") }
                let scope = try context.scope(.viewPapers)
                let ref: Ref<Paper> = try write { tx in
                    let ref: Ref<Paper> = tx.newRef()
                    let paper: ID<Paper> = try tx.execute(
                        """
                        INSERT INTO papers_paper (customer_id, contact_id, ref, title)
                        VALUES (\(ownerOf: scope), \(context.viewer.contact), \(ref), \(title))
                        """
                    ).id()
                    for file in request.form.files("files") {
                        try tx.execute(
                            """
                            INSERT INTO papers_file (customer_id, contact_id, paper_id, attachment_id)
                            VALUES (\(ownerOf: scope), \(context.viewer.contact), \(paper), \(tx.attach(file)))
                            """)
                    }
                    if title == "no" { throw PortalError.conflict("No.") }
                    return ref
                }
                return .seeOther("\(Paper.list)/\(ref)")
            },
        ]
    }
}
