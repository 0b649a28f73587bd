import PortalKit
import PortalTesting
import Testing

@testable import Kernel

@Suite("Customers and contacts, for staff")
struct CustomerTests {
    let kernel: TestKernel
    let staff: Browser

    init() throws {
        kernel = try TestKernel()
        staff = try kernel.signIn(kernel.addStaff())
    }

    private static let edges = [
        "0", "x", "0000000000000000", "../../etc", "'", "%00", String(repeating: "Z", count: 16),
    ]

    @Test("C36 an address that names no customer or contact is one and the same 404", arguments: edges)
    func missing(_ ref: String) throws {
        let reference = try staff.get("/staff/customers/ZZZZZZZZZZZZZZZY").comparable
        for path in ["/staff/customers/\(ref)", "/staff/customers/\(ref)/edit", "/staff/contacts/\(ref)"] {
            let reply = try staff.get(path)
            guard reply.status != 400 else { continue }
            #expect(reply.status == 404, "\(path)")
            #expect(reply.comparable == reference)
        }
    }

    @Test("C36 what cannot be taken comes back as typed, with an error at each field and a summary")
    func problems() throws {
        try staff.open("/staff/customers/new")
        let long = String(repeating: "é", count: 121)
        let reply = try staff.submit(
            "/staff/customers/new",
            ["name": "  ", "email": "no address", "city": long, "country": "Spain & <co>"])
        #expect(reply.status == 422)
        #expect(Set(reply.wrongFields) == ["name", "email", "city"])
        let form = try #require(reply.form("/staff/customers/new"))
        #expect(form.fields["email"] == "no address" && form.fields["city"] == long)
        #expect(form.fields["country"] == "Spain & <co>")
        for field in ["name", "email", "city"] {
            #expect(reply.links.contains("#f-\(field)") && reply.body.contains("id=\"f-\(field)-error\""))
        }
        #expect(reply.body.contains("role=\"alert\"") && reply.body.contains("<title>Error:"))
        #expect(try kernel.value("SELECT COUNT(*) FROM kernel_customer") == 0)
        let corrected = try staff.submit(
            "/staff/customers/new", ["name": "Bólido", "email": "", "city": "Madrid"])
        #expect(corrected.status == 303)
        #expect(try kernel.values("SELECT country FROM kernel_customer") == ["Spain & <co>"])
    }

    @Test(
        "C36 control characters and line ends in a field of one line are refused",
        arguments: ["a\nb", "a\u{7}b", "a\u{85}b"])
    func controls(_ name: String) throws {
        #expect(try staff.post("/staff/customers/new", ["name": name]).status == 422)
        #expect(try kernel.value("SELECT COUNT(*) FROM kernel_customer") == 0)
    }

    @Test("C36 add, edit, archive and restore, each in the audit; customers are numbered without a gap")
    func life() throws {
        let added = try staff.post(
            "/staff/customers/new", ["name": "Bólido Comidas preparadas", "city": "Madrid"])
        let path = try #require(added.location)
        #expect(try staff.open(path).text.contains("Bólido Comidas preparadas was added."))
        try staff.open(path + "/edit")
        #expect(staff.page?.form(path + "/edit")?.fields["city"] == "Madrid")
        #expect(try staff.submit(path + "/edit", ["city": "Barcelona"]).location == path)
        #expect(try staff.open(path).text.contains("Barcelona"))
        #expect(try staff.post(path + "/archive").status == 303)
        #expect(try !staff.open("/staff/customers").links.contains(path))
        #expect(try staff.open("/staff/customers?view=archived").links.contains(path))
        #expect(try staff.post(path + "/restore").status == 303)
        #expect(try staff.open("/staff/customers").links.contains(path))
        #expect(
            try kernel.values(
                "SELECT action FROM kernel_audit WHERE action NOT LIKE '%.viewed' ORDER BY id") == [
                    "administration.customer.added", "administration.customer.changed",
                    "administration.customer.archived",
                    "administration.customer.restored",
                ])
        #expect(try staff.post("/staff/customers/new", ["name": ""]).status == 422)
        try staff.post("/staff/customers/new", ["name": "Next"])
        let numbers: [Int] = try kernel.values("SELECT number FROM kernel_customer ORDER BY id")
        #expect(numbers == [10_001, 10_002])
    }

    @Test("C36 a contact is added, edited and removed; the customer's page leads to it")
    func contacts() throws {
        let customer = try kernel.addCustomer()
        let path = "/staff/customers/\(customer.ref)/contacts/new"
        #expect(try staff.post(path, ["name": ""]).wrongFields == ["name"])
        let contact = try #require(try staff.post(path, ["name": "Maria Anders", "title": "Owner"]).location)
        #expect(try staff.open("/staff/customers/\(customer.ref)").links.contains(contact))
        #expect(try staff.post(contact + "/edit", ["name": "Maria A.", "version": "1"]).status == 303)
        #expect(try staff.open(contact).text.contains("Maria A."))
        #expect(try staff.post(contact + "/remove").status == 303)
        #expect(try staff.get(contact).status == 404)
        #expect(try !staff.open("/staff/customers/\(customer.ref)").text.contains("Maria A."))
    }

    @Test("C36 who saves what somebody else saved meanwhile is told so, and overwrites nothing")
    func version() throws {
        let customer = try kernel.addCustomer()
        let contact = try kernel.addContact(at: customer)
        for path in ["/staff/customers/\(customer.ref)/edit", "/staff/contacts/\(contact.ref)/edit"] {
            try staff.open(path)
            let other = try kernel.signIn(kernel.addStaff("Jonas Kettering"))
            try other.open(path)
            #expect(try other.submit(path, ["name": "Faster"]).status == 303)
            #expect(try staff.submit(path, ["name": "Slower"]).status == 409)
            #expect(try staff.open(path).form(path)?.fields["name"] == "Faster")
        }
        for version in ["", "0", "-1", "x", "999999999999999999999"] {
            let reply = try staff.post(
                "/staff/customers/\(customer.ref)/edit", ["name": "No", "version": version])
            #expect(reply.status == 409, "\(version)")
        }
    }

    @Test("C36 fifty staff save the same customer at once: one is kept, the others are told")
    func race() throws {
        let customer = try kernel.addCustomer()
        let cookies = staff.cookies
        let kernel = kernel
        let statuses = try atOnce(20) { number in
            let browser = kernel.browser()
            browser.cookies = cookies
            return try browser.post(
                "/staff/customers/\(customer.ref)/edit", ["name": "Name \(number)", "version": "1"]
            ).status
        }.map { try $0.get() }
        #expect(statuses.filter { $0 == 303 }.count == 1, "\(statuses)")
        #expect(statuses.allSatisfy { $0 == 303 || $0 == 409 }, "\(statuses)")
        #expect(try kernel.value("SELECT version FROM kernel_customer") == 2)
    }

    @Test("twenty customers added at once have twenty numbers without a gap")
    func numbers() throws {
        let cookies = staff.cookies
        let kernel = kernel
        let statuses = try atOnce(20) { number in
            let browser = kernel.browser()
            browser.cookies = cookies
            return try browser.post("/staff/customers/new", ["name": "Customer \(number)"]).status
        }.map { try $0.get() }
        #expect(Set(statuses) == [303], "\(statuses)")
        let found: [Int] = try kernel.values("SELECT number FROM kernel_customer ORDER BY number")
        #expect(found == Array(10_001...10_020))
    }
}
