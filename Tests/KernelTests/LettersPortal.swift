import PortalKit

/// A portal for the tests of notices and of examples: .none, privacy: letters to a customer's people, some of them not shown yet.
let lettersPortal = Portal(
    id: "letters", title: "Letters", icon: .mail, permissions: [.readLetters],
    staffPermissions: [.writeLetters, .burnLetters],
    staff: [
        .post("/letters", needs: .staff(.writeLetters)) { request, context, write in
            try write { tx in
                let customer = try tx.customer(numbered: Int(request.form["customer"]))
                let contact: ID<ContactReference>? = try tx.first(
                    "SELECT id FROM portico_contact WHERE name = \(request.form["contact"])"
                ) { try $0.next() }
                let letter: ID<Letters.Line> = try tx.execute(
                    """
                    INSERT INTO letters_line (customer_id, contact_id, text, shared_at)
                    VALUES (\(customer), \(contact), \(request.form["text"]),
                        \(request.form["hidden"] == "1" ? nil : context.now))
                    """
                ).id()
                let told: Audience =
                    if let customer, request.form["to"] == "all" { .everybody(of: customer) } else {
                        .contacts([contact].compactMap(\.self))
                    }
                let notice: Notice =
                    switch request.form["notice"] {
                    case "": .letterWritten
                    case "lost": .letterLost
                    default: .undeclared
                    }
                try tx.notify(notice, about: letter, to: told)
                if let colleague = UInt64(request.form["tell"]) {
                    try tx.tell(ID(colleague), .letterToAnswer, about: letter)
                }
                if request.form["text"] == "no" { throw PortalError.conflict("No.") }
            }
            return .seeOther("/staff")
        }
    ],
    notices: [.letterWritten, .letterLost], staffNotices: [.letterToAnswer, .letterForAdministrators],
    examples: .none,
    privacy: Privacy(export: Letters.export, erase: Letters.erase),
    resources: PortalResources(migrations: [
        .init(
            name: "0001_line.sql",
            sql: """
                CREATE TABLE IF NOT EXISTS letters_line (
                    id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
                    customer_id BIGINT UNSIGNED NOT NULL,
                    contact_id BIGINT UNSIGNED NULL,
                    text VARCHAR(200) NOT NULL,
                    shared_at DATETIME(6) NULL,
                    KEY line_list (customer_id, id)
                ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci
                """)
    ])
)

enum Letters {
    enum Line {}

    @Sendable static func export(
        _ context: SystemContext, _ contact: ContactReference
    ) throws -> [(name: String, value: String)] {
        try context.read { db in
            try db.rows("SELECT text FROM letters_line WHERE contact_id = \(contact.id) ORDER BY id") { row in
                ("letter", try row.next())
            }
        }
    }

    /// What begins with "invoice" has to stay.
    @Sendable static func erase(
        _ context: SystemContext, _ contact: ContactReference, _ write: consuming Write
    ) throws -> [Privacy.Kept] {
        try write { tx in
            try tx.execute(
                """
                UPDATE letters_line SET contact_id = NULL, text = ''
                WHERE contact_id = \(contact.id) AND text NOT LIKE 'invoice%'
                """)
            let kept: [String] = try tx.rows(
                "SELECT text FROM letters_line WHERE contact_id = \(contact.id) ORDER BY id"
            ) { try $0.next() }
            if kept.contains("invoice that breaks") { throw PortalError.conflict("It breaks.") }
            return kept.map { Privacy.Kept($0, because: "tax law, 7 years") }
        }
    }
}

extension Permission {
    static let readLetters = Permission("letters.read", title: "Read letters", start: .own)
}

extension StaffPermission {
    static let writeLetters = StaffPermission("letters.write", title: "Write letters", technicians: true)
    static let burnLetters = StaffPermission("letters.burn", title: "Burn letters", technicians: false)
}

extension Notice {
    static let letterWritten = letter("letters.letter-written")
    /// Comes at once, whatever somebody chose.
    static let letterLost = letter("letters.letter-lost", always: true)
    /// Stands in no portal.
    static let undeclared = letter("letters.undeclared")

    private static func letter(_ id: String, always: Bool = false) -> Notice {
        Notice(
            id, title: "A letter was written", subject: "A letter: {text}",
            text: "Hello {name},\n\n{customer} has a letter: {link}\n\nSign in at {signin}.",
            placeholders: ["text"], needs: .readLetters, always: always
        ) { (id: ID<Letters.Line>, scope, _, db) in
            try db.first(
                """
                SELECT l.text FROM letters_line l
                WHERE l.id = \(id) AND \(scope, on: "l", own: "l.contact_id", shared: "l.shared_at")
                """
            ) { row in Facts(path: "/letters/1", ["text": try row.next()]) }
        }
    }
}

extension StaffNotice {
    static let letterToAnswer = letter(
        "letters.letter-to-answer", "A letter is to be answered", .writeLetters)
    static let letterForAdministrators = letter(
        "letters.letter-to-burn", "A letter is to be burnt", .burnLetters)

    private static func letter(_ id: String, _ title: Words, _ needs: StaffPermission) -> StaffNotice {
        StaffNotice(id, title: title, needs: needs) { (letter: ID<Letters.Line>, _, db) in
            try db.first("SELECT text FROM letters_line WHERE id = \(letter)") { row in
                let text: String = try row.next()
                return Facts("Answer \("text", text)", "The letter waits.", at: "/staff/letters")
            }
        }
    }
}
