import PortalKit
import PortalTesting
import Testing

@Suite("Articles, as customers read them")
struct ReadingTests {
    private let it: Bookshelf
    private let maria: Browser

    init() throws {
        it = try Bookshelf()
        maria = try it.kernel.signIn(it.maria)
    }

    @Test(
        "D28 the front page has the sections in their order, each with its first articles and the way to all")
    func front() throws {
        #expect(try maria.get(Bookshelf.list).text.contains("No articles yet."))
        let (late, first) = (try it.section("Invoices", at: 7), try it.section("Machines", at: 2))
        for number in 1...7 { try it.write("Machine \(number)", section: first) }
        try it.write("Due dates", section: late)
        try it.write("Opening hours")
        _ = try it.section("Nothing in it", at: 1)
        let page = try maria.get(Bookshelf.list)
        let places = ["Machines", "Machine 6", "Invoices", "Due dates", "Other articles", "Opening hours"].map
        {
            page.body.firstRange(of: $0)?.lowerBound
        }
        #expect(
            places.allSatisfy { $0 != nil } && places.compactMap(\.self) == places.compactMap(\.self).sorted()
        )
        #expect(!page.body.contains("Machine 7") && !page.body.contains("Nothing in it"))
        let all = try #require(page.links.first { $0.contains("filter%5Bsection%5D=" + first) })
        let list = try maria.get(all)
        #expect(list.body.contains("Machine 7") && !list.body.contains("Due dates"))
        #expect(list.text.contains("Showing 1–7 of 7"))
        let rest = try maria.get(Bookshelf.list + "?filter%5Bsection%5D=none")
        #expect(rest.body.contains("Opening hours") && !rest.body.contains("Machine 1"))
        #expect(try maria.get(Bookshelf.list + "?filter%5Bsection%5D=x").status == 200)
        func statements() throws -> Int {
            let before = maria.statements
            try maria.get(Bookshelf.list)
            return maria.statements - before
        }
        #expect(try statements() <= 3, "for any number of sections and articles")
    }

    @Test(
        "D28 every word that is searched for is found, wherever it stands, and its own marks mean themselves")
    func search() throws {
        let ref = try it.write("Descaling the boiler", body: "Use 100% citric acid, never vinegar.")
        try it.write("Boiler plates")
        for (text, isFound) in [
            ("boiler acid", true), ("VINEGAR descaling", true), ("boiler cream", false), ("100%", true),
            ("1_0", false),
        ] {
            let query = text.replacing(" ", with: "+").replacing("%", with: "%25")
            #expect(try maria.get(Bookshelf.list + "?q=" + query).links.contains(it.page(ref)) == isFound)
            #expect(try maria.get("/search?q=" + query).links.contains(it.page(ref)) == isFound, "\(text)")
        }
        let found = try maria.get("/search?q=boiler")
        #expect(found.text.contains("About Descaling the boiler"))
        let none = try maria.get(Bookshelf.list + "?q=cappuccino")
        #expect(none.text.contains("No article has all of these words."))
    }

    @Test("SF01 what is written is Markdown: escaped, headings below the page's, contents when it is long")
    func markdown() throws {
        let ref = try it.write(
            "Hostile <script>alert(1)</script>",
            body: """
                # One <img src=x>

                ### Two

                [a](javascript:alert(1)) ![b](https://evil.example/b.png)

                # Three

                |a|b|
                |---|---|
                |1|2|
                """)
        let page = try maria.get(it.page(ref))
        #expect(!page.body.contains("<script>alert") && !page.body.contains("<img"))
        #expect(!page.body.contains("javascript:"))
        #expect(page.body.contains("<h2 id=\"section-1\">One &lt;img src=x&gt;</h2>"))
        #expect(page.body.contains("<h3 id=\"section-2\">Two</h3>"))
        #expect(page.links.contains("#section-2") && page.text.contains("On this page"))
        let short = try maria.get(it.page(try it.write("Short", body: "# One\n\nText")))
        #expect(!short.text.contains("On this page"))
    }

    @Test(
        "each person says once whether an article helped; said again it replaces; staff read how many and why"
    )
    func feedback() throws {
        let ref = try it.write("Descaling")
        let path = it.page(ref)
        for answer in ["", "perhaps"] {
            let reply = try maria.post(path, ["helpful": answer, "comment": "So so"])
            #expect(reply.status == 422 && reply.links.contains("#f-helpful") && reply.body.contains("So so"))
        }
        let long = String(repeating: "x", count: 4_001)
        #expect(try maria.post(path, ["helpful": "yes", "comment": long]).wrongFields == ["comment"])
        #expect(try maria.post(path, ["helpful": "no", "comment": "How <long>?"]).status == 303)
        let karl = try it.kernel.signIn(it.karl)
        #expect(
            try karl.get(path).form(path)?.fields["helpful"] == nil, "what others said is not his to read")
        #expect(try !karl.get(path).body.contains("How &lt;long"))
        try karl.post(path, ["helpful": "yes"])
        let seen = try it.desk.get(it.staffPage(ref)).text
        #expect(seen.contains("1 of 2") && seen.contains("How <long>?") && seen.contains("Maria Anders"))
        #expect(try it.desk.get(Bookshelf.staffList).text.contains("1 of 2"))
        let again = try maria.get(path)
        #expect(again.form(path)?.fields["helpful"] == "no" && again.text.contains("Change answer"))
        #expect(try maria.submit(path, ["helpful": "yes", "comment": ""]).status == 303)
        let tally = try it.desk.get(it.staffPage(ref)).text
        #expect(tally.contains("2 of 2") && !tally.contains("long"))
        let written: Int? = try it.kernel.value("SELECT COUNT(*) FROM documentation_feedback")
        #expect(written == 2)
    }

    @Test("SL07 what somebody said of articles is among his data, and is forgotten with him")
    func privacy() throws {
        let path = it.page(try it.write("Descaling"))
        try maria.post(path, ["helpful": "no", "comment": "Too short for me"])
        let contact = try #require(it.maria.contact)
        let held = try it.kernel.exportedData(of: contact)
        #expect(held.contains("unhelpful. Too short for me"))
        try it.kernel.erase(contact)
        let left: Int? = try it.kernel.value("SELECT COUNT(*) FROM documentation_feedback")
        #expect(left == 0)
    }
}
