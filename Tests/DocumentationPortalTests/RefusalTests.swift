import PortalKit
import PortalTesting
import Testing

@Suite("Articles that are not for everybody")
struct RefusalTests {
    private let it: Bookshelf

    init() throws { it = try Bookshelf() }

    private func feedback() throws -> Int? {
        try it.kernel.value("SELECT COUNT(*) FROM documentation_feedback")
    }

    @Test(
        "A05 C04 SE03 another customer's article, an internal one and a draft are no article at all: page, list, front page, search, feedback"
    )
    func hidden() throws {
        let section = try it.section("Canary section", at: 1)
        let hidden = [
            try it.write("Canary for Ana", for: .customer(it.ana.customer), section: section),
            try it.write("Canary for groups", for: .groups, section: section),
            try it.write("Canary draft", isPublished: false, section: section),
        ]
        let shown = try it.write("Seen by Maria", for: .customer(it.maria.customer))
        let maria = try it.kernel.signIn(it.maria)
        let missing = try maria.get(it.page("0123456789ABCDEF"))
        #expect(missing.status == 404)
        for ref in hidden {
            let reply = try maria.get(it.page(ref))
            #expect(reply.status == 404 && reply.comparable == missing.comparable)
            #expect(try maria.post(it.page(ref), ["helpful": "yes"]).status == 404)
        }
        #expect(try feedback() == 0)
        for address in [
            Bookshelf.list, Bookshelf.list + "?q=canary", Bookshelf.list + "?filter%5Bsection%5D=" + section,
            "/search?q=canary", "/home",
        ] {
            let page = try maria.get(address)
            #expect(page.status == 200 && !page.body.contains("Canary"), "\(address)")
            #expect(!hidden.contains { ref in page.links.contains { $0.contains(ref) } }, "\(address)")
        }
        #expect(try maria.get(Bookshelf.list).links.contains(it.page(shown)))
        #expect(try maria.get(Bookshelf.list + "?q=seen").text.contains("Showing 1–1 of 1"))
        let ana = try it.kernel.signIn(it.ana)
        #expect(try ana.get(it.page(hidden[0])).status == 200)
        #expect(try ana.get(it.page(shown)).status == 404)
        #expect(try ana.get(Bookshelf.list).text.contains("Canary section"))
    }

    @Test("C04 View Internal is a right of its own: it shows what is for groups, of one's own customer alone")
    func groups() throws {
        let all = try it.write("Margins", for: .groups)
        let karl = try it.kernel.signIn(it.karl)
        #expect(try karl.get(it.page(all)).text.contains("Internal"))
        #expect(try karl.get(Bookshelf.list).links.contains(it.page(all)))
        #expect(try karl.get("/search?q=margins").links.contains(it.page(all)))
        #expect(try karl.post(it.page(all), ["helpful": "no"]).status == 303)
        let path = it.staffPage(all) + "/edit"
        try it.desk.open(path)
        #expect(
            try it.desk.submit(path, ["customer": String(it.ana.customer.number), "then": "look"]).status
                == 303)
        #expect(try karl.get(it.page(all)).status == 404)
        #expect(try it.kernel.signIn(it.ana).get(it.page(all)).status == 404, "hers, but not her group's")
        let given: [Int?] = try it.kernel.values(
            "SELECT COUNT(*) FROM kernel_group_reach WHERE permission = 'documentation.internal.view'")
        #expect(given == [1], "to the group of the test alone")
    }

    @Test("who has not the right to public articles opens none, and a session of a customer no page of staff")
    func rights() throws {
        let ref = try it.write("Descaling")
        let group = try it.kernel.addGroup(["documentation.internal.view": .organisation])
        try it.kernel.execute("UPDATE kernel_seat SET group_id = \(group.id) WHERE id = \(it.maria.id)")
        let maria = try it.kernel.signIn(it.maria)
        for path in [Bookshelf.list, it.page(ref)] { #expect(try maria.get(path).status == 403) }
        #expect(try maria.post(it.page(ref), ["helpful": "yes"]).status == 403)
        #expect(try !maria.get("/home").tabs.contains(Bookshelf.list))
        for path in [Bookshelf.staffList, it.staffPage(ref), it.staffPage(ref) + "/edit"] {
            #expect(try maria.get(path).location?.hasPrefix("/staff/sign-in") == true)
        }
        #expect(try maria.post(it.staffPage(ref) + "/withdraw").status == 303)
        #expect(
            try it.kernel.value("SELECT COUNT(*) FROM documentation_article WHERE published_at IS NULL") == 0)
        #expect(try it.kernel.browser().get(it.page(ref)).location?.hasPrefix("/sign-in") == true)
        #expect(try feedback() == 0)
    }

    @Test(
        "C13 C15 visitors by the link of a customer have no Documentation, until Non-Portal Users get View Public"
    )
    func visitors() throws {
        let customer = try it.kernel.addCustomer("Bólido Comidas")
        let (all, own, other) = (
            try it.write("Descaling"), try it.write("For Bólido", for: .customer(customer)),
            try it.write("For Ana", for: .customer(it.ana.customer))
        )
        let office = try it.kernel.signIn(it.kernel.addStaff())
        let visitor = try it.visitor(of: customer, office)
        #expect(try !visitor.get("/home").tabs.contains(Bookshelf.list))
        for path in [Bookshelf.list, it.page(all)] { #expect(try visitor.get(path).status == 403) }
        #expect(try !visitor.get("/search?q=descaling").body.contains(it.page(all)))
        let group: Ref<Bookshelf> = try #require(
            try it.kernel.value("SELECT ref FROM kernel_permission_group WHERE kind = 'non-portal-users'"))
        let path = "/staff/permission-groups/\(group)"
        #expect(try office.open(path).text.contains("Documentation"))
        try office.submit(path, ["reach.documentation.public.view": "organisation"])
        #expect(try office.submit(path, ["confirmed": "1"]).status == 303)
        #expect(try visitor.get("/home").tabs.contains(Bookshelf.list))
        let page = try visitor.get(Bookshelf.list)
        #expect(page.links.contains(it.page(all)) && page.links.contains(it.page(own)))
        #expect(!page.links.contains(it.page(other)))
        #expect(try visitor.get(it.page(other)).status == 404)
        #expect(try visitor.post(it.page(all), ["helpful": "yes"]).status == 303)
        #expect(try visitor.post(it.page(all), ["helpful": "no"]).status == 303)
        #expect(try feedback() == 1)
    }
}

extension Bookshelf {
    /// Somebody who came by the link of a customer that has no portal users.
    func visitor(of customer: TestCustomer, _ office: Browser) throws -> Browser {
        let ref: Ref<Bookshelf> = try #require(
            try kernel.value("SELECT ref FROM kernel_customer WHERE number = \(customer.number)"))
        let page = try office.open("/staff/customers/\(ref)").body
        let start = try #require(page.firstRange(of: "http://localhost:8080/link/")?.upperBound)
        let visitor = kernel.browser()
        try visitor.open("/link/" + page[start...].prefix { $0 != "<" })
        #expect(try visitor.submit("/link").location == "/home")
        return visitor
    }
}
