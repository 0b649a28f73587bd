import PortalKit

/// A portal for the tests of the kernel: notes of a customer's people, a form, and two faults that must be caught.
let notesPortal = Portal(
    id: "notes", title: "Notes", icon: .megaphone, permissions: [.viewNotes, .addNotes],
    staffPermissions: [.readNotes], tabs: [Tab("Notes", at: "/notes", needs: .customer(.viewNotes))],
    staffTabs: [Tab("Notes", at: "/notes", needs: .staff(.readNotes))], customer: NoteRoutes.customer,
    staff: NoteRoutes.staff, notices: [.noteAdded], objects: [ObjectKind("note")], examples: .none,
    privacy: .holdsNoPersonalData,
    resources: PortalResources(migrations: [
        .init(
            name: "0001_note.sql",
            sql: """
                CREATE TABLE IF NOT EXISTS notes_note (
                    id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
                    customer_id BIGINT UNSIGNED NOT NULL,
                    contact_id BIGINT UNSIGNED NULL,
                    ref BINARY(10) NOT NULL,
                    text VARCHAR(200) NOT NULL,
                    UNIQUE KEY note_ref (ref),
                    KEY note_list (customer_id, id),
                    CONSTRAINT note_customer FOREIGN KEY (customer_id) REFERENCES kernel_customer (id)
                ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci
                """)
    ])
)

extension Permission {
    static let viewNotes = Permission("notes.view", title: "See notes", start: .own)
    static let addNotes = Permission(
        "notes.add", title: "Add notes", offers: [.organisation], start: .organisation)
}

extension StaffPermission {
    static let readNotes = StaffPermission("notes.read", title: "Read notes", technicians: true)
}

struct Note {}

extension Notice {
    static let noteAdded = Notice(
        "notes.note-added", title: "A note was added", subject: "A note", text: "See {link}",
        needs: .viewNotes
    ) { (_: ID<Note>, _, _, _) in nil }
}

enum NoteRoutes {
    static let customer: [Route<CustomerContext>] = [
        .get("/notes", needs: .customer(.viewNotes)) { _, context in
            let scope = try context.scope(.viewNotes)
            let texts: [String] = try context.read { db in
                try db.rows(
                    "SELECT n.text FROM notes_note n WHERE \(scope, on: "n", own: "n.contact_id") ORDER BY n.id"
                ) { try $0.next() }
            }
            return .page("Notes", "<h1>Notes</h1>\(texts.map { text -> HTML in "<p>\(text)</p>" })")
        },
        .get("/notes/new", needs: .customer(.addNotes)) { _, context in
            .page(
                "New note",
                context.ui.form(action: "/notes/notes/new", submit: "Add", context.ui.field("text", "Text")))
        },
        .post("/notes/new", needs: .customer(.addNotes), files: .files(1, megabytes: 1)) {
            request, context, write in
            let text = request.form["text"]
            guard !text.isEmpty else { throw PortalError.invalid("text", "Enter a text.") }
            let scope = try context.scope(.addNotes)
            let ref: Ref<Note> = try write { tx in
                let ref: Ref<Note> = tx.newRef()
                try tx.execute(
                    """
                    INSERT INTO notes_note (customer_id, contact_id, ref, text)
                    VALUES (\(ownerOf: scope), \(context.viewer.contact), \(ref), \(text))
                    """)
                return ref
            }
            return .seeOther("/notes/notes/\(ref)", saying: "Added \("text", text).")
        },
        .get("/notes/{note}", needs: .customer(.viewNotes)) { request, context in
            let scope = try context.scope(.viewNotes)
            let ref = try Ref<Note>(request.parameters["note"] ?? "")
            let text: String? = try context.read { db in
                try db.first(
                    "SELECT n.text FROM notes_note n WHERE n.ref = \(ref) AND \(scope, on: "n", own: "n.contact_id")"
                ) { try $0.next() }
            }
            guard let text else { throw PortalError.notFound }
            return .page("Note", "<h1>Note</h1><p>\(text)</p>")
        },
        .get("/without-owner", needs: .customer(.viewNotes)) { _, context in
            let count: Int? = try context.read {
                try $0.first("SELECT COUNT(*) FROM notes_note") { try $0.next() }
            }
            return .page("Count", "<h1>\(count ?? 0)</h1>")
        },
        .get("/foreign-table", needs: .customer(.viewNotes)) { _, context in
            let login: String? = try context.read { db in
                try db.first("SELECT login FROM kernel_account \(unscoped: "a fault, for the test")") {
                    try $0.next()
                }
            }
            return .page("Login", "<h1>\(login ?? "")</h1>")
        },
    ]

    static let staff: [Route<StaffContext>] = [
        .get("/notes", needs: .staff(.readNotes)) { _, context in
            let count: Int? = try context.read {
                try $0.first("SELECT COUNT(*) FROM notes_note n") { try $0.next() }
            }
            return .page("Notes", "<h1>Notes</h1><p>\(count ?? 0) notes</p>")
        }
    ]
}
