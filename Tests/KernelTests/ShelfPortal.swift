import PortalKit

/// A portal with a log: books of a customer, shown or not, each with a page and a file of text.
let shelfPortal = Portal(
    id: "shelf", title: "Shelf", icon: .book, permissions: [.viewBooks], staffPermissions: [.keepBooks],
    customer: ShelfRoutes.customer, staff: ShelfRoutes.staff,
    log: AccessLog(
        records: [
            LoggedRecord(
                ObjectKind("book"), "Book", name: "title", needs: .viewBooks, own: "r.contact_id",
                shared: "shared_at")
        ],
        acts: [LoggedAct("shelf.book.lent", "Lent")], untold: ["shelf.book.noted"]),
    objects: [ObjectKind("book")], examples: .none, privacy: .holdsNoPersonalData,
    resources: PortalResources(migrations: [
        .init(
            name: "0001_book.sql",
            sql: """
                CREATE TABLE IF NOT EXISTS shelf_book (
                    id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
                    customer_id BIGINT UNSIGNED NOT NULL,
                    contact_id BIGINT UNSIGNED NULL,
                    ref BINARY(10) NOT NULL,
                    title VARCHAR(200) NOT NULL,
                    shared_at DATETIME(6) NULL,
                    UNIQUE KEY book_ref (ref),
                    KEY book_list (customer_id, id)
                ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci
                """)
    ]))

extension Permission {
    static let viewBooks = Permission("shelf.books.view", title: "See books", start: .organisation)
}

extension StaffPermission {
    static let keepBooks = StaffPermission("shelf.keep", title: "Keep books", technicians: true)
}

struct Book {
    let id: ID<Book>
    let title: String

    @Sendable static func find(_ ref: Ref<Book>, _ scope: Scope, _ db: borrowing Reading) throws -> Book? {
        try db.first(
            """
            SELECT b.id, b.title FROM shelf_book b
            WHERE b.ref = \(ref) AND \(scope, on: "b", own: "b.contact_id", shared: "b.shared_at")
            """
        ) { Book(id: try $0.next(), title: try $0.next()) }
    }
}

enum ShelfRoutes {
    static let customer: [Route<CustomerContext>] = [
        .detail("/books/{book}", needs: .customer(.viewBooks), Book.find) { book, _ in
            Page("Book", "<h1>\(book.title)</h1>")
        },
        .get("/books/{book}/text", needs: .customer(.viewBooks)) { request, context in
            let ref: Ref<Book> = try request.ref(ObjectKind("book"))
            let scope = try context.scope(.viewBooks)
            guard let book = try context.read({ try Book.find(ref, scope, $0) }) else {
                throw PortalError.notFound
            }
            return .text(book.title, as: .plain)
        },
    ]

    static let staff: [Route<StaffContext>] = [
        .detail("/books/{book}", needs: .staff(.keepBooks), Book.find) { book, _ in
            Page("Book", "<h1>\(book.title)</h1>")
        },
        .post("/books/{book}/act", needs: .staff(.keepBooks)) { request, context, write in
            let ref: Ref<Book> = try request.ref(ObjectKind("book"))
            guard let book = try context.read({ try Book.find(ref, context.scope, $0) }) else {
                throw PortalError.notFound
            }
            try write { try $0.audit("shelf.book." + request.form["act"], ObjectKind("book"), book.id) }
            return .seeOther("/staff/shelf/books/\(ref)")
        },
    ]
}
