import PortalKit

/// What staff write again and again, with the ticket's own words in braces.
struct ReadyAnswer {
    let ref: Ref<ReadyAnswer>
    let title: String
    let body: String
    let isInUse: Bool
    let version: Int

    static let most = 200

    private init(_ row: borrowing Row) throws {
        ref = try row.next()
        title = try row.next()
        body = try row.next()
        isInUse = try row.next()
        version = try row.next()
    }

    private static let columns: SQL = """
        SELECT w.ref, w.title, w.body, w.archived_at IS NULL, w.version FROM support_answer w
        """

    static func inUse(_ db: borrowing Reading) throws -> [ReadyAnswer] {
        try db.rows("\(sql: columns) WHERE w.archived_at IS NULL ORDER BY w.title", ReadyAnswer.init)
    }

    static func all(_ db: borrowing Reading) throws -> [ReadyAnswer] {
        try db.rows("\(sql: columns) ORDER BY w.archived_at IS NOT NULL, w.title", ReadyAnswer.init)
    }

    /// What may stand in braces.
    static let placeholders = ["name", "customer", "number", "subject", "staff"]

    /// The answer to one ticket. What stands in braces and is no placeholder stays as it is.
    func filled(_ ticket: Ticket, by staff: String) -> String {
        let values = [
            "name": ticket.contactName, "customer": ticket.customerName, "number": ticket.label,
            "subject": ticket.subject, "staff": staff,
        ]
        var text = ""
        var rest = body[...]
        // One pass: braces in a subject are a subject's, and not filled again.
        while let open = rest.utf8.firstIndex(of: UInt8(ascii: "{")) {
            text += rest[..<open]
            rest = rest[open...]
            if let close = rest.utf8.firstIndex(of: UInt8(ascii: "}")),
                let value = values[String(rest[rest.utf8.index(after: open)..<close])]
            {
                text += value
                rest = rest[rest.utf8.index(after: close)...]
            } else {
                text += "{"
                rest = rest[rest.utf8.index(after: open)...]
            }
        }
        return text + rest
    }
}

// MARK: Written by administrators

extension ReadyAnswer: SetUpItem {
    static let object = ObjectKind("answer")

    struct Draft {
        let head: SetUpHead<ReadyAnswer>
        let title: String
        let body: String
    }

    static func draft(_ form: Form) throws -> Draft {
        var check = FormCheck(form)
        let draft = Draft(
            head: try SetUpHead(form, &check),
            title: check.line("title", most: 80, missing: "Give it a name."),
            body: check.text("body", mostBytes: 20_000, missing: "Write what is answered."))
        try check.finish()
        return draft
    }

    static func save(
        _ draft: Draft, at now: Instant, _ tx: borrowing Transaction
    ) throws -> ID<ReadyAnswer> {
        let archived = draft.head.archivedAt(now)
        return try draft.head.save(
            "title", same: "SELECT id, ref FROM support_answer WHERE title = \(draft.title)",
            find: "SELECT id FROM support_answer WHERE ref = \(draft.head.ref)",
            update: """
                UPDATE support_answer SET title = \(draft.title), body = \(draft.body),
                    archived_at = IF(\(archived) IS NULL, NULL, COALESCE(archived_at, \(archived))),
                    version = version + 1
                WHERE ref = \(draft.head.ref) AND version = \(draft.head.version)
                """,
            insert: """
                INSERT INTO support_answer (ref, title, body)
                SELECT \(tx.newRef() as Ref<ReadyAnswer>), \(draft.title), \(draft.body) FROM support_counter k
                WHERE k.name = 'ticket' AND (SELECT COUNT(*) FROM support_answer) < \(most)
                """, most: most, tx)
    }

    static func page(_ item: ReadyAnswer?, _ ui: Interface) -> Page { SetUpPages.answer(item, ui) }
}
