import PortalKit

/// What the walk proves the documentation with.
enum DocumentationExamples {
    static let all = Examples([section, article, version], forms: forms)

    /// The same for all customers; they read its title beside an article that they see.
    private static let section = ExampleRecord(
        .section, of: .customer, shared: .always, removed: .never
    ) { it, tx in
        let ref: Ref<Section> = tx.newRef()
        try tx.execute(
            """
            INSERT INTO documentation_section (ref, title, created_at, created_by)
            VALUES (\(ref), \(it.text), \(it.now), \(it.staff))
            """)
        return ref
    }

    /// Each in a section of its own, whose title bears the same mark.
    private static let article = ExampleRecord(
        .article, of: .customer, shared: .byStaff, removed: .never, everybody: true
    ) { it, tx in
        let (ref, section): (Ref<Article>, Ref<Section>) = (tx.newRef(), tx.newRef())
        let place = try tx.execute(
            """
            INSERT INTO documentation_section (ref, title, created_at, created_by)
            VALUES (\(section), \("Section " + it.text), \(it.now), \(it.staff))
            """)
        try tx.execute(
            """
            INSERT INTO documentation_article (customer_id, ref, section_id, title, summary, body, draft_title,
                draft_summary, draft_body, created_at, created_by, published_at, published_by)
            VALUES (\(it.customer), \(ref), \(place.id() as ID<Section>), \(it.text), \(it.text), \(it.text), 'Walk',
                'Walk', 'Walk', \(it.now), \(it.staff), \(it.shared.at), \(it.shared.by))
            """)
        return ref
    }

    private static let version = ExampleRecord(
        .version, in: .article, of: .customer, shared: .always, removed: .never
    ) { it, tx in
        let ref: Ref<Version> = tx.newRef()
        try tx.execute(
            """
            INSERT INTO documentation_version (article_id, ref, number, title, summary, body, published_at,
                published_by)
            SELECT a.id, \(ref), 1, \(it.text), \(it.text), \(it.text), \(it.now), \(it.staff)
            FROM documentation_article a WHERE a.ref = \(try it.parent() as Ref<Article>)
            """)
        return ref
    }

    private static let written = [
        "title": "Descaling", "summary": "Every three months", "body": "# How\n\nWith **citric acid**.",
        "audience": "public",
    ]

    private static let forms: [ExampleForm] =
        [
            .customer("/articles/{article}", ["helpful": "no", "comment": "too short"]),
            .customer("/articles/{article}/answered", [:]),
            .staff("/articles/new", written, naming: ["section": .section]),
            .staff("/articles/{article}/edit", written, naming: ["section": .section]),
            .staff("/articles/{article}/publish", [:]),
            .staff("/articles/{article}/withdraw", [:]).after(shown),
            .staff("/articles/{article}/versions/{version}", [:]),
        ] + ExampleForm.editor("/sections", of: .section, ["title": "Machines", "position": "3"])

    @Sendable private static func shown(_ article: Ref<Article>, _ tx: borrowing Transaction) throws {
        try tx.execute(
            "UPDATE documentation_article SET published_at = created_at, published_by = created_by WHERE ref = \(article)"
        )
    }
}
