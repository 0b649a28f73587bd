import PortalKit

/// What projects hold of a person. What was said stays with the customer whose project it is; the name on it is the
/// kernel's to forget.
enum ProjectPrivacy {
    static let rules = Privacy(export: export, erase: erase)

    @Sendable private static func export(
        _ context: SystemContext, _ person: ContactReference
    ) throws -> [(name: String, value: String)] {
        try context.read { db in try written(by: person.id, db) }
    }

    @Sendable private static func erase(
        _ context: SystemContext, _ person: ContactReference, _ write: consuming Write
    ) throws -> [Privacy.Kept] {
        try write { tx in try Member.forget(person.id, at: context.now, tx) }
        let count = try context.read {
            try written(by: person.id, $0).count { !["project", "question"].contains($0.name) }
        }
        guard count > 0 else { return [] }
        return [
            Privacy.Kept(
                "Comments, decisions and tasks in projects: \(count)",
                because: "they are the customer's correspondence; the name on them is taken away")
        ]
    }

    /// What a person is in, wrote, decided and finished.
    private static func written(
        by person: ID<ContactReference>, _ db: borrowing Reading
    ) throws -> [(name: String, value: String)] {
        try db.rows(
            """
            SELECT 'project', p.name FROM project_member m JOIN project_project p ON p.id = m.project_id
            WHERE m.contact_id = \(person)
            UNION ALL
            SELECT 'comment', n.body FROM project_comment n WHERE n.contact_id = \(person)
            UNION ALL
            SELECT 'question', n.body FROM project_question q JOIN project_comment n ON n.id = q.comment_id
            WHERE q.contact_id = \(person)
            UNION ALL
            SELECT 'decision', CONCAT_WS(': ', i.title, d.verdict, NULLIF(d.comment, '')) FROM project_decision d
            JOIN project_item i ON i.id = d.item_id WHERE d.contact_id = \(person)
            UNION ALL
            SELECT 'task', i.title FROM project_item i WHERE i.contact_id = \(person) OR i.done_by_contact = \(person)
            UNION ALL
            SELECT 'file', i.title FROM project_file f JOIN project_item i ON i.id = f.item_id WHERE f.contact_id = \(person)
            """
        ) { (name: try $0.next(), value: try $0.next()) }
    }
}
