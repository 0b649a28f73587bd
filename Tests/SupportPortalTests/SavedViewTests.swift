import Kernel
import PortalKit
import PortalTesting
import Testing

@Suite("Views of the desk's list, kept under a name")
struct SavedViewTests {
    private static let views = "/staff/support/views"
    private static let urgent = "?view=all&filter%5Bpriority%5D=urgent&filter%5Border%5D=newest"
    private let it: Helpdesk

    init() throws { it = try Helpdesk() }

    private func save(_ name: String, _ fields: [String: String] = [:], by browser: Browser? = nil) throws
        -> Reply
    {
        let browser = browser ?? it.desk
        try browser.open(Self.views + "/edit" + Self.urgent)
        return try browser.submit(Self.views + "/edit", ["name": name].merging(fields) { $1 })
    }

    private var refs: [String] {
        get throws { try it.refs("support_view") }
    }

    @Test("a view is its owner's; everybody's is kept by who sets up the desk; nobody finds another's")
    func refusals() throws {
        #expect(try save("").wrongFields == ["name"])
        #expect(try save(String(repeating: "x", count: 61)).wrongFields == ["name"])
        #expect(try save("Mine", ["shared": "1"]).status == 403)
        #expect(try it.kernel.value("SELECT COUNT(*) FROM support_view") == 0)
        #expect(try save("Mine").location == Helpdesk.staffList + Self.urgent)
        #expect(try save("mine").wrongFields == ["name"])
        let boss = try it.kernel.signIn(it.kernel.addStaff("Alma Reyes"))
        #expect(try save("Everybody's own", ["shared": "1"], by: boss).status == 303)
        let (own, shared) = (try refs[0], try refs[1])
        let maria = try it.kernel.signIn(it.maria)
        let before = try it.kernel.checksums()
        for (browser, ref) in [(boss, own), (it.desk, shared)] {
            for (page, deletes) in [("/edit", "0"), ("", "1")] {
                #expect(try browser.get(Self.views + page + "?ref=" + ref).status == 404)
                #expect(
                    try browser.post(
                        Self.views + "/edit", ["ref": ref, "name": "x", "version": "1", "delete": deletes]
                    ).status
                        == 404)
            }
        }
        for page in ["", "/edit"] {
            #expect(try maria.get(Self.views + page).location?.hasPrefix("/staff/sign-in") == true)
        }
        #expect(try it.kernel.checksums() == before)
        let few = try cost()
        for number in 2...10 { #expect(try save("View \(number)").status == 303) }
        #expect(try save("One more").wrongFields == ["name"])
        #expect(try cost() == few && few <= 6, "the list costs more with every view")
    }

    @Test("it stands above the list with its count, is renamed, shared, ordered and deleted")
    func kept() throws {
        let first = try it.open("Broken glass", by: it.maria)
        _ = try it.open("Broken plate", by: it.maria)
        let other = try it.open("Late", by: it.ana)
        try it.kernel.execute("UPDATE support_ticket SET priority = 'urgent' WHERE subject <> 'Broken plate'")
        try it.kernel.execute("UPDATE support_ticket SET created_at = '2020-01-01' WHERE subject = 'Late'")
        let list = try it.desk.get(Helpdesk.staffList + Self.urgent)
        #expect(list.text.contains("Save view"))
        let ways = list.links.filter {
            $0.hasPrefix(Helpdesk.staffList + "/0") || $0.contains(first) || $0.contains(other)
        }
        #expect(ways.first?.contains(first) == true && ways.last?.contains(other) == true, "newest first")
        #expect(try save("Urgent ones").status == 303)
        let tab =
            "<a href=\"/staff/support/tickets?view=all&amp;filter%5Bpriority%5D=urgent&amp;filter%5Border%5D=newest\""
        let shown = try it.desk.get(Helpdesk.staffList + Self.urgent).body
        #expect(shown.contains(tab + " aria-current=\"page\">Urgent ones<span class=\"count\">2</span>"))
        #expect(!(try it.desk.get(Helpdesk.staffList + Self.urgent).text.contains("Save view")))
        #expect(try it.desk.get(Helpdesk.staffList).body.contains(tab + ">Urgent ones"))
        try it.desk.open(Self.views + "/edit?q=glass")
        #expect(try it.desk.submit(Self.views + "/edit", ["name": "Glass"]).status == 303)
        let both = try it.desk.get(Helpdesk.staffList).body
        #expect(
            both.contains("q=glass\">Glass</a>") && both.contains("Urgent ones<span class=\"count\">2</span>")
        )
        let ref = try #require(try refs.first)
        try it.desk.open(Self.views + "/edit?ref=" + ref)
        #expect(try it.desk.submit(Self.views + "/edit", ["name": "Burning"]).status == 303)
        #expect(
            try it.desk.post(Self.views + "/edit", ["ref": ref, "name": "Slow", "version": "1"]).status == 409
        )
        #expect(try it.desk.get(Self.views).text.contains("Burning"))
        try it.desk.open(Self.views + "?ref=" + ref)
        #expect(try it.desk.submit(Self.views + "/edit").location == Self.views)
        let rest = try it.desk.get(Self.views).text
        #expect(rest.contains("Glass") && !rest.contains("Burning"))
        try it.kernel.execute("DELETE FROM support_view")
        #expect(try it.desk.get(Self.views).text.contains("No view is saved yet."))
    }

    @Test("a saved search for a person's name is handed out to him, and goes when he is forgotten")
    func privacy() throws {
        let contact = try #require(it.maria.contact)
        for (name, search) in [
            ("Hers", "maria  ANDERS"), ("Anders", ""), ("Last", "anders"),
            ("In words", "invoice Maria Anders"),
            ("First", "maria"), ("Others", "andersen maria"), ("Nobody's", "broken"),
            ("Parts", "anders invoice"),
        ] {
            #expect(try save(name, ["q": search]).status == 303)
        }
        let about = try it.kernel.personalData(of: contact).portals["support"]?.map(\.value) ?? []
        #expect(
            about == ["Hers: maria  ANDERS", "Anders", "Last: anders", "In words: invoice Maria Anders"])
        try it.kernel.erase(contact)
        let left: [String] = try it.kernel.values("SELECT name FROM support_view ORDER BY name")
        #expect(left == ["First", "Nobody's", "Others", "Parts"])
    }

    private func cost() throws -> Int {
        try it.desk.get(Helpdesk.staffList)
        let before = it.desk.statements
        try it.desk.get(Helpdesk.staffList)
        return it.desk.statements - before
    }
}
