import PortalKit

/// What the documentation holds of a person: what he said of articles. It is nobody's correspondence, and goes with him.
enum DocumentationPrivacy {
    static let rules = Privacy(export: export, erase: erase)

    @Sendable private static func export(
        _ context: SystemContext, _ person: ContactReference
    ) throws -> [(name: String, value: String)] {
        try context.read { db in
            let said = try Feedback.given(by: person.id, db).map { said in
                let verdict = said.isHelpful ? "helpful" : "unhelpful"
                return (
                    name: said.title, value: said.comment.isEmpty ? verdict : verdict + ". " + said.comment
                )
            }
            let answers = try Feedback.answers(to: person.id, db).map { (name: $0, value: "answered") }
            return said + answers
        }
    }

    @Sendable private static func erase(
        _ context: SystemContext, _ person: ContactReference, _ write: consuming Write
    ) throws -> [Privacy.Kept] {
        try write { tx in
            try tx.execute("DELETE FROM documentation_deflection WHERE contact_id = \(person.id)")
            _ = try tx.execute("DELETE FROM documentation_feedback WHERE contact_id = \(person.id)")
        }
        return []
    }
}
