import PortalKit

/// What tickets hold of a person. What was said stays with the customer whose ticket it is; the name on it is the
/// kernel's to forget.
enum SupportPrivacy {
    static let rules = Privacy(export: export, erase: erase)

    @Sendable private static func export(
        _ context: SystemContext, _ person: ContactReference
    ) throws -> [(name: String, value: String)] {
        try context.read { db in
            try TicketNote.written(by: person.id, db) + NoteDraft.written(by: person.id, db)
                + SavedView.about(person.id, db)
        }
    }

    @Sendable private static func erase(
        _ context: SystemContext, _ person: ContactReference, _ write: consuming Write
    ) throws -> [Privacy.Kept] {
        let views = try context.read { try SavedView.naming(person.id, $0) }
        try write { tx in
            try TicketMember.forget(person.id, tx)
            try TicketMail.forget(person.id, tx)
            try NoteDraft.forget(person.id, tx)
            try SavedView.forget(views, tx)
        }
        let count = try context.read { try TicketNote.written(by: person.id, $0).count }
        guard count > 0 else { return [] }
        return [
            Privacy.Kept(
                "Tickets and what he wrote in them: \(count)",
                because: "they are the customer's correspondence; the name on them is taken away")
        ]
    }
}
