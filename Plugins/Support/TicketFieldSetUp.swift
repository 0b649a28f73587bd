import PortalKit

// What administrators write of fields.
extension TicketField: SetUpItem {
    static let object = ObjectKind("field")

    struct Draft {
        let head: SetUpHead<TicketField>
        let label: String
        let kind: Kind
        let choices: [String]
        let audience: Audience
        let isRequired: Bool
        let position: Int
    }

    static func draft(_ form: Form) throws -> Draft {
        var check = FormCheck(form)
        let kind: Kind = check.choice("kind") ?? .line
        let draft = Draft(
            head: try SetUpHead(form, &check),
            label: check.line("label", most: 80, missing: "Say what is asked for."), kind: kind,
            choices: kind == .choice ? choices(&check) : [],
            audience: check.choice("audience") ?? .staff, isRequired: check.isTicked("required"),
            position: Swift.min(check.number("position") ?? 0, 9_999))
        try check.finish()
        return draft
    }

    /// The answers of a choice, one a line, each once.
    private static func choices(_ check: inout FormCheck) -> [String] {
        let text = check.text("choices", mostBytes: 20_000)
        var all: [String] = []
        for line in text.split(whereSeparator: \.isNewline) {
            let words = line.split(separator: " ").joined(separator: " ")
            if !words.isEmpty && !all.contains(words) { all.append(words) }
        }
        if all.count < 2 { check.refuse("choices", "A choice has at least two answers.") }
        if all.count > 100 || all.contains(where: { $0.unicodeScalars.count > 200 }) {
            check.refuse("choices", "Up to 100 answers of up to 200 characters each.")
        }
        if all.contains(where: { $0.unicodeScalars.contains { $0.properties.generalCategory == .control } }) {
            check.refuse("choices", "Write one answer a line, without tabs.")
        }
        return all
    }

    /// The kind of a field stays: what stands in tickets was written by it.
    static func save(
        _ draft: Draft, at now: Instant, _ tx: borrowing Transaction
    ) throws -> ID<TicketField> {
        let archived = draft.head.archivedAt(now)
        let choices = draft.choices.joined(separator: "\n")
        return try draft.head.save(
            "label", same: "SELECT id, ref FROM support_field WHERE label = \(draft.label)",
            find: "SELECT id FROM support_field WHERE ref = \(draft.head.ref)",
            update: """
                UPDATE support_field SET label = \(draft.label), choices = \(choices),
                    audience = \(draft.audience.rawValue), is_required = \(draft.isRequired),
                    position = \(draft.position),
                    archived_at = IF(\(archived) IS NULL, NULL, COALESCE(archived_at, \(archived))),
                    version = version + 1
                WHERE ref = \(draft.head.ref) AND version = \(draft.head.version) AND kind = \(draft.kind.rawValue)
                """,
            insert: """
                INSERT INTO support_field (ref, label, kind, choices, audience, is_required, position)
                SELECT \(tx.newRef() as Ref<TicketField>), \(draft.label), \(draft.kind.rawValue), \(choices),
                    \(draft.audience.rawValue), \(draft.isRequired), \(draft.position) FROM support_counter k
                WHERE k.name = 'ticket' AND (SELECT COUNT(*) FROM support_field) < \(most)
                """, most: most, tx)
    }

    static func page(_ item: TicketField?, _ ui: Interface) -> Page { SetUpPages.field(item, ui) }
}
