import PortalKit
import Synchronization

/// Two portals for the tests of what happens in the background: one works and tells, the other listens.
///
/// Each is made for one test, so that what its handlers do is that test's own.
struct Factory: Sendable {
    struct Order: Codable, Sendable { var thing: String }

    /// What the handlers do beside writing their row; a test replaces it.
    final class Script: Sendable {
        let step = Mutex<(@Sendable (String) throws -> Void)>({ _ in })
        func run(_ thing: String) throws { try step.withLock(\.self)(thing) }
    }

    let script = Script()
    let make: TaskKind
    let works: Portal
    let shop: Portal

    init() {
        let script = script
        make = TaskKind("works.make") { (order: Order, context, write) in
            try write { tx in
                try script.run(order.thing)
                try Self.write("made " + order.thing, tx)
                try script.run(order.thing + " written")
            }
        }
        let make = make
        works = Portal(
            id: "works", title: "Works", icon: .megaphone, permissions: [], staffPermissions: [.orderThings],
            staff: [
                .post("/orders", needs: .staff(.orderThings)) { request, _, write in
                    let thing = request.form["thing"]
                    try write { tx in
                        try Self.write("ordered " + thing, tx)
                        try tx.enqueue(make, payload: Order(thing: thing))
                        try tx.publish("works.order.placed", Order(thing: thing))
                        if thing == "nothing" { throw PortalError.conflict("Nothing cannot be ordered.") }
                        if thing == "secret" { try tx.publish("works.order.hidden", Order(thing: thing)) }
                        if thing == "number" { try tx.enqueue(make, payload: 7) }
                    }
                    return .seeOther("/staff")
                }
            ],
            publishes: ["works.order.placed"],
            jobs: [
                Job("works.sweep", every: .seconds(3_600)) { _, write in
                    try write { tx in
                        try Self.write("swept", tx)
                        try script.run("sweep")
                    }
                }
            ],
            tasks: [make], examples: .none, privacy: .holdsNoPersonalData, resources: Self.table("works"))
        shop = Portal(
            id: "shop", title: "Shop", icon: .megaphone, permissions: [],
            reactions: [
                Reaction(to: "works.order.placed") { (heard: [String: String], context, write) in
                    try write { tx in
                        _ = try tx.execute(
                            "INSERT INTO shop_row (text) VALUES (\("heard " + (heard["thing"] ?? "")))")
                    }
                },
                Reaction(to: "elsewhere.thing.done") { (_: [String: String], _, _) in },
            ],
            examples: .none, privacy: .holdsNoPersonalData, resources: Self.table("shop"))
    }

    private static func write(_ text: String, _ tx: borrowing Transaction) throws {
        try tx.execute("INSERT INTO works_row (text) VALUES (\(text))")
    }

    private static func table(_ id: StaticString) -> PortalResources {
        id.description == "works"
            ? PortalResources(migrations: [
                .init(
                    name: "0001_row.sql",
                    sql:
                        "CREATE TABLE IF NOT EXISTS works_row (id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY, text VARCHAR(200) NOT NULL)"
                )
            ])
            : PortalResources(migrations: [
                .init(
                    name: "0001_row.sql",
                    sql:
                        "CREATE TABLE IF NOT EXISTS shop_row (id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY, text VARCHAR(200) NOT NULL)"
                )
            ])
    }
}

extension StaffPermission {
    static let orderThings = StaffPermission("works.order", title: "Order", technicians: true)
}
