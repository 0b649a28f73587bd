import AnnouncementsPortal
import DocumentationPortal
import PortalKit
import PortalTesting
import SupportPortal
import Testing

/// Two portals that do not know each other: one is about to be asked, the other has answers.
@Suite("An answer is looked for before a ticket is opened")
struct SuggestionTests {
    private static let new = "/support/tickets/new"
    private static let articles = "/documentation/articles/"

    private let kernel: TestKernel
    private let maria: TestSeat
    private let ana: TestSeat
    private let desk: Browser

    init() throws {
        kernel = try TestKernel(portals: [supportPortal, documentationPortal])
        maria = try kernel.addSeat(kernel.addContact("Maria Anders", at: kernel.addCustomer("Alfreds")))
        ana = try kernel.addSeat(kernel.addContact("Ana Trujillo", at: kernel.addCustomer("Helados")))
        desk = try kernel.signIn(kernel.addStaff())
    }

    private func write(_ title: String, _ body: String, _ fields: [String: String] = [:]) throws -> String {
        let article = ["title": title, "body": body, "audience": "public", "then": "publish"]
        let reply = try desk.post(
            "/staff/documentation/articles/new", article.merging(fields) { $1 })
        return try #require(reply.location?.split(separator: "/").last.map(String.init), "\(reply.text)")
    }

    private func deflections() throws -> Int? {
        try kernel.value("SELECT COUNT(*) FROM documentation_deflection")
    }

    @Test(
        "A05 C04 what one may not read is not suggested, and nobody says that it answered; without the right there is no such question"
    )
    func hidden() throws {
        let hidden = [
            try write("Espresso machine for Ana", "x", ["customer": String(ana.customer.number)]),
            try write("Espresso machine for groups", "x", ["audience": "internal"]),
            try write("Espresso machine, a draft", "x", ["then": "look"]),
        ]
        let browser = try kernel.signIn(maria)
        let page = try browser.get(Self.new + "?q=espresso+machine")
        #expect(page.status == 200 && page.text.contains("Nothing is written about that yet."))
        for ref in hidden {
            #expect(!page.body.contains(ref))
            #expect(try browser.post(Self.articles + ref + "/answered").status == 404)
        }
        let owner = try kernel.signIn(ana).get(Self.new + "?q=espresso+machine")
        #expect(owner.links.contains(Self.articles + hidden[0]) && !owner.body.contains("for groups"))
        let seen = try write("Espresso machine", "x")
        try kernel.setAccess(maria, to: "documentation", isGranted: false)
        let without = try browser.get(Self.new + "?q=espresso+machine")
        #expect(without.status == 200 && !without.text.contains("Look for an answer first"))
        #expect(!without.body.contains(seen))
        #expect(try browser.post(Self.articles + seen + "/answered").status == 403)
        #expect(try deflections() == 0)
    }

    @Test(
        "five at most, the best first, from a line as people type it; who says so is counted once, and staff read it"
    )
    func suggested() throws {
        let best = try write("Descaling an espresso machine", "Citric acid, never vinegar.")
        let second = try write("Water", "The espresso machine wants descaling when water is hard.")
        _ = try write("Invoices", "How the lines are read, and what the machine prints.")
        let browser = try kernel.signIn(maria)
        #expect(try browser.get(Self.new).text.contains("Look for an answer first"))
        let asked = Self.new + "?q=How+is+our+espresso+machine+descaling+done%3F+%27%25_%22"
        let page = try browser.get(asked)
        #expect(
            page.links.filter { $0.hasPrefix(Self.articles) } == [
                Self.articles + best, Self.articles + second,
            ])
        #expect(page.form(Self.new)?.fields["subject"] == "How is our espresso machine descaling done? '%_\"")
        let before = browser.statements
        try browser.get(asked)
        #expect(browser.statements - before <= 6)
        for number in 1...6 { _ = try write("Espresso machine \(number)", "x") }
        #expect(try browser.get(asked).links.count { $0.hasPrefix(Self.articles) } == 5)
        for question in ["", "the+and+how", "zebrafish", "%25"] {
            let page = try browser.get(Self.new + "?q=" + question)
            #expect(page.status == 200 && !page.links.contains { $0.hasPrefix(Self.articles) }, "\(question)")
        }
        try browser.get(asked)
        let reply = try browser.submit(Self.articles + best + "/answered")
        #expect(reply.status == 303 && reply.location?.hasPrefix(Self.articles + best) == true)
        try browser.get(asked)
        try browser.submit(Self.articles + best + "/answered")
        #expect(try deflections() == 1)
        let tickets: Int? = try kernel.value("SELECT COUNT(*) FROM support_ticket")
        #expect(tickets == 0)
        let staff = try desk.get("/staff" + Self.articles + best).text
        #expect(staff.contains("Answered before a ticket was opened"))
        let contact = try #require(maria.contact)
        #expect(try kernel.exportedData(of: contact).contains("answered"))
        try kernel.erase(contact)
        #expect(try deflections() == 0)
    }

    @Test("where no portal has answers, a ticket is opened as before")
    func alone() throws {
        let kernel = try TestKernel(portals: [supportPortal, announcementsPortal])
        let browser = try kernel.signIn(
            kernel.addSeat(kernel.addContact("Maria Anders", at: kernel.addCustomer("Alfreds"))))
        let page = try browser.get(Self.new + "?q=espresso")
        #expect(page.status == 200 && !page.text.contains("Look for an answer first"))
        #expect(page.form(Self.new)?.fields["subject"] == "espresso")
    }
}
