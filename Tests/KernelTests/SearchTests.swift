import PortalKit
import PortalTesting
import Testing
import Web

@testable import Kernel

@Suite("The search over all portals")
struct SearchTests {
    private func search(_ text: String, _ browser: Browser) throws -> Reply {
        let reply = try browser.get("/search?q=" + Percent.segment(text))
        #expect(reply.status == 200)
        return reply
    }

    private func found(_ reply: Reply) -> Int { reply.links.count { $0.hasPrefix("/board/cards/") } }

    @Test("A05 it finds what the person may see, and never what is a colleague's or another customer's")
    func foreign() throws {
        let stage = try BoardStage()
        let hanna = try stage.kernel.addSeat(stage.kernel.addContact("Hanna Moos", at: stage.maria.customer))
        try stage.add("Canary of Maria", for: stage.maria)
        try stage.add("Canary of Hanna", for: hanna)
        try stage.add("Canary of Ana", for: stage.ana)
        let maria = try search("canary", stage.kernel.signIn(stage.maria))
        #expect(maria.text.contains("Canary of Maria") && found(maria) == 1)
        #expect(!maria.text.contains("Canary of Hanna") && !maria.text.contains("Canary of Ana"))
        let ana = try search("canary", stage.kernel.signIn(stage.ana))
        #expect(ana.text.contains("Canary of Ana") && found(ana) == 1)
        let before = try stage.kernel.checksums()
        try stage.letAnswer(stage.maria, view: .organisation)
        let wide = try search("canary", stage.kernel.signIn(stage.maria))
        #expect(wide.text.contains("Canary of Hanna") && !wide.text.contains("Canary of Ana"))
        #expect(before["board_card"] == (try stage.kernel.checksums()["board_card"]))
    }

    @Test("A05 G09 the walk finds in no search, on no home and beside no tab what is not for the viewer")
    func walked() throws {
        let walked = try Walked(through: [boardPortal])
        #expect(walked.findings == [])
        #expect(walked.checks > 100)
    }

    @Test("only sources that the person may use are asked, with one statement each")
    func sources() throws {
        let stage = try BoardStage()
        try stage.add("A card", for: stage.maria)
        let browser = try stage.kernel.signIn(stage.maria)
        func asked() throws -> (statements: Int, hasAnswers: Bool) {
            _ = try search("card", browser)
            let before = browser.statements
            let reply = try search("card", browser)
            return (browser.statements - before, reply.text.contains("Answer A card"))
        }
        // Session, tabs' numbers, one source.
        #expect(try asked() == (3, false))
        try stage.letAnswer(stage.maria)
        #expect(try asked() == (4, true))
        #expect(try browser.get("/search").status == 200)
    }

    @Test("of many, five are shown, and the list that shows all of them with the same words")
    func many() throws {
        let stage = try BoardStage()
        let browser = try stage.kernel.signIn(stage.maria)
        for number in 0..<5 { try stage.add("Card & \(number)", for: stage.maria) }
        let five = try search("card &", browser)
        #expect(found(five) == 5 && !five.links.contains { $0.hasPrefix("/board/cards?") })
        for number in 5..<9 { try stage.add("Card & \(number)", for: stage.maria) }
        let nine = try search("card &", browser)
        #expect(found(nine) == 5)
        let all = try #require(nine.links.first { $0.hasPrefix("/board/cards?") })
        #expect(all == "/board/cards?q=card%20%26" || all == "/board/cards?q=card+%26", "\(all)")
        #expect(nine.text.contains("Show all in Cards"))
    }

    @Test(
        "SF02 what is typed is text: wildcards mean themselves, markup is shown", arguments: ["%", "_", "\\"])
    func typed(_ sign: String) throws {
        let stage = try BoardStage()
        try stage.add("Plain card", for: stage.maria)
        let browser = try stage.kernel.signIn(stage.maria)
        #expect(try found(search(sign, browser)) == 0)
        try stage.add("With \(sign) in it", for: stage.maria)
        #expect(try found(search(sign, browser)) == 1)
        let hostile = try search("<script>alert(1)</script>\"'", browser)
        #expect(!hostile.body.contains("<script>") && hostile.text.contains("<script>alert(1)</script>\"'"))
    }

    @Test("there are three ways to find nothing: nothing typed, no match, no portal to search in")
    func nothing() throws {
        let stage = try BoardStage()
        try stage.add("A card", for: stage.maria)
        let browser = try stage.kernel.signIn(stage.maria)
        for address in ["/search", "/search?q=", "/search?q=%20%20"] {
            let reply = try browser.get(address)
            #expect(reply.text.contains("What are you looking for?") && reply.text.contains("Cards."))
        }
        let none = try search("zebrafish", browser)
        #expect(none.text.contains("Nothing mentions “zebrafish”.") && none.text.contains("Cards."))
        #expect(none.forms.contains { $0.action == "/search" && $0.fields["q"] == "zebrafish" })
        try stage.kernel.setModule("board", isOn: false)
        let nowhere = try search("card", browser)
        #expect(nowhere.text.contains("There is no portal to search in.") && found(nowhere) == 0)
        #expect(!nowhere.forms.contains { $0.action == "/search" })
    }

    @Test(
        "its field is in the header of every page where something can be searched, as a GET form with a label"
    )
    func header() throws {
        let stage = try BoardStage()
        let browser = try stage.kernel.signIn(stage.maria)
        func hasField(_ path: String) throws -> Bool {
            let page = try browser.get(path)
            let hasForm = page.forms.contains { $0.action == "/search" && $0.method == "get" }
            #expect(hasForm == page.links.contains("/search"))
            #expect(!hasForm || page.body.contains("name=\"q\" placeholder=\"Search\" aria-label=\"Search\""))
            return hasForm
        }
        for path in ["/home", "/board/cards", "/account", "/nothing-here"] { #expect(try hasField(path)) }
        try stage.kernel.setAccess(stage.maria, to: "board", isGranted: false)
        #expect(try !hasField("/home"))
        #expect(try browser.get("/search?q=card").status == 200)
        #expect(try stage.kernel.browser().get("/search").location == "/sign-in?next=%2Fsearch")
        let staff = try stage.kernel.signIn(stage.staff)
        #expect(try !staff.get("/staff/customers").links.contains("/search"))
    }
}
