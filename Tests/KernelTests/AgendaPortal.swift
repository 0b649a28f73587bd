import PortalKit

/// A portal for the tests of links that need no sign-in: appointments, and the calendar that a program fetches.
let agendaPortal = Portal(
    id: "agenda", title: "Agenda", icon: .calendar, permissions: [.viewAgenda],
    customer: [
        .get("/links", needs: .customer(.viewAgenda)) { _, context in
            let links = try context.links(.calendar)
            let scope = try context.scope(.viewAgenda)
            let texts = try context.read { try Agenda.texts(scope, nil, $0) }
            let form = context.ui.form(action: "/agenda/links", submit: "Make a link", HTML())
            return .page(
                "Links",
                "<h1>\(links.count) links</h1>\(texts.map { text -> HTML in "<p>\(text)</p>" })\(form)")
        },
        .post("/links", needs: .customer(.viewAgenda)) { _, _, write in
            let address = try write { try $0.link(.calendar) }
            return .page("Your link", "<h1>Your link</h1><p>\(address)</p>")
        },
        .post("/links/one", needs: .customer(.viewAgenda)) { request, _, write in
            let address = try write { tx in
                let id: ID<Agenda>? = try tx.first(
                    """
                    SELECT id FROM agenda_item
                    WHERE text LIKE \(request.form["text"] + "%")\(unscoped: "a fault: it takes anybody's") LIMIT 1
                    """
                ) { try $0.next() }
                guard let id else { throw PortalError.invalid("text", "There is none.") }
                return try tx.link(.item, about: id)
            }
            return .page("Your link", "<h1>Your link</h1><p>\(address)</p>")
        },
        .post("/links/end", needs: .customer(.viewAgenda)) { _, _, write in
            let count = try write { try $0.revokeLinks(.calendar) }
            return .page("Ended", "<h1>\(count) ended</h1>")
        },
    ],
    links: [.calendar, .item], objects: [ObjectKind("item")],
    examples: Examples(
        [
            ExampleRecord(ObjectKind("item"), of: .contact, shared: .always, removed: .never) { it, tx in
                let ref: Ref<Agenda> = tx.newRef()
                try tx.execute(
                    """
                    INSERT INTO agenda_item (customer_id, contact_id, ref, text)
                    VALUES (\(it.customer), \(it.contact), \(ref), \(it.text))
                    """)
                return ref
            }
        ],
        forms: [
            .customer("/links", [:]), .customer("/links/one", ["text": "Zwalk"]),
            .customer("/links/end", [:]),
        ]),
    privacy: .holdsNoPersonalData,
    resources: PortalResources(migrations: [
        .init(
            name: "0001_item.sql",
            sql: """
                CREATE TABLE IF NOT EXISTS agenda_item (
                    id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
                    customer_id BIGINT UNSIGNED NOT NULL,
                    contact_id BIGINT UNSIGNED NULL,
                    ref BINARY(10) NOT NULL,
                    text VARCHAR(200) NOT NULL,
                    UNIQUE KEY item_ref (ref),
                    KEY item_list (customer_id, id)
                ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci
                """)
    ]))

enum Agenda {
    static func texts(_ scope: Scope, _ one: ID<Agenda>?, _ db: borrowing Reading) throws -> [String] {
        try db.rows(
            """
            SELECT t.text FROM agenda_item t
            WHERE \(scope, on: "t", own: "t.contact_id") AND (\(one) IS NULL OR t.id = \(one)) ORDER BY t.id
            """
        ) { try $0.next() }
    }
}

extension Permission {
    static let viewAgenda = Permission("agenda.view", title: "See the agenda", start: .own)
}

extension LinkRoute {
    static let calendar = LinkRoute("calendar", needs: .viewAgenda, days: 365) { _, context in
        let texts = try context.read { try Agenda.texts(context.scope, context.record(), $0) }
        return .text(texts.joined(separator: "\r\n"), as: .calendar)
    }

    static let item = LinkRoute("item", needs: .viewAgenda, days: 7) { _, context in
        let texts = try context.read { try Agenda.texts(context.scope, context.record(), $0) }
        if texts.isEmpty { throw PortalError.notFound }
        return .page("Item", "<h1>Item</h1>\(texts.map { text -> HTML in "<p>\(text)</p>" })")
    }
}
