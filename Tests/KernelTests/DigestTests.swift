import PortalKit
import PortalTesting
import Testing

@testable import Kernel

@Suite("The mail of the day: what is told, and when")
struct DigestTests {
    @Test(
        "G08 one mail a day, from the hour on: what waits first, then what happened, each with its link; then no more"
    )
    func day() throws {
        let it = try DigestStage()
        try it.choose("daily", it.maria)
        try it.wait("Sign the offer", for: it.maria, urgency: 2)
        try it.write("hello")
        try it.write("again")
        #expect(try it.kernel.mails().map(\.recipient) == ["hanna@example.org", "hanna@example.org"])
        #expect(try it.mails(day: 1, 5, 59).isEmpty)
        let mails = try it.mails(day: 1, 6, 5)
        let mail = try #require(mails.first)
        #expect(mails.count == 1 && mail.recipient == "maria@example.org" && mail.replyTo == nil)
        #expect(mail.subject == "[Test & Sons] One thing waits on you")
        let parts = [
            "Hello Maria Anders, this is your mail of the day for Alfreds Futterkiste.", "Waiting on you",
            "* Sign the offer\n  Late · Asked on 2 March\n  http://localhost:8080/board/cards/",
            "New in Letters", "* A letter: hello\n  A letter was written · 2 March 10:30\n  http://",
            "* A letter: again",
            "because you chose one mail a day.\nChoose which mails come: http://localhost:8080/account/emails",
        ]
        var rest = mail.text[...]
        for part in parts {
            let place = try #require(rest.firstRange(of: part), "\(part) in \(mail.text)")
            rest = rest[place.upperBound...]
        }
        #expect(try it.count("kernel_digest_line") == 0)
        #expect(try it.mails(day: 1, 20).isEmpty)
        #expect(try it.mails(day: 2, 7).isEmpty)
        try it.write("news")
        let next = try it.mails(day: 3, 7)
        #expect(next.map(\.recipient) == ["hanna@example.org", "maria@example.org"])
        #expect(next.last?.text.contains("A letter: hello") == false)
    }

    @Test(
        "A05 what he may not see any more when it is sent is not in it",
        arguments: [
            "UPDATE letters_line SET shared_at = NULL", "DELETE FROM letters_line",
            "UPDATE letters_line SET customer_id = customer_id + 1000", "DELETE FROM kernel_group_reach",
            "UPDATE kernel_seat SET mode = 'listed'",
            "INSERT INTO kernel_module (portal, disabled_at) VALUES ('letters', NOW())",
            "INSERT INTO kernel_notice_off (contact_id, notice, off_at) SELECT id, 'letters.letter-written', NOW() FROM kernel_contact",
        ] as [SQL])
    func taken(change: SQL) throws {
        let it = try DigestStage()
        try it.choose("daily", it.hanna)
        try it.write("secret")
        _ = try it.kernel.mails()
        try it.kernel.execute(change)
        #expect(try it.mails(day: 1, 7).isEmpty)
        #expect(try it.count("kernel_digest_line") == 0)
    }

    @Test("to somebody who may not sign in nothing goes, and it is told once he may again")
    func closed() throws {
        let it = try DigestStage()
        try it.choose("daily", it.hanna)
        try it.write("hello")
        _ = try it.kernel.mails()
        try it.kernel.execute("UPDATE kernel_seat SET disabled_at = NOW() WHERE id = \(it.hanna.id)")
        #expect(try it.mails(day: 1, 7).isEmpty)
        try it.kernel.execute("UPDATE kernel_seat SET disabled_at = NULL")
        #expect(try it.mails(day: 2, 7).map(\.recipient) == ["hanna@example.org"])
    }

    @Test("without news it comes when something waits anew or is late now, and only for whom it waits")
    func waits() throws {
        let it = try DigestStage()
        for seat in [it.maria, it.hanna, it.ana] { try it.choose("daily", seat) }
        #expect(try it.mails(day: 1, 7).isEmpty)
        try it.wait("Answer me", for: it.ana)
        let first = try it.mails(day: 2, 7)
        #expect(first.map(\.recipient) == ["ana@example.org"])
        #expect(first[0].text.contains("Answer me") && !first[0].text.contains("New in"))
        #expect(try it.mails(day: 3, 7).isEmpty)
        try it.kernel.execute("UPDATE board_card SET urgency = 2")
        #expect(try it.mails(day: 4, 7).map(\.recipient) == ["ana@example.org"])
        try it.kernel.execute("UPDATE board_card SET urgency = -1")
        #expect(try it.mails(day: 5, 7).isEmpty)
    }

    @Test("the hour is the setting's, in the zone of the person, and the words are in his language")
    func zone() throws {
        let it = try DigestStage()
        try it.kernel.execute(
            "INSERT INTO kernel_setting (id, value, changed_at) VALUES ('identity.digest-hour', '9', NOW())")
        try it.kernel.execute("INSERT INTO kernel_counter (name, value) VALUES ('settings', 1)")
        try it.choose("daily", it.maria)
        try it.choose("daily", it.hanna)
        try it.kernel.execute(
            "UPDATE kernel_account SET time_zone = 'America/New_York', language = 'nl' WHERE id = \(it.hanna.account)"
        )
        try it.write("hello")
        #expect(try it.mails(day: 1, 7, 55).isEmpty)
        #expect(try it.mails(day: 1, 8).map(\.recipient) == ["maria@example.org"])
        #expect(try it.mails(day: 1, 13, 55).isEmpty)
        let far = try it.mails(day: 1, 14)
        #expect(far.map(\.subject) == ["[Test & Sons] Er is één ding nieuw voor u"])
        #expect(far[0].text.contains("Nieuw in") && far[0].text.contains("dit is uw dagelijkse mail"))
    }

    @Test("who wants each at once again gets what was kept in one last mail, and what waits stays out of it")
    func back() throws {
        let it = try DigestStage()
        try it.choose("daily", it.maria)
        try it.wait("Sign", for: it.maria)
        try it.write("kept")
        try it.choose("each", it.maria)
        try it.write("quick")
        #expect(try it.kernel.mails().filter { $0.recipient == "maria@example.org" }.count == 1)
        let last = try it.mails(day: 1, 7)
        #expect(last.count == 1 && last[0].text.contains("A letter: kept"))
        #expect(!last[0].text.contains("Sign") && !last[0].text.contains("quick"))
        #expect(try it.mails(day: 2, 7).isEmpty)
    }

    @Test("the same again is one line, what comes always comes at once, and a form turns neither on nor off")
    func lines() throws {
        let it = try DigestStage()
        try it.choose("daily", it.maria)
        for _ in 0..<3 { try it.write("same", ["to": ""]) }
        try it.kernel.execute(
            "INSERT INTO kernel_notice_off (contact_id, notice, off_at) VALUES (\(it.maria.contact?.id), 'letters.letter-lost', NOW())"
        )
        try it.write("lost", ["notice": "lost", "to": ""])
        let urgent = try it.kernel.mails()
        #expect(urgent.map(\.subject) == ["[Test & Sons] A letter: lost"])
        #expect(!urgent[0].text.contains("Choose which mails come"))
        let mail = try #require(try it.mails(day: 1, 7).first)
        #expect(mail.subject == "[Test & Sons] 3 things are new for you")
        #expect(mail.text.contains("* A letter: same\n  A letter was written · 3 times · 2 March 10:30\n"))
    }
}

@Suite("The mail of the day: once, whatever happens")
struct DigestOnceTests {
    /// The last statement that a mail of the day makes is refused, as if the program ended there.
    private func die(_ it: DigestStage) throws {
        try it.kernel.execute(
            "ALTER TABLE kernel_digest ADD CONSTRAINT test_dies CHECK (LENGTH(waiting) = 0)")
    }

    private func live(_ it: DigestStage) throws {
        try it.kernel.execute("ALTER TABLE kernel_digest DROP CONSTRAINT test_dies")
    }

    @Test("one that ends in the middle has told nothing and lost nothing, and is written again")
    func killed() throws {
        let it = try DigestStage()
        try it.choose("daily", it.maria)
        try it.wait("Sign", for: it.maria)
        try it.write("hello", ["to": ""])
        try die(it)
        #expect(try it.mails(day: 1, 7).isEmpty)
        #expect(try it.count("kernel_digest_line") == 1)
        try live(it)
        let mails = try it.mails(day: 1, 7, 10)
        #expect(mails.count == 1 && mails[0].text.contains("A letter: hello"))
        #expect(try it.mails(day: 1, 9).isEmpty)
    }

    @Test("one that comes too late leaves everything to the next day's, which is one mail")
    func late() throws {
        let it = try DigestStage()
        try it.choose("daily", it.maria)
        try it.wait("Sign", for: it.maria)
        try it.write("first", ["to": ""])
        try die(it)
        #expect(try it.mails(day: 1, 7).isEmpty)
        try it.write("second", ["to": ""])
        try live(it)
        try it.kernel.execute("UPDATE kernel_task SET due_at = '2026-03-04 07:00:00' WHERE done_at IS NULL")
        let mails = try it.mails(day: 2, 7)
        #expect(mails.count == 1)
        #expect(mails[0].text.contains("A letter: first") && mails[0].text.contains("A letter: second"))
        #expect(try it.count("kernel_task WHERE done_at IS NULL") == 0)
    }

    @Test("several processes at once write one for each person")
    func together() throws {
        let it = try DigestStage()
        let people = [it.maria, it.hanna, it.ana]
        for seat in people {
            try it.choose("daily", seat)
            try it.wait("Sign", for: seat)
        }
        try it.write("hello")
        it.kernel.clock.move(seconds: 86_400)
        let kernel = it.kernel
        for result in atOnce(4, { _ in try kernel.background().drain() }) { _ = try result.get() }
        #expect(
            try it.kernel.mails().map(\.recipient).sorted()
                == ["ana@example.org", "hanna@example.org", "maria@example.org"])
    }
}
