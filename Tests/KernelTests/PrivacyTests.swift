import PortalKit
import PortalTesting
import Testing

@testable import Kernel

@Suite("SL07 One person's data: handed out, and forgotten")
struct PrivacyTests {
    private let kernel: TestKernel
    private let office: Browser
    private let maria: TestSeat
    private let contact: TestContact

    init() throws {
        kernel = try TestKernel(portals: [lettersPortal])
        office = try kernel.signIn(kernel.addStaff())
        contact = try kernel.addContact("Maria Anders", at: kernel.addCustomer("Alfreds Futterkiste"))
        maria = try kernel.addSeat(contact)
        try kernel.execute(
            "UPDATE kernel_contact SET email = 'maria@example.org', phone = '030-0074321' WHERE id = \(contact.id)"
        )
    }

    private func letter(_ text: String) throws {
        let fields = ["text": text, "customer": String(contact.customer.number), "contact": contact.name]
        #expect(try office.post("/staff/letters/letters", fields).status == 303)
    }

    @Test(
        "everything that is held is there, of the kernel and of each portal, and that it was read is in the audit"
    )
    func export() throws {
        _ = try kernel.signIn(maria)
        try letter("hello Maria")
        let data = try kernel.personalData(of: contact)
        for kind in ["contact", "account", "seats", "sessions", "mails"] {
            #expect(data.kernel[kind]?.count == 1, "\(kind)")
        }
        #expect(data.kernel["contact"]?.first?["phone"] == "030-0074321")
        #expect(data.portals == ["letters": [.init(name: "letter", value: "hello Maria")]])
        #expect(try data.json.contains("\"maria@example.org\""))
        #expect(
            try kernel.value("SELECT action FROM kernel_audit WHERE actor_kind = 'system'")
                == "administration.contact.exported")
    }

    @Test("after being forgotten an export finds nothing but what was said to be kept")
    func erased() throws {
        let browser = try kernel.signIn(maria)
        try letter("hello Maria")
        try letter("invoice 7 for Maria")
        let kept = try kernel.erase(contact)
        #expect(
            kept == [
                "letters: invoice 7 for Maria, because tax law, 7 years",
                "kernel: audit trail, because it says by ids what was done, and holds no names",
            ])
        let data = try kernel.personalData(of: contact)
        #expect(data.kernel.filter { !$0.value.isEmpty }.keys.sorted() == ["audit"])
        #expect(data.portals["letters"]?.map(\.value) == ["invoice 7 for Maria"])
        #expect(try browser.get("/home").status == 303)
        #expect(try kernel.value("SELECT COUNT(*) FROM kernel_account WHERE id = \(maria.account)") == 0)
        #expect(try kernel.value("SELECT COUNT(*) FROM kernel_contact WHERE id = \(contact.id)") == 1)
        #expect(try kernel.deliver().isEmpty)
    }

    @Test("no table holds the name, the address or the phone number any more")
    func nowhere() throws {
        _ = try kernel.signIn(maria)
        try letter("hello")
        try office.open("/staff/contacts/\(contact.ref)")
        try kernel.erase(contact)
        let columns: [String] = try kernel.values(
            """
            SELECT CONCAT(table_name, '.', column_name) FROM information_schema.columns
            WHERE table_schema = DATABASE() AND data_type IN ('varchar', 'text', 'mediumtext')
                AND table_name IN (SELECT table_name FROM information_schema.tables
                    WHERE table_schema = DATABASE() AND table_type = 'BASE TABLE')
            """)
        #expect(columns.count > 20)
        for column in columns {
            let parts = column.split(separator: ".").map(String.init)
            let found: Int? = try kernel.withConnection { connection in
                try connection.first(
                    SQL(
                        trusted:
                            "SELECT COUNT(*) FROM \(parts[0]) WHERE \(parts[1]) LIKE '%Maria%' OR \(parts[1]) LIKE '%0074321%'"
                    )
                ) { try $0.next() }
            }
            #expect(found == 0, "\(column)")
        }
    }

    @Test("an account with a seat at another customer stays, and that is said")
    func otherSeat() throws {
        let other = try kernel.addContact("Maria A.", at: kernel.addCustomer("Helados"))
        try kernel.withConnection { connection in
            _ = try PortalSeat.add(
                account: maria.account, customer: other.customer.id, contact: other.id, group: nil,
                follows: true,
                by: nil, acceptedAt: kernel.clock.now, at: kernel.clock.now, connection)
        }
        #expect(try kernel.erase(contact).contains { $0.contains("account, because the person has a seat") })
        #expect(try kernel.value("SELECT COUNT(*) FROM kernel_account WHERE id = \(maria.account)") == 1)
        #expect(try kernel.personalData(of: contact).kernel["account"] == [])
    }

    @Test("who has seats at several customers is one person: an export has all of them")
    func allSeats() throws {
        let other = try kernel.addContact("Maria A.", at: kernel.addCustomer("Helados"))
        try kernel.withConnection { connection in
            _ = try PortalSeat.add(
                account: maria.account, customer: other.customer.id, contact: other.id, group: nil,
                follows: true, by: nil, acceptedAt: kernel.clock.now, at: kernel.clock.now, connection)
        }
        try kernel.execute(
            "INSERT INTO letters_line (customer_id, contact_id, text) VALUES (\(other.customer.id), \(other.id), 'there')"
        )
        try letter("here")
        for asked in [contact, other] {
            let data = try kernel.personalData(of: asked)
            #expect(
                data.kernel["seats"]?.compactMap { $0["customer"] } == ["Alfreds Futterkiste", "Helados"])
            #expect(data.kernel["contact"]?.compactMap { $0["name"] } == ["Maria Anders", "Maria A."])
            #expect(data.portals["letters"]?.map(\.value) == ["here", "there"])
        }
    }

    @Test("what a task that was given up says of the person goes; others' stay, and so does what still waits")
    func givenUp() throws {
        func add(_ payload: String, isFailed: Bool = true) throws {
            try kernel.execute(
                """
                INSERT INTO kernel_task (kind, payload, created_at, queued_at, due_at, failed_at)
                VALUES ('letters.x', \(payload), NOW(), NOW(), NOW() + INTERVAL 1 DAY, IF(\(isFailed), NOW(), NULL))
                """)
        }
        for payload in [
            #"{"to":"Maria Anders"}"#, #"{"to":"maria@example.org"}"#, #"{"text":"call 030-0074321!"}"#,
        ] {
            try add(payload)
        }
        try add(#"{"to":"Maria Andersson"}"#)
        try add(#"{"id":7}"#)
        try add(#"{"to":"Maria Anders"}"#, isFailed: false)
        try kernel.erase(contact)
        let left: [String] = try kernel.values("SELECT payload FROM kernel_task ORDER BY id")
        #expect(left == [#"{"to":"Maria Andersson"}"#, #"{"id":7}"#, #"{"to":"Maria Anders"}"#])
    }

    @Test("when one portal cannot forget, nobody does")
    func together() throws {
        try letter("invoice that breaks")
        #expect(throws: PortalError.self) { try kernel.erase(contact) }
        let data = try kernel.personalData(of: contact)
        #expect(data.kernel["contact"]?.first?["name"] == "Maria Anders")
        #expect(data.kernel["account"]?.count == 1)
    }

    @Test("a contact that was forgotten can be asked about again, and a name that is none is not found")
    func again() throws {
        try kernel.erase(contact)
        try kernel.erase(contact)
        #expect(throws: PortalError.self) {
            try kernel.withConnection { try DataSubject.find("nobody", $0) }
        }
    }
}
