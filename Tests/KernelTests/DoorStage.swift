import MariaDB
import PortalKit
import PortalTesting
import Testing

@testable import Kernel

/// A customer without portal users, its link as an administrator reads it, and another customer with one.
struct DoorStage: Sendable {
    let stage: Stage
    let customer: TestCustomer
    let contact: TestContact

    var kernel: TestKernel { stage.kernel }
    var path: String { "/staff/customers/" + customer.ref }

    init() throws {
        stage = try Stage()
        customer = try stage.kernel.addCustomer("Bólido Comidas")
        contact = try stage.kernel.addContact("Martín Sommer", at: customer)
    }

    /// What the field on the customer's page says; nil where there is none.
    func link() throws -> String? {
        let page = try kernel.signIn(stage.staff).open(path).body
        guard let start = page.firstRange(of: "http://localhost:8080/link/")?.upperBound else { return nil }
        return "/link/" + page[start...].prefix { $0 != "<" }
    }

    func post(_ action: String, _ fields: [String: String] = [:]) throws {
        let office = try kernel.signIn(stage.staff)
        try office.open(path)
        #expect(try office.post(path + action, fields).status == 303)
    }

    /// Where somebody ends who follows the link and presses the one button there is.
    func follow(_ link: String, in browser: Browser) throws -> Arrival {
        let opened = try browser.get(link)
        if opened.status == 404 { return .nowhere }
        #expect(opened.location == "/link")
        var reply = try browser.get("/link")
        if reply.status == 200 { reply = try browser.submit("/link") }
        if reply.location == "/sign-in" { return .signIn }
        #expect(reply.location == "/home")
        let home = try browser.get("/home")
        return home.status == 200 && home.text.contains(customer.name) ? .inside : .nowhere
    }

    enum Arrival { case inside, signIn, nowhere }
}

/// The rows of the table of entries that are about the link.
struct DoorEntry: Sendable, CustomTestStringConvertible {
    let name: String
    let arrival: DoorStage.Arrival
    let change: @Sendable (DoorStage) throws -> Void

    var testDescription: String { name }

    static func seat(_ door: DoorStage, _ change: SQL = "SELECT 1") throws {
        _ = try door.kernel.addSeat(door.contact)
        try door.kernel.execute(change)
    }

    static let all = [
        DoorEntry(name: "no portal user, link on", arrival: .inside) { _ in },
        DoorEntry(name: "no portal user, link off", arrival: .nowhere) {
            try $0.post("/link/switch", ["on": "0"])
        },
        DoorEntry(name: "no portal user, link made anew", arrival: .nowhere) { try $0.post("/link/renew") },
        DoorEntry(name: "customer archived", arrival: .nowhere) { try $0.post("/archive") },
        DoorEntry(name: "a portal user", arrival: .signIn) { try seat($0) },
        DoorEntry(name: "a portal user, switched off", arrival: .signIn) {
            try seat(
                $0, "UPDATE kernel_seat SET disabled_at = NOW() WHERE customer_id = \($0.customer.id)")
        },
        DoorEntry(name: "a portal user, only invited", arrival: .signIn) {
            try seat(
                $0, "UPDATE kernel_seat SET accepted_at = NULL WHERE customer_id = \($0.customer.id)")
        },
        DoorEntry(name: "a portal user without any portal", arrival: .signIn) {
            try seat($0, "UPDATE kernel_seat SET mode = 'listed' WHERE customer_id = \($0.customer.id)")
        },
        DoorEntry(name: "a portal user on the customer itself", arrival: .signIn) {
            _ = try $0.kernel.addSeat(on: $0.customer)
        },
        DoorEntry(name: "the last portal user deleted", arrival: .nowhere) {
            try seat($0, "DELETE FROM kernel_seat WHERE customer_id = \($0.customer.id)")
        },
        DoorEntry(name: "switched off and on again", arrival: .inside) {
            try $0.post("/link/switch", ["on": "0"])
            try $0.post("/link/switch", ["on": "1"])
        },
    ]
}
