import MariaDB
import PortalKit
import PortalTesting
import Testing

@testable import Kernel

/// A member of staff in front of three portals: of Maria, of Ana, and of a customer without portal users.
struct ViewingStage: Sendable {
    let stage: Stage
    let technician: TestStaff
    let bolido: TestCustomer
    let martin: TestContact

    var kernel: TestKernel { stage.kernel }
    var maria: String { stage.contact }
    var ana: String { "/staff/contacts/" + (stage.ana.contact?.ref ?? "") }

    init() throws {
        stage = try Stage()
        technician = try stage.kernel.addStaff("Jonas Kettering", isAdministrator: false)
        bolido = try stage.kernel.addCustomer("Bólido Comidas")
        martin = try stage.kernel.addContact("Martín Sommer", at: bolido)
        for (customer, contact, text) in [
            (stage.maria.customer.id, stage.maria.contact?.id, "Canary of Maria"),
            (stage.maria.customer.id, nil, "Canary of Alfreds"),
            (stage.ana.customer.id, stage.ana.contact?.id, "Canary of Ana"),
            (bolido.id, martin.id, "Canary of Martín"),
        ] {
            try stage.kernel.execute(
                """
                INSERT INTO notes_note (customer_id, contact_id, ref, text)
                VALUES (\(customer), \(contact), \(Token.random(10)), \(text))
                """)
        }
        try stage.kernel.execute(
            """
            REPLACE INTO kernel_group_reach (group_id, permission, reach)
            SELECT id, 'notes.view', 2 FROM kernel_permission_group WHERE kind = 'non-portal-users'
            """)
    }

    /// A browser in which a technician looks or works as somebody.
    func enter(_ path: String, _ what: String = "view", in browser: Browser? = nil) throws -> Browser {
        let browser = try browser ?? kernel.signIn(technician)
        try browser.open("/staff/customers")
        let reply = try browser.post(path + "/" + what)
        #expect(reply.status == 303 && reply.location == "/home", "\(reply.text)")
        return browser
    }

    /// Every table but the three that a request itself may write.
    func written() throws -> [String: String] {
        try kernel.checksums().filter {
            $0.key != "kernel_audit" && $0.key != "kernel_once"
        }
    }

    /// Who did what on whose behalf, oldest first.
    func audit() throws -> [String] {
        try kernel.values(
            """
            SELECT CONCAT_WS(' ', action, actor_kind, actor_id, COALESCE(seat_id, '-'), customer_id)
            FROM kernel_audit WHERE action LIKE 'identity.viewing.%' OR action LIKE 'identity.working.%'
            ORDER BY id
            """)
    }

    func line(_ what: String, _ seat: TestSeat) -> String {
        "identity.\(what) staff \(technician.id) \(seat.id) \(seat.customer.id)"
    }
}

extension Reply {
    /// The main part, without what is different in each answer.
    var main: String {
        let html = comparable
        guard let start = html.firstRange(of: "<main"), let end = html.firstRange(of: "</main>") else {
            return ""
        }
        return String(html[start.lowerBound..<end.lowerBound])
    }
}
