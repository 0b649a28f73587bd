import PortalKit

/// Tickets with notes and a file, by an author who forgot one thing.
struct LeakyPortal {
    /// What he forgot.
    enum Leak: CaseIterable {
        case list, search, count, tab, file, unsharedNote, foreignID, getWrites, removed, massAssignment,
            notice
        case link
    }

    let leak: Leak?

    static let ticket = ObjectKind("ticket")
    static let note = ObjectKind("note")

    var portal: Portal { portal(examples: LeakyExamples.all) }

    func portal(examples: Examples) -> Portal {
        Portal(
            id: "leaky", title: "Leaky", icon: .message, permissions: [.viewLeaky],
            staffPermissions: [.answerLeaky],
            tabs: [
                Tab("Tickets", at: "/tickets", needs: .customer(.viewLeaky)) { context in
                    let visible = try visible(context.scope(.viewLeaky), unless: .tab)
                    return "SELECT COUNT(*) FROM leaky_ticket t WHERE \(sql: visible)"
                }
            ],
            customer: LeakyRoutes(leaky: self).customer, staff: LeakyRoutes(leaky: self).staff,
            widgets: [
                Widget("Tickets", note: "open", at: "/leaky/tickets", needs: .viewLeaky) { scope, db in
                    try db.count(of: "leaky_ticket t WHERE \(sql: visible(scope, unless: .count))")
                }
            ],
            notices: [notice], links: [link], objects: [Self.ticket, Self.note], examples: examples,
            privacy: .holdsNoPersonalData,
            resources: PortalResources(migrations: LeakyExamples.tables))
    }

    /// What people are told by mail; the leak tells them of any ticket.
    private var notice: Notice {
        Notice(
            "leaky.ticket-opened", title: "A ticket was opened", subject: "{ticket}", text: "See {link}",
            placeholders: ["ticket"], needs: .viewLeaky
        ) { (id: ID<LeakyTicket>, scope, _, db) in
            try db.first(
                "SELECT t.subject FROM leaky_ticket t WHERE t.id = \(id) AND \(sql: visible(scope, unless: .notice))"
            ) {
                Notice.Facts(path: "/leaky/tickets", ["ticket": try $0.next()])
            }
        }
    }

    /// What a program fetches; the leak gives it every ticket.
    private var link: LinkRoute {
        LinkRoute("list", needs: .viewLeaky, days: 30) { _, context in
            let subjects: [String] = try context.read { db in
                try db.rows(
                    "SELECT t.subject FROM leaky_ticket t WHERE \(sql: visible(context.scope, unless: .link)) ORDER BY t.id"
                ) { try $0.next() }
            }
            return .text(subjects.joined(separator: "\n"), as: .plain)
        }
    }

    /// The tickets that a viewer sees, or all of them where that is the leak.
    func visible(_ scope: Scope, unless leak: Leak) -> SQL {
        if self.leak == leak { return "TRUE\(unscoped: "a planted leak")" }
        return "\(scope, on: "t", own: "t.contact_id") AND t.removed_at IS NULL"
    }
}

extension Permission {
    static let viewLeaky = Permission("leaky.view", title: "See tickets")
}

extension StaffPermission {
    static let answerLeaky = StaffPermission("leaky.answer", title: "Answer tickets", technicians: false)
}

struct LeakyTicket {
    let id: ID<LeakyTicket>
    let ref: Ref<LeakyTicket>
    let subject: String
    let file: Attachment?
}

enum LeakyNote {}

enum LeakyExamples {
    static let all = Examples(
        [
            ExampleRecord(LeakyPortal.ticket, of: .contact, shared: .always, removed: .possible) { it, tx in
                let ref: Ref<LeakyTicket> = tx.newRef()
                try tx.execute(
                    """
                    INSERT INTO leaky_ticket (customer_id, contact_id, ref, subject, attachment_id, removed_at)
                    VALUES (\(it.customer), \(it.contact), \(ref), \(it.text), \(tx.attach(it.file)), \(it.removed.at))
                    """)
                return ref
            },
            ExampleRecord(
                LeakyPortal.note, in: LeakyPortal.ticket, of: .contact, shared: .byStaff, removed: .never
            ) { it, tx in
                let ref: Ref<LeakyNote> = tx.newRef()
                let ticket: Ref<LeakyTicket> = try it.parent()
                try tx.execute(
                    """
                    INSERT INTO leaky_note (customer_id, ticket_id, ref, text, shared_at)
                    SELECT customer_id, id, \(ref), \(it.text), \(it.shared.at) FROM leaky_ticket WHERE ref = \(ticket)
                    """)
                return ref
            },
        ],
        forms: [
            .customer("/tickets/new", ["subject": "The printer"]),
            .customer("/tickets/{ticket}/merge", [:], naming: ["into": LeakyPortal.ticket]),
        ])

    static let tables: [PortalResources.Migration] = [
        .init(
            name: "0001_ticket.sql",
            sql: """
                CREATE TABLE IF NOT EXISTS leaky_ticket (
                    id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
                    customer_id BIGINT UNSIGNED NOT NULL,
                    contact_id BIGINT UNSIGNED NULL,
                    ref BINARY(10) NOT NULL,
                    subject VARCHAR(200) NOT NULL,
                    attachment_id BIGINT UNSIGNED NULL,
                    removed_at DATETIME(6) NULL,
                    looked_at DATETIME(6) NULL,
                    merged_into BIGINT UNSIGNED NULL,
                    UNIQUE KEY ticket_ref (ref),
                    KEY ticket_list (customer_id, id)
                ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci
                """),
        .init(
            name: "0002_note.sql",
            sql: """
                CREATE TABLE IF NOT EXISTS leaky_note (
                    id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
                    customer_id BIGINT UNSIGNED NOT NULL,
                    ticket_id BIGINT UNSIGNED NOT NULL,
                    ref BINARY(10) NOT NULL,
                    text VARCHAR(200) NOT NULL,
                    shared_at DATETIME(6) NULL,
                    UNIQUE KEY note_ref (ref),
                    KEY note_list (customer_id, ticket_id, id)
                ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci
                """),
    ]
}
