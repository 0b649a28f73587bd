import PortalKit
import PortalTesting
import Testing

@Suite("Announcements, as customers read them")
struct ReadingTests {
    private static let missing = Newsroom.list + "/0123456789ABCDEF"

    @Test(
        "A05 SE03 another customer's announcement, a draft and none at all are the same 404: page, file and bytes"
    )
    func foreign() throws {
        let room = try Newsroom()
        let file = try room.addFile("prices.pdf", type: "application/pdf")
        let browser = try room.kernel.signIn(room.maria)
        let page = try browser.get(Self.missing)
        let headers = page.headers.map { $0.name + ": " + $0.value }
        #expect(page.status == 404)
        for path in [
            try room.announce("For Ana", to: room.ana.customer, file: file),
            try room.announce("A draft for Maria", to: room.maria.customer, isPublished: false, file: file),
            try room.announce("A draft for everybody", isPublished: false, file: file),
        ] {
            for address in [path, path + "/file", path.lowercased()] {
                let reply = try browser.get(address)
                #expect(reply.status == 404, "\(address)")
                #expect(reply.comparable == page.comparable)
                #expect(reply.headers.map { $0.name + ": " + $0.value } == headers)
            }
        }
    }

    @Test(
        "A05 another customer's announcements and drafts are in no list, no count, no search and not on the home"
    )
    func hidden() throws {
        let room = try Newsroom()
        try room.announce("Canary for Ana", to: room.ana.customer)
        try room.announce("Canary draft", to: room.maria.customer, isPublished: false)
        try room.announce("Canary draft for everybody", isPublished: false)
        try room.announce("Seen by Maria", to: room.maria.customer)
        try room.announce("Seen by everybody")
        let browser = try room.kernel.signIn(room.maria)
        let list = try browser.get(Newsroom.list)
        #expect(list.body.contains("Seen by Maria") && list.body.contains("Seen by everybody"))
        #expect(list.text.contains("Showing 1–2 of 2"))
        #expect(!list.body.contains("Canary"))
        let search = try browser.get(Newsroom.list + "?q=Canary")
        #expect(!search.body.contains("Canary for") && !search.body.contains("Canary draft"))
        #expect(!search.links.contains { $0.hasPrefix(Newsroom.list + "/") })
        let home = try browser.get("/home")
        #expect(home.body.contains("Seen by Maria") && !home.body.contains("Canary"))
        let others = try room.kernel.signIn(room.ana).get(Newsroom.list)
        #expect(others.body.contains("Canary for Ana") && !others.body.contains("Seen by Maria"))
    }

    @Test("A05 the search over all portals finds what one may read, with one statement, and leads to it")
    func searched() throws {
        let room = try Newsroom()
        let path = try room.announce("Prices for Maria", to: room.maria.customer)
        try room.announce("Prices for Ana", to: room.ana.customer)
        try room.announce("Prices, a draft", isPublished: false)
        let browser = try room.kernel.signIn(room.maria)
        try browser.get("/search?q=prices")
        let before = browser.statements
        let found = try browser.get("/search?q=prices")
        #expect(browser.statements - before == 2, "the session and the search")
        #expect(found.links.filter { $0.hasPrefix(Newsroom.list + "/") } == [path])
        #expect(found.text.contains("The text of Prices for Maria"))
        #expect(!found.text.contains("Ana") && !found.text.contains("draft"))
        for number in 0..<6 { try room.announce("Prices \(number)") }
        let many = try browser.get("/search?q=prices")
        #expect(many.links.count { $0.hasPrefix(Newsroom.list + "/") } == 5)
        #expect(many.links.contains(Newsroom.list + "?q=prices"))
    }

    @Test("A05 a cursor of one customer's list is a 404 for another's")
    func cursor() throws {
        let room = try Newsroom()
        for number in 0..<30 { try room.announce("News \(number)") }
        let page = try room.kernel.signIn(room.maria).get(Newsroom.list)
        let next = try #require(page.links.first { $0.contains("after=") })
        #expect(try room.kernel.signIn(room.maria).get(next).status == 200)
        #expect(try room.kernel.signIn(room.ana).get(next).status == 404)
    }

    @Test(
        "SG07 a file that the virus scan holds back is no link, for readers and writers, and the page says why",
        arguments: [
            ("quarantined", "Held back: the virus scan has not looked at it"),
            ("infected", "Withheld: the virus scan found something in it"),
        ])
    func heldBack(verdict: String, words: String) throws {
        let room = try Newsroom()
        let path = try room.announce(
            "Prices", file: try room.addFile("prices.pdf", type: "application/pdf"))
        let pages = try [
            (room.kernel.signIn(room.maria), path),
            (
                room.kernel.signIn(room.author),
                path.replacing(Newsroom.list, with: Newsroom.staffList)
            ),
        ]
        for (browser, page) in pages {
            try room.kernel.execute("UPDATE kernel_attachment SET verdict = 'clean'")
            #expect(try browser.get(page).links.contains { $0.hasSuffix("/file") }, "\(page)")
            try room.kernel.execute("UPDATE kernel_attachment SET verdict = \(verdict)")
            let shown = try browser.get(page)
            #expect(shown.text.contains("prices.pdf") && shown.text.contains(words), "\(page)")
            #expect(!shown.links.contains { $0.hasSuffix("/file") }, "\(page)")
        }
    }

    @Test(
        "SG02 what was published is read, file included; a browser shows no file that could run",
        arguments: [
            ("prices.pdf", "application/pdf", "inline"),
            ("logo.svg", "application/octet-stream", "attachment"),
            ("a\"; x=\u{202E}é.txt", "text/plain", "attachment"),
        ])
    func read(_ name: String, _ type: String, _ way: String) throws {
        let room = try Newsroom()
        let path = try room.announce("New prices", file: room.addFile(name, type: type))
        let browser = try room.kernel.signIn(room.maria)
        let page = try browser.get(path)
        #expect(page.status == 200 && page.text.contains("The text of New prices"))
        #expect(page.links.contains(path + "/file"))
        let saved = try browser.get(path + "/file").header("Content-Disposition") ?? ""
        #expect(saved.hasPrefix("attachment; filename=\""), "only when it is asked for")
        let file = try browser.get(path + "/file?inline=1")
        let disposition = file.header("Content-Disposition") ?? ""
        #expect(file.status == 200 && file.header("X-Accel-Redirect")?.hasPrefix("/_files/store/") == true)
        #expect(disposition.hasPrefix(way + "; filename=\""))
        #expect(disposition.utf8.allSatisfy { (0x20..<0x7F).contains($0) })
        #expect(disposition.split(separator: "\"").count == 3, "\(disposition)")
        #expect(file.header("Cache-Control")?.contains("no-store") == true)
    }

    @Test("SF01 what somebody wrote is text, wherever it stands")
    func escaped() throws {
        let room = try Newsroom()
        let hostile = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>"
        let path = try room.announce(hostile)
        let browser = try room.kernel.signIn(room.maria)
        for address in [path, Newsroom.list, "/home"] {
            let page = try browser.get(address)
            #expect(page.status == 200)
            #expect(!page.body.contains("<script>alert") && !page.body.contains("<img src=x"), "\(address)")
            #expect(page.text.contains("<script>alert(1)</script>"))
        }
    }

    @Test("a list of many is asked for with at most four statements, and none more for more rows")
    func statements() throws {
        let room = try Newsroom()
        try room.announce("News")
        let browser = try room.kernel.signIn(room.maria)
        func statements() throws -> Int {
            try browser.get(Newsroom.list)
            let before = browser.statements
            #expect(try browser.get(Newsroom.list).status == 200)
            return browser.statements - before
        }
        let few = try statements()
        for number in 0..<60 {
            try room.announce("News \(number)", to: number % 2 == 0 ? nil : room.maria.customer)
        }
        #expect(try statements() == few)
        #expect(few <= 4, "\(few)")
    }

    @Test("pages walk through all of them once, newest first")
    func pages() throws {
        let room = try Newsroom()
        for number in 0..<60 {
            try room.announce("News \(number)", to: number % 3 == 0 ? room.maria.customer : nil)
            if number % 5 == 0 { room.kernel.clock.move(seconds: 1) }
        }
        let browser = try room.kernel.signIn(room.maria)
        var seen: [String] = []
        var address: String? = Newsroom.list
        while let next = address {
            let page = try browser.get(next)
            seen += page.links.filter { $0.hasPrefix(Newsroom.list + "/") }.reduce(into: []) {
                if $0.last != $1 { $0.append($1) }
            }
            address = page.links.last { $0.contains("after=") }
        }
        #expect(seen.count == 60 && Set(seen).count == 60)
    }
}
