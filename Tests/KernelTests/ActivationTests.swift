import PortalKit
import PortalTesting
import Testing

@testable import Kernel

/// A portal for the tests of memberships: what people reach because it is theirs, or because they are members of it.
private func clubs(_ kind: Portal.Kind) -> Portal {
    Portal(
        id: "clubs", title: "Clubs", icon: .people, kind: kind, permissions: [.seeClubs],
        tabs: [Tab("Clubs", at: "/all", needs: .customer(.seeClubs))],
        staffTabs: [Tab("Clubs", at: "/all", needs: .signedIn)],
        customer: [
            .get("/all", needs: .customer(.seeClubs)) { _, context in
                let scope = try context.scope(.seeClubs)
                let names: [String] = try context.read { db in
                    try db.rows(
                        """
                        SELECT c.name FROM clubs_club c
                        WHERE \(scope, on: "c", own: "c.contact_id", members: "clubs_member(club_id)") ORDER BY c.id
                        """
                    ) { try $0.next() }
                }
                return .page("Clubs", "<h1>Clubs: \(names.joined(separator: ", "))</h1>")
            }
        ], staff: [.get("/all", needs: .signedIn) { _, _ in .page("Clubs", "<h1>Clubs</h1>") }],
        examples: .none, privacy: .holdsNoPersonalData,
        resources: PortalResources(migrations: [
            .init(
                name: "0001_club.sql",
                sql: """
                    CREATE TABLE IF NOT EXISTS clubs_club (
                        id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY, customer_id BIGINT UNSIGNED NOT NULL,
                        contact_id BIGINT UNSIGNED NULL, name VARCHAR(200) NOT NULL
                    ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci
                    """),
            .init(
                name: "0002_member.sql",
                sql: """
                    CREATE TABLE IF NOT EXISTS clubs_member (
                        customer_id BIGINT UNSIGNED NOT NULL, club_id BIGINT UNSIGNED NOT NULL,
                        contact_id BIGINT UNSIGNED NOT NULL, PRIMARY KEY (club_id, contact_id)
                    ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci
                    """),
        ]))
}

extension Permission {
    fileprivate static let seeClubs = Permission("clubs.see", title: "See clubs", start: .own)
}

@Suite("Portal Activation: what goes by membership is open or closed")
struct ActivationTests {
    private static let page = "/staff/settings/client-portal"

    private struct House {
        let kernel: TestKernel
        let staff: Browser
        let person: Browser

        init(_ kind: Portal.Kind) throws {
            kernel = try TestKernel(portals: [clubs(kind)])
            staff = try kernel.signIn(kernel.addStaff())
            let maria = try kernel.addSeat(
                kernel.addContact("Maria Anders", at: kernel.addCustomer("Alfreds")))
            let hanna = try kernel.addContact("Hanna Moos", at: maria.customer)
            person = try kernel.signIn(maria)
            for (name, owner) in [("Own", maria.contact), ("Joined", hanna), ("Foreign", hanna)] {
                let id = try kernel.execute(
                    """
                    INSERT INTO clubs_club (customer_id, contact_id, name)
                    VALUES (\(maria.customer.id), \(owner?.id), \(name))
                    """
                ).insertID
                guard name == "Joined" else { continue }
                try kernel.execute(
                    "INSERT INTO clubs_member VALUES (\(maria.customer.id), \(id), \(maria.contact?.id))")
            }
        }

        func set(_ value: String) throws {
            try staff.get(page)
            #expect(try staff.submit(page, ["activation": value]).status == 303)
        }
    }

    @Test(
        "E01 with No a portal by membership is closed for customers at the next request, and stays for staff")
    func portal() throws {
        let house = try House(.membership)
        #expect(try house.person.get("/clubs/all").text.contains("Clubs: Own, Joined"))
        #expect(try house.staff.get(Self.page).form(Self.page)?.fields["activation"] == "1")
        try house.set("0")
        #expect(try house.person.get("/clubs/all").status == 404)
        #expect(try !house.person.get("/home").tabs.contains("/clubs/all"))
        #expect(try house.staff.get("/staff/clubs/all").status == 200)
        #expect(
            try house.staff.get("/staff/settings/client-portal").form(Self.page)?.fields["activation"] == "0")
        try house.set("1")
        #expect(try house.person.get("/clubs/all").text.contains("Clubs: Own, Joined"))
    }

    @Test("E01 with No a member who is not the contact no longer reaches the record of another portal")
    func members() throws {
        let house = try House(.requests)
        #expect(try house.person.get("/clubs/all").text.contains("Clubs: Own, Joined"))
        try house.set("0")
        let page = try house.person.get("/clubs/all")
        #expect(page.status == 200 && page.text.contains("Clubs: Own") && !page.text.contains("Joined"))
        try house.set("1")
        #expect(try house.person.get("/clubs/all").text.contains("Clubs: Own, Joined"))
        let actions: [String] = try house.kernel.values(
            "SELECT action FROM kernel_audit WHERE subject_kind = 'module' ORDER BY id")
        #expect(
            actions == [
                "administration.portal-activation.off", "administration.portal-activation.on",
            ])
    }
}
