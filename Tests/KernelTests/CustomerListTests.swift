import PortalKit
import PortalTesting
import Testing

@testable import Kernel

@Suite("The list of customers")
struct CustomerListTests {
    let kernel: TestKernel
    let staff: Browser

    init() throws {
        kernel = try TestKernel()
        staff = try kernel.signIn(kernel.addStaff())
    }

    private func refs(_ page: Reply) -> [String] {
        let names = page.links.filter { $0.hasPrefix("/staff/customers/") && $0.utf8.count == 33 }
        return names.reduce(into: []) { if $0.last != $1 { $0.append($1) } }
    }

    private func link(_ rel: String, _ page: Reply) -> String? {
        let parts = page.body.split(separator: "rel=\"\(rel)\" href=\"")
        guard parts.count > 1 else { return nil }
        return String(parts[1].prefix { $0 != "\"" }).replacing("&amp;", with: "&")
    }

    /// Many names are equal, as cities are; some have no letters that sort.
    private func fill(_ count: Int) throws {
        let names = ["Alfreds", "alfreds", "Álfreds", "", "日本", "Zaanse", "ß", "ss", "\u{1F600}"]
        for number in 0..<count {
            _ = try kernel.execute(
                """
                INSERT INTO kernel_customer (ref, number, name, city, created_at)
                VALUES (\(Token.random(10)), \(20_000 + number), \(names[number % names.count]),
                    \(number % 3 == 0 ? "" : "Lyon"), \(kernel.clock.now.adding(seconds: Int64(number % 4))))
                """)
        }
    }

    @Test(
        "each sort order is walked from page to page: every row once, also where sort keys are equal",
        arguments: ["name", "city", "newest"])
    func walk(_ sort: String) throws {
        try fill(120)
        var seen: [String] = []
        var firsts: [String] = []
        var address: String? = "/staff/customers?sort=\(sort)&limit=25"
        var last: Reply?
        while let next = address {
            let page = try staff.get(next)
            #expect(page.status == 200)
            let rows = refs(page)
            firsts.append(rows.first ?? "")
            seen += rows
            last = page
            address = link("next", page)
        }
        #expect(seen.count == 120 && Set(seen).count == 120)
        #expect(firsts.count == 5)
        var back: [String] = last.map { refs($0) } ?? []
        var previous = last.flatMap { link("prev", $0) }
        while let address = previous {
            let page = try staff.get(address)
            back = refs(page) + back
            previous = link("prev", page)
        }
        #expect(back == seen)
    }

    @Test("rows that come and go while one pages neither repeat nor hide another")
    func inserted() throws {
        try fill(60)
        let all: [[UInt8]] = try kernel.values("SELECT ref FROM kernel_customer")
        var seen: [String] = []
        var address: String? = "/staff/customers?limit=25"
        var number = 0
        while let next = address {
            let page = try staff.get(next)
            seen += refs(page)
            address = link("next", page)
            number += 1
            for name in ["Aaa", "Mmm", "日本"] {
                try kernel.execute(
                    """
                    INSERT INTO kernel_customer (ref, number, name, created_at)
                    VALUES (\(Token.random(10)), \(90_000 + number * 10 + name.utf8.count), \(name), \(kernel.clock.now))
                    """)
                number += 1
            }
        }
        #expect(Set(seen).count == seen.count)
        #expect(Set(all.map { "/staff/customers/" + Crockford.encode($0) }).isSubset(of: seen))
    }

    @Test("the longest names that fit page like others")
    func longNames() throws {
        for number in 0..<30 {
            try kernel.execute(
                """
                INSERT INTO kernel_customer (ref, number, name, created_at) VALUES (\(Token.random(10)), \(20_000 + number),
                    \(String(repeating: "\u{1F600}", count: 200)), \(kernel.clock.now))
                """)
        }
        let page = try staff.get("/staff/customers?limit=25")
        let next = try staff.get(try #require(link("next", page)))
        #expect(next.status == 200)
        #expect(refs(next).count == 5)
    }

    @Test("a cursor that was damaged, made for another list, filter or person is a 404")
    func cursors() throws {
        try fill(60)
        let page = try staff.get("/staff/customers?limit=25")
        let next = try #require(link("next", page))
        #expect(try staff.get(next).status == 200)
        let cursor = String(next.split(separator: "after=").last ?? "").prefix { $0 != "&" }
        var damaged = Array(cursor.utf8)
        for place in [0, 1, 24, 30, damaged.count - 1] {
            damaged[place] = damaged[place] == 0x61 ? 0x62 : 0x61
            let text = String(decoding: damaged, as: UTF8.self)
            #expect(try staff.get("/staff/customers?limit=25&after=\(text)").status == 404)
        }
        for address in [
            "/staff/customers?limit=50&after=\(cursor)",
            "/staff/customers?limit=25&sort=city&after=\(cursor)",
            "/staff/customers?limit=25&q=a&after=\(cursor)",
            "/staff/customers?limit=25&after=\(cursor.dropLast(2))",
            "/staff/customers?limit=25&after=zz", "/staff/customers?limit=25&before=\(cursor.dropLast())",
        ] {
            #expect(try staff.get(address).status == 404, "\(address)")
        }
        let other = try kernel.signIn(kernel.addStaff("Jonas Kettering"))
        #expect(try other.get(next).status == 404)
        #expect(try staff.get("/staff/customers?limit=25&view=nonsense&sort=nonsense").status == 200)
    }

    @Test(
        "SF04 signs that SQL reads in a pattern stand for themselves in a search",
        arguments: ["%", "_", "\\", "'", "100%_\\"])
    func wildcards(_ sign: String) throws {
        _ = try kernel.addCustomer("Plain name")
        let odd = try kernel.addCustomer("Odd \(sign) name")
        let page = try staff.get("/staff/customers?q=" + Percent.segment(sign))
        #expect(refs(page) == ["/staff/customers/" + odd.ref])
        #expect(try refs(staff.get("/staff/customers?q=" + Percent.segment("Odd" + sign))).isEmpty)
    }

    @Test("a search finds a name, a city, a number, a contact and an address of e-mail, whatever the case")
    func search() throws {
        let found = try kernel.addCustomer("Blauer See Delikatessen")
        _ = try kernel.addCustomer("Another one")
        try kernel.execute(
            "UPDATE kernel_customer SET city = 'Mannheim', email = 'hello@example.org' WHERE id = \(found.id)"
        )
        _ = try kernel.addContact("Hanna Moos", at: found)
        for text in ["blauer", "MANNHEIM", String(found.number), "moos", "hello@", "HELLO@example"] {
            #expect(
                try refs(staff.get("/staff/customers?q=" + Percent.segment(text))) == [
                    "/staff/customers/" + found.ref
                ], "\(text)")
        }
        #expect(try refs(staff.get("/staff/customers?q=nobody")).isEmpty)
    }

    @Test(
        "the search is shown again as text",
        arguments: ["\"><script>alert(1)</script>", "' onfocus=x", "&lt;"])
    func escaped(_ text: String) throws {
        let page = try staff.get("/staff/customers?q=" + Percent.segment(text))
        #expect(!page.body.contains("<script>alert") && !page.body.contains(text))
        #expect(page.forms.contains { $0.fields["q"] == text })
    }

    @Test("a list page asks at most four statements")
    func statements() throws {
        try fill(60)
        try staff.get("/staff/customers")
        try staff.get("/staff/customers")
        #expect((kernel.log.last?.statements ?? 99) <= 4)
    }
}
