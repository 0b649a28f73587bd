import PortalKit

/// What invoices hold of a person: those that are for him. What was sent is kept, as the law of taxes wants it.
enum InvoicingPrivacy {
    static let rules = Privacy(export: export, erase: erase)

    @Sendable private static func export(
        _ context: SystemContext, _ person: ContactReference
    ) throws -> [(name: String, value: String)] {
        try context.read { db in
            try db.rows(
                """
                SELECT CONCAT_WS(', ', NULLIF(i.name, ''), i.buyer, NULLIF(i.reference, ''), NULLIF(i.intro, ''))
                FROM invoicing_invoice i WHERE i.contact_id = \(person.id) ORDER BY i.id
                """
            ) { (name: "invoice", value: try $0.next()) }
        }
    }

    @Sendable private static func erase(
        _ context: SystemContext, _ person: ContactReference, _ write: consuming Write
    ) throws -> [Privacy.Kept] {
        try write { tx in
            _ = try tx.execute(
                """
                UPDATE invoicing_invoice SET contact_id = NULL, version = version + 1
                WHERE contact_id = \(person.id) AND status = 'draft'
                """)
        }
        let count = try context.read {
            try $0.count(of: "invoicing_invoice i WHERE i.contact_id = \(person.id)")
        }
        guard count > 0 else { return [] }
        return [
            Privacy.Kept(
                "Invoices: \(count)", because: "the law of taxes wants them kept as they were sent")
        ]
    }
}
