import MariaDB
import PortalKit
import PortalTesting
import Testing

@testable import Kernel

@Suite("Access that ends by itself")
struct AccessEndTests {
    private let it: ColleagueStage

    init() throws { it = try ColleagueStage() }

    private func isIn(_ browser: Browser) throws -> Bool { try browser.get("/home").status == 200 }

    private func mayEnter(_ seat: TestSeat) throws -> Bool {
        let browser = it.kernel.browser()
        try browser.get("/sign-in")
        return try browser.post("/sign-in", ["login": seat.login, "password": TestKernel.password]).status
            == 303
    }

    /// A notice or a link to choose a new password would go to him.
    private func isWrittenTo(_ seat: TestSeat) throws -> Bool {
        let now = it.kernel.clock.now
        let contact = seat.contact?.id ?? 0
        return try it.kernel.withConnection { connection -> Bool in
            let told = try Recipient.all(.contact(ID(contact)), of: .letterWritten, at: now, connection)
            let reset = try ResetRecipient.of(account: seat.account, at: now, connection)
            return !told.isEmpty || reset != nil
        }
    }

    private func review(every months: Int) throws {
        try it.kernel.execute(
            "INSERT INTO kernel_setting (id, value, changed_at) VALUES ('identity.access-review-months', \("\(months)"), \(it.kernel.clock.now))"
        )
        try it.kernel.execute("INSERT IGNORE INTO kernel_counter (name, value) VALUES ('settings', 1)")
    }

    /// Runs the job in every hour that passes, and keeps Hanna's browser in use.
    private func pass(days: Int64, isSeen: Bool = true) throws {
        it.kernel.clock.move(seconds: days * 86_400)
        try it.kernel.runBackground()
    }

    @Test("G05 somebody is let in until the last day is over, to the very instant, and nowhere afterwards")
    func lastDay() throws {
        let today = it.kernel.house.reader(language: nil, timeZone: nil, at: it.kernel.clock.now)
        let day = today.day(it.kernel.clock.now)
        #expect(
            try it.browser.post(
                it.path(it.otto) + "/end", ["last_day": PlainDate(days: day.days - 1).description]
            ).status == 422)
        #expect(try it.browser.post(it.path(it.otto) + "/end", ["last_day": day.description]).status == 303)
        let end: Instant = try #require(
            try it.kernel.value("SELECT ends_at FROM kernel_seat WHERE id = \(it.otto.id)"))
        #expect(today.day(end).days == day.days + 1 && today.time(end) == "00:00")
        let otto = try it.kernel.signIn(it.otto)
        it.kernel.clock.move(seconds: end.seconds(since: it.kernel.clock.now) - 1)
        try it.kernel.execute(
            "UPDATE kernel_session SET seen_at = \(it.kernel.clock.now), created_at = \(it.kernel.clock.now)")
        #expect(try isIn(otto) && mayEnter(it.otto) && isWrittenTo(it.otto))
        it.kernel.clock.move(seconds: 1)
        // No job ran: the instant alone ends it.
        #expect(try !isIn(otto) && !mayEnter(it.otto))
        #expect(try !isWrittenTo(it.otto))
        try it.kernel.runBackground()
        #expect(
            try it.kernel.values("SELECT action FROM kernel_audit WHERE actor_kind = 'system'")
                == ["identity.colleague.ended"])
        let mails = try it.kernel.deliver()
        #expect(Set(mails.map(\.recipient)) == [it.hanna.login, it.otto.login])
        try it.kernel.runBackground()
        #expect(try it.kernel.deliver().isEmpty)
        try it.kernel.execute("UPDATE kernel_session SET seen_at = \(it.kernel.clock.now)")
        #expect(try it.browser.get("/colleagues").text.contains("Ended"))
        #expect(try it.browser.post(it.path(it.otto) + "/end", ["last_day": ""]).status == 303)
        #expect(try mayEnter(it.otto))
    }

    @Test("G05 an end is moved later only by whoever may give the group, and earlier by whoever may manage")
    func prolonging() throws {
        let path = try it.path(it.otto) + "/end"
        #expect(try it.browser.post(path, ["last_day": "2999-01-01"]).status == 303)
        try it.kernel.execute("DELETE FROM kernel_group_ceiling")
        #expect(try it.browser.post(path, ["last_day": "2999-06-01"]).status == 403)
        #expect(try it.browser.post(path, ["last_day": ""]).status == 403)
        #expect(try it.browser.post(path, ["last_day": "2998-01-01"]).status == 303)
    }

    @Test(
        "G05 the review asks the administrators; who is not confirmed in time loses access, who is keeps it")
    func review() throws {
        try review(every: 6)
        let kept = try it.kernel.addSeat(it.kernel.addContact("Yang Wang", at: it.customer), group: it.plain)
        // Nobody administers there, so nobody is asked for.
        let elsewhere = try it.kernel.addSeat(
            it.kernel.addContact("Ana", at: it.kernel.addCustomer("Helados")), group: it.plain)
        try pass(days: 170)
        #expect(try it.kernel.value("SELECT COUNT(*) FROM kernel_seat WHERE review_ends_at IS NOT NULL") == 0)
        try pass(days: 20)
        let asked: [UInt64] = try it.kernel.values(
            "SELECT id FROM kernel_seat WHERE review_ends_at IS NOT NULL ORDER BY id")
        #expect(asked == [it.otto.id, kept.id])
        let mail = try #require(try it.kernel.deliver().last)
        #expect(mail.recipient == it.hanna.login && mail.text.contains("Otto Klein, Yang Wang"))
        let hanna = try it.kernel.signIn(it.hanna)
        let home = try hanna.get("/home")
        #expect(home.text.contains("Who still works with you?") && home.text.contains("2 people lose access"))
        #expect(try hanna.open("/colleagues").forms.count { $0.action.hasSuffix("/confirm") } == 2)
        #expect(try hanna.post(it.path(kept) + "/confirm").status == 303)
        it.kernel.clock.move(seconds: 30 * 86_400 - 3_700)
        #expect(try mayEnter(it.otto))
        it.kernel.clock.move(seconds: 7_400)
        #expect(try !mayEnter(it.otto) && mayEnter(kept) && mayEnter(elsewhere) && mayEnter(it.hanna))
        try it.kernel.runBackground()
        #expect(
            try it.kernel.values(
                "SELECT CONCAT(action, ' ', customer_id) FROM kernel_audit WHERE actor_kind = 'system' ORDER BY id"
            )
                == [
                    "identity.colleague.asked \(it.customer.id)",
                    "identity.colleague.asked \(it.customer.id)",
                    "identity.colleague.ended \(it.customer.id)",
                ])
        #expect(Set(try it.kernel.deliver().map(\.recipient)) == [it.hanna.login, it.otto.login])
        let later = try it.kernel.signIn(it.hanna)
        #expect(try later.post(it.path(it.otto) + "/confirm").status == 303)
        #expect(try mayEnter(it.otto))
    }

    @Test("G05 the review switched off ends nobody who is still in force")
    func switchedOff() throws {
        try review(every: 1)
        try pass(days: 40)
        #expect(try it.kernel.value("SELECT COUNT(*) FROM kernel_seat WHERE review_ends_at IS NOT NULL") == 1)
        try it.kernel.execute("UPDATE kernel_setting SET value = '0'")
        try it.kernel.execute("UPDATE kernel_counter SET value = value + 1 WHERE name = 'settings'")
        try pass(days: 1)
        try pass(days: 40)
        #expect(try mayEnter(it.otto))
    }
}
