import MariaDB
import PortalKit
import PortalTesting
import Testing

@testable import Kernel

@Suite("A person's own link to what needs no sign-in")
struct LinkRouteTests {
    let kernel: TestKernel
    let maria: TestSeat
    let hanna: TestSeat
    let browser: Browser

    init() throws {
        kernel = try TestKernel(portals: [agendaPortal])
        let alfreds = try kernel.addCustomer("Alfreds Futterkiste")
        maria = try kernel.addSeat(kernel.addContact("Maria Anders", at: alfreds))
        hanna = try kernel.addSeat(kernel.addContact("Hanna Moos", at: alfreds))
        let ana = try kernel.addSeat(kernel.addContact("Ana Trujillo", at: kernel.addCustomer("Helados")))
        for seat in [maria, hanna, ana] {
            let name = seat.contact?.name ?? ""
            try kernel.execute(
                """
                INSERT INTO agenda_item (customer_id, contact_id, ref, text)
                VALUES (\(seat.customer.id), \(seat.contact?.id), \(Token.random(10)), \("Canary of " + name))
                """)
        }
        browser = try kernel.signIn(maria)
        try browser.get("/agenda/links")
    }

    private func make(_ path: String = "/agenda/links", _ fields: [String: String] = [:]) throws -> String {
        let page = try browser.post(path, fields)
        let start = try #require(page.body.firstRange(of: "http://localhost:8080/link/")?.upperBound)
        return "/link/" + page.body[start...].prefix { $0 != "<" }
    }

    private func fetch(_ link: String) throws -> Reply { try kernel.browser().get(link) }

    // MARK: Where it leads nowhere

    @Test("SD01 an ended, revoked, replaced, altered or invented link is the same 404 as none at all")
    func nowhere() throws {
        let none = try fetch("/link/nothing")
        #expect(none.status == 404)
        func isNowhere(_ link: String) throws -> Bool {
            let reply = try fetch(link)
            return reply.status == 404 && reply.comparable == none.comparable
        }
        let replaced = try make()
        let revoked = try make()
        #expect(try isNowhere(replaced))
        try browser.get("/agenda/links")
        #expect(try browser.post("/agenda/links/end").text.contains("1 ended"))
        #expect(try isNowhere(revoked))
        let link = try make()
        #expect(try fetch(link).status == 200)
        for text in [link + "A", String(link.dropLast()), "/link/" + Token().text] {
            #expect(try isNowhere(text), "\(text)")
        }
        kernel.clock.move(seconds: 365 * 86_400 + 1)
        #expect(try isNowhere(link))
    }

    @Test(
        "SC04 a person who loses the right, the portal, the seat or the customer has a link that leads nowhere",
        arguments: [
            "UPDATE kernel_seat SET disabled_at = NOW()", "UPDATE kernel_contact SET removed_at = NOW()",
            "UPDATE kernel_customer SET archived_at = NOW()", "DELETE FROM kernel_group_reach",
            "UPDATE kernel_seat SET mode = 'listed'", "UPDATE kernel_seat SET accepted_at = NULL",
            "DELETE FROM kernel_seat",
            "INSERT INTO kernel_module (portal, disabled_at) VALUES ('agenda', NOW())",
        ] as [SQL])
    func lost(_ change: SQL) throws {
        let link = try make()
        #expect(try fetch(link).status == 200)
        try kernel.execute(change)
        #expect(try fetch(link).status == 404)
    }

    @Test("A05 a link about another's record finds nothing, whoever named it")
    func foreignRecord() throws {
        for name in ["Hanna Moos", "Ana Trujillo"] {
            #expect(try fetch(try make("/agenda/links/one", ["text": "Canary of " + name])).status == 404)
        }
        let own = try fetch(try make("/agenda/links/one", ["text": "Canary of Maria Anders"]))
        #expect(own.status == 200 && own.text.contains("Canary of Maria"))
    }

    @Test("C14 a visitor without a seat and staff make no link")
    func nobody() throws {
        let link = try kernel.addCustomer("Bólido")
        let door = try #require(try kernel.withConnection { try CustomerDoor.find(Ref(link.ref), $0) })
        try kernel.execute("UPDATE kernel_group_reach SET reach = 2")
        let visitor = kernel.browser()
        try visitor.get("/link/" + door.link.token(kernel.house.secrets))
        try visitor.get("/link")
        #expect(try visitor.submit("/link").location == "/home")
        try visitor.get("/home")
        #expect(try visitor.post("/agenda/links").status == 403)
    }

    // MARK: What it shows

    @Test("A05 it shows what the person may see at this moment, reads only, and changes nothing")
    func shown() throws {
        let link = try make()
        let before = try kernel.checksums()
        let calendar = try fetch(link)
        #expect(calendar.header("Content-Type") == "text/calendar; charset=utf-8")
        #expect(calendar.body == "Canary of Maria Anders")
        #expect(calendar.setCookies.allSatisfy { $0.contains("form") })
        #expect(try kernel.checksums() == before)
        let wide = try kernel.addGroup(["agenda.view": .organisation])
        try kernel.execute("UPDATE kernel_seat SET group_id = \(wide.id)")
        #expect(try fetch(link).body == "Canary of Maria Anders\r\nCanary of Hanna Moos")
    }

    @Test("SD01 only a keyed hash of the token is kept: neither it nor its plain hash is in any table")
    func stored() throws {
        let token = try #require(Token(try make().dropFirst("/link/".count)))
        let hashes: [[UInt8]] = try kernel.values("SELECT token_hash FROM kernel_link")
        #expect(hashes.count == 1 && hashes[0] != token.hash)
        #expect(try browser.get("/agenda/links").text.contains("1 links"))
        let routes = kernel.log.map(\.route)
        #expect(!routes.contains { $0.contains(token.text) })
    }

    @Test("G09 the walk asks for every link as everybody, and finds nothing")
    func walked() throws {
        let walked = try Walked(through: [agendaPortal])
        #expect(walked.findings == [])
    }
}
