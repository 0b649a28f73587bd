import PortalKit
import PortalTesting
import Testing

@testable import Kernel

@Suite("What waits for a customer's person, on the home")
struct WaitingTests {
    private func rows(_ home: Reply) -> [String] {
        home.body.split(separator: "<div class=\"waiting-row\">").dropFirst().map(String.init)
    }

    @Test("G08 the most pressing is first and alone has the filled button; the red tile is for what is late")
    func order() throws {
        let stage = try BoardStage()
        try stage.letAnswer(stage.maria)
        try stage.add("Usual, old", for: stage.maria, urgency: 0)
        stage.kernel.clock.move(seconds: 60)
        try stage.add("Usual, new", for: stage.maria, urgency: 0)
        try stage.add("Late, new", for: stage.maria, urgency: 2)
        try stage.add("Pressing", for: stage.maria, urgency: 1)
        try stage.add("Not waiting", for: stage.maria)
        stage.kernel.clock.move(seconds: 7_200)
        let browser = try stage.kernel.signIn(stage.maria)
        let home = try browser.get("/home")
        let rows = rows(home)
        let titles = ["Late, new", "Pressing", "Usual, old", "Usual, new"]
        #expect(rows.count == 4)
        for (row, title) in zip(rows, titles) { #expect(row.contains(title)) }
        #expect(rows.map { $0.contains("tile late") } == [true, false, false, false])
        #expect(rows.map { $0.contains("button filled") } == [true, false, false, false])
        #expect(rows[0].contains("pill wrong") && home.text.contains("4 items"))
        #expect(rows[0].contains("2 hours ago") && rows[0].contains("Asked on"))
        #expect(!home.body.contains("Not waiting"))
        try stage.kernel.execute("UPDATE board_card SET urgency = -1 WHERE urgency = 2")
        let calm = try browser.get("/home")
        #expect(calm.body.contains("button filled") && !calm.body.contains("tile late"))
    }

    @Test("A05 nothing of a colleague or of another customer is in it")
    func foreign() throws {
        let stage = try BoardStage()
        let hanna = try stage.kernel.addSeat(stage.kernel.addContact("Hanna Moos", at: stage.maria.customer))
        try stage.letAnswer(stage.maria)
        try stage.add("For Hanna", for: hanna, urgency: 2)
        try stage.add("For Ana", for: stage.ana, urgency: 2)
        let home = try stage.kernel.signIn(stage.maria).get("/home")
        #expect(home.text.contains("Nothing is waiting on you."))
        #expect(!home.body.contains("For Hanna") && !home.body.contains("For Ana"))
    }

    @Test("a source is not asked for whoever may not use it, and where none is left there is no list")
    func rights() throws {
        let stage = try BoardStage()
        try stage.add("For Maria", for: stage.maria, urgency: 1)
        let browser = try stage.kernel.signIn(stage.maria)
        func look() throws -> (status: Int, statements: Int, hasList: Bool) {
            try browser.get("/home")
            let before = browser.statements
            let home = try browser.get("/home")
            return (home.status, browser.statements - before, home.text.contains("Waiting on you"))
        }
        let without = try look()
        #expect(without == (200, 2, false))
        try stage.letAnswer(stage.maria)
        #expect(try look() == (200, 3, true))
        try stage.kernel.setModule("board", isOn: false)
        #expect(try look() == (200, 1, false))
    }

    @Test("of very many, twenty are shown and the others counted")
    func many() throws {
        let stage = try BoardStage()
        try stage.letAnswer(stage.maria)
        for number in 0..<23 { try stage.add("Card \(number)", for: stage.maria, urgency: 0) }
        let home = try stage.kernel.signIn(stage.maria).get("/home")
        #expect(rows(home).count == 20)
        #expect(home.text.contains("3 more wait in your portals.") && home.text.contains("23 items"))
    }

    @Test("A05 the number beside a tab counts what the person may see")
    func tab() throws {
        let stage = try BoardStage()
        for seat in [stage.maria, stage.maria, stage.ana] { try stage.add("A card", for: seat) }
        #expect(
            try stage.kernel.signIn(stage.maria).get("/home").body.contains("<span class=\"count\">2</span>"))
        #expect(
            try stage.kernel.signIn(stage.ana).get("/home").body.contains("<span class=\"count\">1</span>"))
    }
}
