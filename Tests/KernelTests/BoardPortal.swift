import PortalKit
import PortalTesting

@testable import Kernel

/// A portal for the tests of what a portal may declare beside its pages: settings, search, what is waiting, panels.
let boardPortal = Portal(
    id: "board", title: "Board", icon: .tasks, permissions: [.viewCards, .answerCards],
    staffPermissions: [.readCards],
    settings: [Setting.shownCards, Setting.takesCards, Setting.motto, Setting.cardOrder],
    tabs: [Tab("Board", at: "/cards", needs: .customer(.viewCards), count: Card.count)],
    customer: CardRoutes.customer,
    waiting: [Waiting.Source(needs: .answerCards, Card.waiting)],
    search: [
        SearchSource("Cards", needs: .viewCards, at: "/board/cards", Card.listing, \.match),
        SearchSource("Answers", needs: .answerCards) { text, scope, most, db in
            try db.rows(
                "\(sql: Card.select(scope)) AND \(search: text, in: "c.text") LIMIT \(most)",
                Card.init
            ).map { SearchSource.Match("Answer " + $0.text, at: $0.path) }
        },
    ],
    panels: [
        Panel(on: .customer, "Cards", needs: .readCards) { context, record in
            try Card.panel("c.customer_id = \(record.customer)", context)
        },
        Panel(on: .contact, "Cards", needs: .readCards) { context, record in
            try Card.panel("c.contact_id = \(record.contact)", context)
        },
    ],
    objects: [.card],
    examples: Examples([
        ExampleRecord(.card, of: .contact, shared: .always, removed: .never) { it, tx in
            let ref: Ref<Card> = tx.newRef()
            try tx.execute(
                """
                INSERT INTO board_card (customer_id, contact_id, ref, text, created_at, urgency)
                VALUES (\(it.customer), \(it.contact), \(ref), \(it.text), \(it.now), 1)
                """)
            return ref
        }
    ]), privacy: .holdsNoPersonalData,
    resources: PortalResources(migrations: [
        .init(
            name: "0001_card.sql",
            sql: """
                CREATE TABLE IF NOT EXISTS board_card (
                    id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
                    customer_id BIGINT UNSIGNED NOT NULL,
                    contact_id BIGINT UNSIGNED NULL,
                    ref BINARY(10) NOT NULL,
                    text VARCHAR(200) NOT NULL,
                    created_at DATETIME(6) NOT NULL,
                    urgency TINYINT NOT NULL DEFAULT -1,
                    UNIQUE KEY card_ref (ref),
                    KEY card_list (customer_id, id),
                    CONSTRAINT card_customer FOREIGN KEY (customer_id) REFERENCES kernel_customer (id)
                ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci
                """)
    ])
)

extension Permission {
    static let viewCards = Permission("board.view", title: "See cards", start: .own)
    static let answerCards = Permission("board.answer", title: "Answer cards")
}

extension StaffPermission {
    static let readCards = StaffPermission("board.read", title: "Read cards", technicians: false)
}

extension ObjectKind {
    static let card = ObjectKind("card")
}

enum CardOrder: String, CaseIterable { case newest, oldest }

extension Setting where Value == Int {
    static var shownCards: Setting {
        Setting("board.shown-cards", title: "Cards on a page", default: 10, in: 1...50)
    }
}

extension Setting where Value == Bool {
    static var takesCards: Setting { Setting("board.takes-cards", title: "Takes cards", default: true) }
}

extension Setting where Value == String {
    static var motto: Setting { Setting("board.motto", title: "Motto", default: "None yet", most: 20) }
}

extension Setting where Value == CardOrder {
    static var cardOrder: Setting {
        Setting("board.order", title: "Order", default: .newest) { order in
            order == .newest ? "Newest first" : "Oldest first"
        }
    }
}

struct Card {
    let id: ID<Card>
    let ref: Ref<Card>
    let text: String
    let createdAt: Instant
    let urgency: Int

    var path: String { "/board/cards/\(ref)" }
    var match: SearchSource.Match { SearchSource.Match(text, line: "A card", at: path) }

    init(_ row: borrowing Row) throws {
        id = try row.next()
        ref = try row.next()
        text = try row.next()
        createdAt = try row.next()
        urgency = try row.next()
    }

    static func select(_ scope: Scope) -> SQL {
        """
        SELECT c.id, c.ref, c.text, c.created_at, c.urgency FROM board_card c
        WHERE \(scope, on: "c", own: "c.contact_id")
        """
    }

    @Sendable static func listing(
        _ paging: Paging, _ scope: Scope, _ db: borrowing Reading
    ) throws -> Listing<Card> {
        let found: SQL = "\(sql: select(scope)) AND \(search: paging.search, in: "c.text")"
        return try db.listing(
            paging, by: Keyset("c.created_at", .descending, id: "c.id"), found,
            counting:
                "board_card c WHERE \(scope, on: "c", own: "c.contact_id") AND \(search: paging.search, in: "c.text")",
            Card.init
        ) { Position($0.createdAt, $0.id) }
    }

    @Sendable static func count(_ context: CustomerContext) throws -> SQL {
        let scope = try context.scope(.viewCards)
        return "SELECT COUNT(*) FROM board_card c WHERE \(scope, on: "c", own: "c.contact_id")"
    }

    @Sendable static func waiting(
        _ context: CustomerContext, _ scope: Scope, _ db: borrowing Reading
    ) throws -> [Waiting] {
        try db.rows("\(sql: select(scope)) AND c.urgency >= 0 ORDER BY c.id LIMIT 50", Card.init).map {
            card in
            Waiting(
                card.text, icon: .flag,
                reason: "Asked on \("day", context.ui.reader.date(context.ui.reader.day(card.createdAt)))",
                mark: card.urgency == 2 ? "Late" : nil, since: card.createdAt, verb: "Answer", at: card.path,
                urgency: Urgency(rawValue: card.urgency) ?? .usual)
        }
    }

    static func panel(_ condition: SQL, _ context: StaffContext) throws -> HTML? {
        let texts: [String] = try context.read { db in
            try db.rows("SELECT c.text FROM board_card c WHERE \(sql: condition) ORDER BY c.id LIMIT 5") {
                try $0.next()
            }
        }
        return texts.isEmpty ? nil : "\(texts.map { text -> HTML in "<p>\(text)</p>" })"
    }
}

enum CardRoutes {
    static let customer: [Route<CustomerContext>] = [
        .get("/cards", needs: .customer(.viewCards)) { _, context in
            let settings = context.settings
            return .page(
                "Board",
                """
                <h1>Board</h1><p>shows \(settings[.shownCards]), takes \(settings[.takesCards] ? "yes" : "no"), \
                motto \(settings[.motto]), order \(settings[.cardOrder].rawValue), \
                foreign \(settings[.contactHours])</p>
                """)
        }
    ]
}

/// An installation with the board, an administrator, a technician, two customers and somebody of each.
struct BoardStage {
    let kernel: TestKernel
    let staff: TestStaff
    let maria: TestSeat
    let ana: TestSeat

    init() throws {
        kernel = try TestKernel(portals: [boardPortal])
        staff = try kernel.addStaff()
        maria = try kernel.addSeat(
            kernel.addContact("Maria Anders", at: kernel.addCustomer("Alfreds Futterkiste")))
        ana = try kernel.addSeat(
            kernel.addContact("Ana Trujillo", at: kernel.addCustomer("Ana Trujillo Helados")))
    }

    /// Puts a card on somebody's board.
    func add(_ text: String, for seat: TestSeat, urgency: Int = -1) throws {
        try kernel.execute(
            """
            INSERT INTO board_card (customer_id, contact_id, ref, text, created_at, urgency)
            VALUES (\(seat.customer.id), \(seat.contact?.id), RANDOM_BYTES(10), \(text), \(kernel.clock.now),
                \(urgency))
            """)
    }

    /// Lets somebody answer cards too.
    func letAnswer(_ seat: TestSeat, view: Reach = .own) throws {
        let group = try kernel.addGroup(["board.view": view, "board.answer": .own])
        try kernel.execute("UPDATE kernel_seat SET group_id = \(group.id) WHERE id = \(seat.id)")
    }
}
