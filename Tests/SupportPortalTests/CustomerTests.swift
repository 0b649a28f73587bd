import PortalKit
import PortalTesting
import Testing

@Suite("Tickets, as customers work them")
struct CustomerTests {
    private let it: Helpdesk

    init() throws { it = try Helpdesk() }

    private func path(_ ticket: String) -> String { Helpdesk.list + "/" + ticket }

    @Test(
        "B10 B12 B14 B18 opened from the list, with a file: number, description, status and file are on its page"
    )
    func opened() throws {
        let maria = try it.kernel.signIn(it.maria)
        #expect(try maria.get(Helpdesk.list).links.contains(Helpdesk.list + "/new"))
        let ticket = try it.open("Dented cartons", by: it.maria, files: [Helpdesk.file("carton.txt")])
        let page = try maria.get(path(ticket))
        for part in ["Dented cartons", "#1001", "About Dented cartons", "New", "carton.txt", "You"] {
            #expect(page.text.contains(part), "\(part)")
        }
        let file = try #require(page.links.first { $0.contains("/files/") })
        #expect(try maria.get(file).header("X-Accel-Redirect")?.hasPrefix("/_files/store/") == true)
        #expect(try it.open("The next", by: it.karl) != ticket)
        #expect(try it.kernel.values("SELECT number FROM support_ticket ORDER BY id") == [1001, 1002])
        let list = try maria.get(Helpdesk.list).text
        #expect(list.contains("Dented cartons") && list.contains("The next"), "the whole organisation's")
        #expect(list.contains("Whose it is") && list.contains("Karl Brandt"))
    }

    @Test("the progress of a ticket ends where it is solved or closed, also where nobody saw it become so")
    func progress() throws {
        let maria = try it.kernel.signIn(it.maria)
        let ticket = try it.open("Dented cartons", by: it.maria)
        func way() throws -> [String] {
            let page = try maria.get(path(ticket)).body
            return page.split(separator: "<span class=\"title\">").dropFirst().map {
                String($0.prefix { $0 != "<" })
            }
        }
        #expect(try way() == ["Received", "Solved"])
        // As an import leaves it.
        for (status, end) in [("solved", "Solved"), ("closed", "Closed")] {
            try it.kernel.execute("UPDATE support_ticket SET status = \(status)")
            #expect(try way() == ["Received", end])
            #expect(
                try maria.get(path(ticket)).body.contains(
                    "aria-current=\"step\"><span class=\"title\">\(end)</span>"))
        }
        try it.kernel.execute("UPDATE support_ticket SET status = 'open'")
        try it.write("Done", to: ticket, isShared: true, status: "solved")
        #expect(try way() == ["Received", "Solved"])
    }

    @Test(
        "B15 B16 an answer with files stands in the conversation under his name, once however often it is sent"
    )
    func answered() throws {
        let ticket = try it.open("Dented cartons", by: it.maria)
        let maria = try it.kernel.signIn(it.maria)
        try maria.open(path(ticket))
        let keys = try maria.keys(for: path(ticket))
        for _ in 0..<3 {
            let reply = try maria.upload(
                path(ticket), ["note": "Here is the photo"].merging(keys) { $1 },
                [Helpdesk.file("label.txt"), Helpdesk.file("box.txt")])
            #expect(reply.status == 303)
        }
        #expect(try it.kernel.value("SELECT COUNT(*) FROM support_note") == 1)
        #expect(try it.kernel.value("SELECT COUNT(*) FROM support_file") == 2)
        #expect(it.kernel.storedFiles.count == 2 && it.kernel.spooledFiles == [])
        let page = try it.desk.get("\(Helpdesk.staffList)/\(ticket)")
        #expect(page.text.contains("Maria Anders") && page.text.contains("Here is the photo"))
    }

    @Test(
        "an answer reopens what waited or was solved; solved is said by the customer too"
    )
    func moves() throws {
        let ticket = try it.open("Dented cartons", by: it.maria)
        let maria = try it.kernel.signIn(it.maria)
        func status() throws -> String? { try it.kernel.value("SELECT status FROM support_ticket") }
        try it.write("Which lot?", to: ticket, isShared: true, status: "waiting")
        #expect(try status() == "waiting")
        let list = try maria.get(Helpdesk.list)
        #expect(list.text.contains("Waiting on you"))
        #expect(try maria.get("/home").text.contains("Jonas Kettering waits for your answer"))
        #expect(try maria.get(path(ticket)).text.contains("Question for you"))
        try maria.upload(path(ticket), ["note": "L-4471"], [])
        #expect(try status() == "open")
        try maria.upload(path(ticket), ["note": "", "done": "1"], [])
        #expect(try status() == "solved")
        try maria.upload(path(ticket), ["note": "Not quite"], [])
        #expect(try status() == "open")
        #expect(
            try it.kernel.values("SELECT CONCAT(old_status, '>', new_status) FROM support_change ORDER BY id")
                == ["new>waiting", "waiting>open", "open>solved", "solved>open"])
    }

    @Test("B13 description, cause and solution are read unless an administrator hides them")
    func fields() throws {
        let ticket = try it.open("Dented cartons", by: it.maria)
        try it.kernel.execute(
            "UPDATE support_ticket SET cause = 'Strapped over the top', solution = 'New cartons'")
        let maria = try it.kernel.signIn(it.maria)
        let page = try maria.get(path(ticket)).text
        #expect(
            page.contains("Strapped over") && page.contains("New cartons") && page.contains("About Dented"))
        let administrator = try it.kernel.signIn(it.kernel.addStaff())
        try administrator.open("/staff/settings/support")
        #expect(
            try administrator.post("/staff/settings/support", Helpdesk.settings).status == 303,
            "nothing ticked hides all three")
        let after = try maria.get(path(ticket)).text
        #expect(!after.contains("Strapped over") && !after.contains("New cartons"))
        #expect(!after.contains("About Dented"))
        #expect(!(try maria.get(Helpdesk.list + "?q=About").links.contains(path(ticket))))
        #expect(!(try maria.get("/search?q=About").links.contains(path(ticket))))
    }

    @Test("an exact number comes first in the search, inside the permission")
    func numbers() throws {
        _ = try it.open("Ana's own", by: it.ana)
        let ticket = try it.open("Dented cartons", by: it.maria)
        let other = try it.open("About delivery 1002", by: it.maria)
        let maria = try it.kernel.signIn(it.maria)
        let found = try maria.get("/search?q=1002").links.filter { $0.hasPrefix(Helpdesk.list + "/") }
        #expect(found == [path(ticket), path(other)])
        #expect(!(try maria.get("/search?q=%231001").body.contains("own")))
    }

    @Test("what cannot be taken comes back as typed: no subject, nothing said, too much")
    func problems() throws {
        let maria = try it.kernel.signIn(it.maria)
        let reply = try maria.upload(Helpdesk.list + "/new", ["subject": " ", "description": "It broke"], [])
        #expect(reply.status == 422 && reply.wrongFields == ["subject"] && reply.body.contains("It broke"))
        let ticket = try it.open("Dented cartons", by: it.maria)
        #expect(try maria.upload(path(ticket), ["note": " "], []).wrongFields == ["note"])
        let big = String(repeating: "x", count: 5_000_000)
        #expect([400, 413].contains(try maria.upload(path(ticket), ["note": big], []).status))
        #expect(try it.kernel.value("SELECT COUNT(*) FROM support_note") == 0)
        let names = ["../../x", "C:\\x", "a\u{202E}b.txt", String(repeating: "é", count: 300)]
        try maria.upload(path(ticket), ["note": "files"], names.map { Helpdesk.file($0) })
        #expect(try it.kernel.value("SELECT COUNT(*) FROM support_file") == 4)
        #expect(try maria.get(path(ticket)).status == 200)
    }

    @Test("a list and a page cost a fixed number of statements, whatever is in them")
    func statements() throws {
        let ticket = try it.open("Dented cartons", by: it.maria)
        let maria = try it.kernel.signIn(it.maria)
        func cost(_ address: String) throws -> Int {
            try maria.get(address)
            let before = maria.statements
            #expect(try maria.get(address).status == 200)
            return maria.statements - before
        }
        let few = (try cost(Helpdesk.list), try cost(path(ticket)))
        for number in 0..<30 {
            _ = try it.open("Ticket \(number)", by: it.maria)
            try it.write("Note \(number)", to: ticket, isShared: true)
        }
        #expect(try cost(Helpdesk.list) == few.0 && few.0 <= 4, "\(few)")
        #expect(try cost(path(ticket)) == few.1 && few.1 <= 8, "\(few)")
    }
}
