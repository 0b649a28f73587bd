import PortalKit
import PortalTesting
import Testing

@Suite("The private link of one's calendar")
struct CalendarTests {
    private let it: Worksite
    private let project: String

    init() throws {
        it = try Worksite()
        project = try it.project(members: [it.maria])
        let day = ["due": "2026-06-01"]
        try it.item("milestone", "Shown milestone", in: project, isShared: true, day)
        try it.item("milestone", "Hidden milestone", in: project, day)
        try it.item("milestone", "Dayless milestone", in: project, isShared: true)
        try it.item("task", "Nobodys task", in: project, isShared: true, day)
        let own = day.merging(["contact": try it.ref(of: it.maria)]) { $1 }
        try it.item("task", "Her task", in: project, isShared: true, own)
        try it.item("task", "Her hidden task", in: project, own)
    }

    private func make(_ browser: Browser, _ fields: [String: String] = [:]) throws -> String {
        let page = try browser.post("/project/calendar", fields).body
        let start = try #require(page.firstRange(of: "http://localhost:8080/link/")?.upperBound, "\(page)")
        return "/link/" + page[start...].prefix { $0 != "<" }
    }

    private func titles(_ link: String) throws -> [String] {
        let reply = try it.kernel.browser().get(link)
        #expect(reply.status == 200)
        return reply.body.split(separator: "\r\n").filter { $0.hasPrefix("SUMMARY:") }
            .map { String($0.dropFirst("SUMMARY:".count)) }.sorted()
    }

    private func isNowhere(_ link: String) throws -> Bool {
        let (none, reply) = (try it.kernel.browser().get("/link/nothing"), try it.kernel.browser().get(link))
        return reply.status == 404 && reply.comparable == none.comparable
    }

    @Test("a link about a project that one does not see is not made, nor is a link for somebody else")
    func refused() throws {
        for seat in [it.karl, it.ana] {
            let reply = try it.kernel.signIn(seat).post("/project/calendar", ["project": project])
            #expect(reply.status == 404)
        }
        #expect(
            try it.kernel.signIn(it.maria).post("/project/calendar", ["project": "nonsense"]).status == 404)
        #expect(try it.kernel.value("SELECT COUNT(*) FROM kernel_link") == 0)
    }

    @Test("staff who work in a person's place neither make nor revoke her links, and are not shown the way")
    func inHerPlace() throws {
        let link = try make(it.kernel.signIn(it.maria))
        let browser = try it.kernel.signIn(it.jonas)
        let path = "/staff/contacts/" + (it.maria.contact?.ref ?? "")
        try browser.open(path)
        #expect(try browser.post(path + "/work").location == "/home")
        #expect(try !browser.get(Worksite.list).text.contains("Make a link"))
        for address in ["/project/calendar", "/project/calendar/revoke"] {
            #expect(try browser.post(address).status == 409)
        }
        #expect(try titles(link) == ["Her task", "Shown milestone"])
        #expect(try it.kernel.value("SELECT COUNT(*) FROM kernel_link") == 1)
    }

    @Test("it shows what its person sees when it is asked: shared, with a day, milestones and own tasks")
    func contents() throws {
        let maria = try make(it.kernel.signIn(it.maria))
        #expect(try titles(maria) == ["Her task", "Shown milestone"])
        let reply = try it.kernel.browser().get(maria)
        #expect(reply.header("Content-Type") == "text/calendar; charset=utf-8")
        #expect(try titles(make(it.kernel.signIn(it.karl))) == [])
        #expect(try titles(make(it.kernel.signIn(it.ana))) == [])
        // Who reaches all of the customer's projects has all milestones, and nobody else's tasks.
        #expect(try titles(make(it.kernel.signIn(it.nora))) == ["Shown milestone"])
        let hidden = try #require(try it.refs("project_item").dropFirst().first)
        try it.share(hidden, of: project, true)
        #expect(try titles(maria).contains("Hidden milestone"))
        try it.share(hidden, of: project, false)
        #expect(try !titles(maria).contains("Hidden milestone"))
    }

    @Test("a link about one project shows no other, and leads nowhere for whoever is no longer in it")
    func one() throws {
        let other = try it.project("Second shop", members: [it.maria])
        try it.item("milestone", "Elsewhere", in: other, isShared: true, ["due": "2026-07-01"])
        let maria = try it.kernel.signIn(it.maria)
        let (all, link) = (try make(maria), try make(maria, ["project": other]))
        #expect(try titles(link) == ["Elsewhere"])
        #expect(try titles(all) == ["Elsewhere", "Her task", "Shown milestone"])
        let page = try maria.get(Worksite.list).text
        #expect(page.contains("Your calendar links") && page.contains("Second shop"))
        _ = try it.desk.post(
            "\(Worksite.staffList)/\(other)/people/remove", ["contact": try it.ref(of: it.maria)])
        #expect(try isNowhere(link))
        #expect(try titles(all) == ["Her task", "Shown milestone"])
    }

    @Test("what is revoked, or replaced by a new one, is the same answer as what never was")
    func revoked() throws {
        let maria = try it.kernel.signIn(it.maria)
        let old = try make(maria)
        let (link, others) = (try make(maria), try make(it.kernel.signIn(it.nora)))
        #expect(try isNowhere(old))
        #expect(try titles(link) == ["Her task", "Shown milestone"])
        try maria.open(Worksite.list)
        #expect(try maria.submit("/project/calendar/revoke").status == 303)
        #expect(try isNowhere(link))
        #expect(try titles(others) == ["Shown milestone"])
        #expect(try !maria.get(Worksite.list).text.contains("Your calendar links"))
    }

    @Test("each link is revoked by itself, by whose it is; the list says when it was last used")
    func single() throws {
        let (maria, nora) = (try it.kernel.signIn(it.maria), try it.kernel.signIn(it.nora))
        let (phone, laptop) = (try make(maria, ["name": "Phone"]), try make(maria, ["name": "Laptop"]))
        let page = "/project/calendar"
        #expect(try maria.get(page).text.split(separator: "Not used yet").count == 3)
        it.kernel.clock.move(seconds: 120)
        #expect(try titles(phone) == titles(laptop))
        it.kernel.clock.move(seconds: 60)
        #expect(try it.kernel.browser().get(laptop).status == 200)
        let used: [String] = try it.kernel.values(
            "SELECT CONCAT(title, ' ', TIMESTAMPDIFF(SECOND, created_at, seen_at)) FROM kernel_link ORDER BY id"
        )
        #expect(used == ["Phone 120", "Laptop 180"])
        let refs: [Ref<PersonalLink>] = try it.kernel.values(
            "SELECT LEFT(token_hash, 10) FROM kernel_link ORDER BY id")
        let revoke = ["link": "\(try #require(refs.first))"]
        #expect(try maria.get(page).text.contains("Last used"))
        // Nora's hand does not reach it, and what is no name at all ends none.
        #expect(try nora.post(page + "/revoke", revoke).status == 303)
        #expect(try maria.post(page + "/revoke", ["link": "nonsense"]).status == 404)
        #expect(try titles(phone) == ["Her task", "Shown milestone"])
        #expect(try maria.post(page + "/revoke", revoke).status == 303)
        #expect(try isNowhere(phone) && titles(laptop) == ["Her task", "Shown milestone"])
        #expect(try maria.post(page, ["name": String(repeating: "a", count: 81)]).status == 422)
        for number in 2...20 { _ = try make(maria, ["name": "Device \(number)"]) }
        #expect(try maria.post(page, ["name": "One too many"]).status == 409)
        _ = try make(maria, ["name": "Laptop"])
    }

    @Test("an event keeps its name when it changes, and says that it changed")
    func changed() throws {
        let link = try make(it.kernel.signIn(it.maria))
        func event() throws -> (uid: String, sequence: String) {
            let lines = try it.kernel.browser().get(link).body.split(separator: "\r\n")
            let mine = lines.prefix { !$0.hasPrefix("SUMMARY:Shown") }
            return (
                String(mine.last { $0.hasPrefix("UID:") } ?? ""),
                String(mine.last { $0.hasPrefix("SEQUENCE:") } ?? "")
            )
        }
        let before = try event()
        let item = try #require(try it.refs("project_item").first)
        let fields = ["title": "Shown milestone, later", "due": "2026-06-20", "version": "1"]
        #expect(try it.desk.upload(it.staffPath(item, in: project) + "/edit", fields, []).status == 303)
        let after = try event()
        #expect(before.uid == "UID:\(item)@project" && after.uid == before.uid)
        #expect(before.sequence == "SEQUENCE:0" && after.sequence == "SEQUENCE:1")
    }
}
