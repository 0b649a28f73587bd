import PortalKit
import PortalTesting
import Testing

@testable import Kernel

@Suite("Settings that administrators choose")
struct SettingTests {
    private static let page = "/staff/settings/board"
    private static let defaults = "shows 10, takes yes, motto None yet, order newest, foreign"

    private let valid = [
        "board.shown-cards": "25", "board.takes-cards": "1", "board.motto": "Ask us", "board.order": "oldest",
    ]

    @Test("they have their defaults, and what is saved holds at the next request, whoever serves it")
    func saved() throws {
        let stage = try BoardStage()
        let reader = try stage.kernel.signIn(stage.maria)
        let staff = try stage.kernel.signIn(stage.staff)
        // Another process: a house of its own on the same database.
        let options = stage.kernel.database.options
        let other = try TestKernel(
            portals: [boardPortal], publicURL: stage.kernel.publicURL, cores: 4, database: { _ in options })
        let elsewhere = other.browser()
        elsewhere.cookies = reader.cookies
        for browser in [reader, elsewhere] {
            #expect(try browser.get("/board/cards").text.contains(Self.defaults))
        }
        try staff.get(Self.page)
        var fields = valid
        fields["board.takes-cards"] = "0"
        let saved = try staff.submit(Self.page, fields)
        #expect(saved.status == 303 && saved.location == Self.page)
        for browser in [reader, elsewhere] {
            let text = try browser.get("/board/cards").text
            #expect(text.contains("shows 25, takes no, motto Ask us, order oldest"))
        }
        let form = try #require(try staff.get(Self.page).form(Self.page))
        #expect(form.fields["board.shown-cards"] == "25" && form.fields["board.takes-cards"] == nil)
        #expect(form.fields["board.motto"] == "Ask us" && form.fields["board.order"] == "oldest")
        #expect(try staff.submit(Self.page, ["board.motto": ""]).status == 303)
        #expect(try elsewhere.get("/board/cards").text.contains("motto , order oldest"))
    }

    @Test("what is not within the bounds is refused at its field, and nothing of the form is kept")
    func bounds() throws {
        let stage = try BoardStage()
        let staff = try stage.kernel.signIn(stage.staff)
        for (field, value) in [
            ("board.shown-cards", "51"), ("board.shown-cards", "0"), ("board.shown-cards", "many"),
            ("board.shown-cards", ""), ("board.motto", String(repeating: "é", count: 21)),
            ("board.motto", "a\nb"), ("board.order", "sideways"),
        ] {
            try staff.get(Self.page)
            let reply = try staff.submit(Self.page, valid.merging([field: value]) { _, new in new })
            #expect(reply.status == 422 && reply.wrongFields == [field], "\(field) \(value)")
        }
        #expect(try stage.kernel.value("SELECT COUNT(*) FROM kernel_setting") == 0)
        #expect(
            try stage.kernel.value("SELECT COUNT(*) FROM kernel_audit WHERE subject_kind = 'setting'") == 0)
    }

    @Test("each change is audited under the setting's id, without its value; what stays is not")
    func audited() throws {
        let stage = try BoardStage()
        let staff = try stage.kernel.signIn(stage.staff)
        try staff.get(Self.page)
        #expect(
            try staff.submit(Self.page, ["board.motto": "Ask us", "board.order": "oldest"]).status == 303)
        try staff.get(Self.page)
        #expect(try staff.submit(Self.page).status == 303)
        let actions: [String] = try stage.kernel.values(
            "SELECT action FROM kernel_audit WHERE subject_kind = 'setting' ORDER BY id")
        #expect(actions == ["board.motto.changed", "board.order.changed"])
        let by: [UInt64] = try stage.kernel.values("SELECT changed_by FROM kernel_setting")
        #expect(by == [stage.staff.id, stage.staff.id])
    }

    @Test("of two who save what they saw before, the second hears of the first")
    func conflict() throws {
        let stage = try BoardStage()
        let (first, second) = (try stage.kernel.signIn(stage.staff), try stage.kernel.signIn(stage.staff))
        for round in ["One", "Two"] {
            try first.get(Self.page)
            try second.get(Self.page)
            #expect(try first.submit(Self.page, ["board.motto": round]).status == 303)
            #expect(try second.submit(Self.page, ["board.shown-cards": "7"]).status == 409)
            #expect(try stage.kernel.values("SELECT value FROM kernel_setting") == [round])
        }
    }

    @Test("of eight who save at the same moment one does, whether anything was ever saved or not")
    func race() throws {
        let stage = try BoardStage()
        let browsers = try (0..<8).map { _ in try stage.kernel.signIn(stage.staff) }
        for round in 0..<2 {
            for browser in browsers { try browser.get(Self.page) }
            let shared = Shared(browsers)
            let results = atOnce(8) { number in
                try shared.browsers[number].submit(Self.page, ["board.motto": "\(round) \(number)"]).status
            }
            let statuses = results.compactMap { try? $0.get() }.sorted()
            #expect(statuses == [303] + Array(repeating: 409, count: 7))
        }
        let count: Int? = try stage.kernel.value(
            "SELECT COUNT(*) FROM kernel_audit WHERE subject_kind = 'setting'")
        #expect(count == 2)
    }

    /// Each browser is used by one thread at a time.
    private struct Shared: @unchecked Sendable {
        let browsers: [Browser]
        init(_ browsers: [Browser]) { self.browsers = browsers }
    }

    @Test("a page asks no statement more for them, but one when they changed")
    func statements() throws {
        let stage = try BoardStage()
        let reader = try stage.kernel.signIn(stage.maria)
        let staff = try stage.kernel.signIn(stage.staff)
        func asked() throws -> Int {
            let before = reader.statements
            #expect(try reader.get("/board/cards").status == 200)
            return reader.statements - before
        }
        _ = try asked()
        let usual = try asked()
        #expect(usual == 2, "the session and the numbers beside the tabs")
        try staff.get(Self.page)
        #expect(try staff.submit(Self.page, valid).status == 303)
        #expect(try [asked(), asked(), asked()] == [usual + 1, usual, usual])
    }

    @Test(
        "what is kept and not admitted any more gives way to the default, and a foreign setting is not read")
    func outgrown() throws {
        let stage = try BoardStage()
        for (id, value) in [
            ("board.shown-cards", "51"), ("board.order", "x"), ("identity.contact-hours", "9 to 5"),
        ] {
            try stage.kernel.execute(
                "INSERT INTO kernel_setting (id, value, changed_at) VALUES (\(id), \(value), \(stage.kernel.clock.now))"
            )
        }
        try stage.kernel.execute("INSERT INTO kernel_counter (name, value) VALUES ('settings', 9)")
        let reader = try stage.kernel.signIn(stage.maria)
        let text = try reader.get("/board/cards").text
        #expect(text.contains(Self.defaults) && !text.contains("9 to 5"))
        #expect(try reader.get("/home").text.contains("9 to 5"))
    }

    @Test("the tab leads to a row for each portal that has some, and for the mail; not for one that is off")
    func index() throws {
        let stage = try BoardStage()
        let staff = try stage.kernel.signIn(stage.staff)
        let index = try staff.get("/staff/settings")
        #expect(index.status == 200 && index.tabs.contains("/staff/settings"))
        #expect(index.links.contains(Self.page) && index.links.contains("/staff/settings/mail"))
        #expect(index.text.contains("4 settings"))
        #expect(try staff.get("/staff/settings/notes").status == 404)
        #expect(try staff.get("/staff/settings/nothing").status == 404)
        try stage.kernel.setModule("board", isOn: false)
        #expect(try !staff.get("/staff/settings").links.contains(Self.page))
        #expect(try staff.get(Self.page).status == 404)
        #expect(try staff.post(Self.page, valid).status == 404)
    }

    @Test("a technician has no tab, and each address is a 403")
    func technician() throws {
        let stage = try BoardStage()
        let technician = try stage.kernel.signIn(
            stage.kernel.addStaff("Jonas Kettering", isAdministrator: false))
        #expect(try !technician.get("/staff/customers").tabs.contains("/staff/settings"))
        #expect(try technician.get("/staff/settings").status == 403)
        #expect(try technician.get(Self.page).status == 403)
        #expect(try technician.post(Self.page, valid).status == 403)
        #expect(try stage.kernel.value("SELECT COUNT(*) FROM kernel_setting") == 0)
    }
}
