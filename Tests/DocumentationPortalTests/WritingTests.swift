import PortalKit
import PortalTesting
import Testing

@Suite("Articles, as staff write them")
struct WritingTests {
    private static let new = Bookshelf.staffList + "/new"

    private let it: Bookshelf
    private let maria: Browser

    init() throws {
        it = try Bookshelf()
        maria = try it.kernel.signIn(it.maria)
    }

    @Test("what cannot be taken comes back as typed, with an error at each field, and nothing is written")
    func problems() throws {
        let reply = try it.desk.post(
            Self.new,
            [
                "title": String(repeating: "t", count: 161), "summary": String(repeating: "s", count: 301),
                "body": " ", "audience": "friends", "section": "nowhere", "customer": "-3x",
                "then": "publish",
            ])
        #expect(reply.status == 422)
        #expect(
            Set(reply.wrongFields) == ["title", "summary", "body", "section", "customer"])
        #expect(reply.links.contains("#f-audience"))
        #expect(reply.form(Self.new)?.fields["customer"] == "-3x")
        let fields = ["title": "A", "body": "B", "audience": "public", "then": "publish"]
        for (field, value) in [("customer", "99999"), ("section", "0123456789ABCDEF")] {
            let reply = try it.desk.post(Self.new, fields.merging([field: value]) { $1 })
            #expect(reply.status == 422 && reply.wrongFields == [field])
        }
        let written: Int? = try it.kernel.value("SELECT COUNT(*) FROM documentation_article")
        #expect(written == 0)
    }

    @Test("a draft is looked at, published, changed behind what is read, published again, and withdrawn")
    func life() throws {
        let ref = try it.write("Descaling", isPublished: false, body: "Line one\n\nLine two")
        let (page, staff) = (it.page(ref), it.staffPage(ref))
        let preview = try it.desk.get(staff)
        #expect(preview.text.contains("Draft") && preview.body.contains("<p>Line two</p>"))
        #expect(try maria.get(page).status == 404)
        #expect(try it.desk.submit(staff + "/publish").status == 303)
        #expect(try maria.get(page).body.contains("<p>Line two</p>"))
        #expect(try it.desk.post(staff + "/publish").status == 409)

        try it.desk.open(staff + "/edit")
        let changed = ["body": "Line one\n\nLine three", "title": "Descaling, anew", "then": "look"]
        #expect(try it.desk.submit(staff + "/edit", changed).status == 303)
        let pending = try it.desk.get(staff)
        #expect(pending.text.contains("Published, changed since"))
        #expect(
            pending.body.contains("<del>Line two</del>") && pending.body.contains("<ins>Line three</ins>"))
        let before = try maria.get(page)
        #expect(before.text.contains("Line two") && !before.text.contains("anew"))
        #expect(try !maria.get(Bookshelf.list + "?q=three").links.contains(page), "not by the search either")
        try it.desk.get(staff)
        #expect(try it.desk.submit(staff + "/publish").status == 303)
        #expect(try maria.get(page).text.contains("Line three"))

        #expect(try it.desk.post(staff + "/withdraw").status == 303)
        #expect(try maria.get(page).status == 404)
        #expect(try it.desk.post(staff + "/withdraw").status == 409)
        #expect(try it.desk.get(staff).text.contains("Draft"))
        let acts: [String] = try it.kernel.values(
            """
            SELECT action FROM kernel_audit
            WHERE action LIKE 'documentation.article.%' AND action <> 'documentation.article.viewed' ORDER BY id
            """)
        #expect(
            acts.map { $0.dropFirst("documentation.article.".count) } == [
                "written", "published", "changed", "published", "withdrawn",
            ])
    }

    @Test("what was published stays, with who and when; an old version is compared and comes back as a draft")
    func versions() throws {
        let ref = try it.write("Descaling", body: "By citric acid")
        let staff = it.staffPage(ref)
        it.kernel.clock.move(seconds: 60)
        try it.desk.open(staff + "/edit")
        try it.desk.submit(staff + "/edit", ["body": "By vinegar", "then": "publish"])
        try it.desk.open(staff + "/edit")
        try it.desk.submit(staff + "/edit", ["then": "publish"])
        let numbers: [Int] = try it.kernel.values("SELECT number FROM documentation_version ORDER BY id")
        #expect(numbers == [1, 2], "what says the same is no new version")
        let page = try it.desk.get(staff)
        #expect(!page.text.contains("Published, changed since"))
        let old = try #require(page.links.last { $0.contains("/versions/") })
        let first = try it.desk.get(old)
        #expect(first.text.contains("Published by Jonas Kettering"))
        #expect(
            first.body.contains("<del>By citric acid</del>") && first.body.contains("<ins>By vinegar</ins>"))
        #expect(try it.desk.submit(old).status == 303)
        #expect(try maria.get(it.page(ref)).text.contains("By vinegar"), "until it is published")
        try it.desk.get(staff)
        #expect(try it.desk.submit(staff + "/publish").status == 303)
        #expect(try maria.get(it.page(ref)).text.contains("By citric acid"))
        #expect(try it.desk.get(old).form(old) == nil, "it says the same now")
        let other = try it.write("Other")
        #expect(try it.desk.get(old.replacing(ref, with: other)).status == 404)
        #expect(try it.desk.post(old.replacing(ref, with: other)).status == 404)
    }

    @Test("who saves what somebody else saved meanwhile overwrites nothing; for whom it is holds at once")
    func concurrency() throws {
        let ref = try it.write("Descaling")
        let path = it.staffPage(ref) + "/edit"
        let other = try it.kernel.signIn(it.kernel.addStaff())
        try other.open(path)
        try it.desk.open(path)
        let number = String(it.ana.customer.number)
        #expect(try it.desk.submit(path, ["customer": number, "then": "look"]).status == 303)
        #expect(try maria.get(it.page(ref)).status == 404)
        #expect(try other.submit(path, ["title": "Slower", "then": "publish"]).status == 409)
        let titles: [String] = try it.kernel.values("SELECT title FROM documentation_article")
        #expect(titles == ["Descaling"])
    }

    @Test("the desk's list has views and filters; sections are ordered, and no two have one title")
    func lists() throws {
        let section = try it.section("Machines", at: 1)
        try it.write("Descaling", section: section)
        try it.write("Invoices", for: .customer(it.ana.customer), isPublished: false)
        let all = try it.desk.get(Bookshelf.staffList).text
        #expect(all.contains("Descaling") && all.contains("Ana Trujillo Helados"))
        for (query, isDescaling) in [
            ("view=drafts", false), ("view=published", true), ("filter%5Bsection%5D=" + section, true),
            ("filter%5Bsection%5D=none", false), ("q=text+descaling", true),
        ] {
            let page = try it.desk.get(Bookshelf.staffList + "?" + query).body
            #expect(page.contains(">Descaling<") == isDescaling, "\(query)")
            #expect(page.contains(">Invoices<") != isDescaling, "\(query)")
        }
        let twice = try it.desk.post(
            "/staff/documentation/sections/new", ["title": "machines", "position": "2"])
        #expect(twice.status == 422 && twice.wrongFields == ["title"])
        let odd = try it.desk.post("/staff/documentation/sections/new", ["title": "x", "position": "-1"])
        #expect(odd.status == 422 && odd.wrongFields == ["position"])
        #expect(try it.desk.get("/staff/documentation/sections").text.contains("Machines"))
    }
}
