import PortalKit
import PortalTesting
import Testing

@testable import Kernel

/// An installation with an administrator and customers whose contacts can be enabled in bulk.
struct BatchStage {
    let kernel: TestKernel
    let staff: TestStaff
    let office: Browser

    init(database options: ((Connection.Options) -> Connection.Options)? = nil) throws {
        kernel = try TestKernel(portals: [notesPortal], database: options)
        staff = try kernel.addStaff()
        office = try kernel.signIn(staff)
    }

    /// A contact with an address, or without one.
    func contact(_ name: String, at customer: TestCustomer, email: String? = nil) throws -> TestContact {
        let contact = try kernel.addContact(name, at: customer)
        try kernel.execute("UPDATE kernel_contact SET email = \(email) WHERE id = \(contact.id)")
        return contact
    }

    /// A customer with so many contacts, each with an address of its own.
    func crowd(_ count: Int, named name: String = "Crowd") throws -> TestCustomer {
        let customer = try kernel.addCustomer(name)
        for part in Array(0..<count).parts(of: 1_000) {
            let rows: [SQL] = part.map { number in
                """
                (\(customer.id), \(Token.random(10)), \("Person \(number)"),
                \("p\(number).\(customer.number)@example.org"), \(kernel.clock.now))
                """
            }
            try kernel.execute(
                """
                INSERT INTO kernel_contact (customer_id, ref, name, email, created_at)
                VALUES \(sql: SQL(joining: rows, by: ", "))
                """)
        }
        return customer
    }

    /// Sends a form whose fields may stand several times, as checkboxes do.
    @discardableResult
    func post(
        _ path: String, _ fields: [(String, String)], by browser: Browser? = nil,
        keys: [String: String]? = nil
    ) throws -> Reply {
        let browser = browser ?? office
        let keys = try keys ?? browser.keys(for: path)
        let all = fields + keys.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
        let body = all.map { Percent.segment($0.0) + "=" + Percent.segment($0.1) }.joined(separator: "&")
        return try browser.send(
            "POST", path, body: Array(body.utf8), type: "application/x-www-form-urlencoded")
    }

    /// Ticks contacts in their list, and gives the address of the rehearsal.
    func rehearse(_ contacts: [TestContact]) throws -> String {
        let reply = try post(
            "/staff/bulk", [("list", "contacts")] + contacts.map { ("contact", $0.ref) })
        return try #require(reply.location)
    }

    func rehearse(customers: [TestCustomer]) throws -> String {
        let reply = try post(
            "/staff/bulk", [("list", "customers")] + customers.map { ("customer", $0.ref) })
        return try #require(reply.location)
    }

    /// What the form of a rehearsal sends as it stands.
    func start(_ path: String, leaving out: Set<String> = [], by browser: Browser? = nil) throws -> Reply {
        let rows = try rows(path).filter { $0.decision.makesSeat }
        let fields =
            rows.map { ("shown", $0.ref.description) }
            + rows.filter { !$0.isLeftOut && !out.contains($0.name) }.map { ("row", $0.ref.description) }
        return try post(path + "/start", fields + [("sure", "1")], by: browser)
    }

    func batch(_ path: String) throws -> Batch {
        let ref = try Ref<Batch>(String(path.split(separator: "/").last ?? ""))
        return try kernel.withConnection { Unchecked(value: try Batch.find(ref, $0)) }.value
    }

    func rows(_ path: String) throws -> [BatchRow] {
        let id = try batch(path).id.value
        return try kernel.withConnection { try BatchRow.read(.all, of: id, $0) }
    }

    func results(_ path: String) throws -> [String: BatchOutcome] {
        let id = try batch(path).id
        let all = try kernel.withConnection { try BatchResult.read(of: id, $0) }
        return Dictionary(all.map { ($0.name, $0.outcome) }) { first, _ in first }
    }

    func row(_ name: String, in path: String) throws -> String {
        let row = try #require(try rows(path).first { $0.name == name })
        return path + "/rows/" + row.ref.description
    }

    func count(_ table: SQL) throws -> Int { try kernel.value("SELECT COUNT(*) FROM \(sql: table)") ?? -1 }
}
