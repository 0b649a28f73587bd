import PortalKit
import PortalTesting
import SupportPortal
import Testing

@Suite("What tickets are about, and what is asked for beside the subject")
struct FieldTests {
    private let it: Helpdesk
    private let administrator: Browser
    private static let setUp = "/staff/support/set-up"

    init() throws {
        it = try Helpdesk()
        administrator = try it.kernel.signIn(it.kernel.addStaff())
        try administrator.open(Self.setUp)
    }

    private func category(_ name: String, _ fields: [String: String] = [:]) throws -> String {
        let reply = try administrator.post(
            Self.setUp + "/category", ["name": name].merging(fields) { $1 })
        #expect(reply.status == 303, "\(reply.text)")
        let ref: Ref<Helpdesk>? = try it.kernel.value("SELECT ref FROM support_category WHERE name = \(name)")
        return try #require(ref).description
    }

    private func field(
        _ label: String, _ audience: String, kind: String = "line", _ more: [String: String] = [:]
    )
        throws -> String
    {
        let reply = try administrator.post(
            Self.setUp + "/field",
            ["label": label, "kind": kind, "audience": audience].merging(more) { $1 })
        #expect(reply.status == 303, "\(reply.text)")
        let ref: Ref<Helpdesk>? = try it.kernel.value("SELECT ref FROM support_field WHERE label = \(label)")
        return "field-" + (try #require(ref).description)
    }

    // MARK: Who must not

    @Test("a technician and a customer set nothing up")
    func strangers() throws {
        for browser in [it.desk, try it.kernel.signIn(it.maria)] {
            for path in [Self.setUp, Self.setUp + "/category", Self.setUp + "/field"] {
                #expect([303, 403].contains(try browser.get(path).status))
            }
            _ = try browser.post(Self.setUp + "/category", ["name": "Mine"])
            _ = try browser.post(
                Self.setUp + "/field", ["label": "Mine", "kind": "line", "audience": "fills"])
        }
        #expect(try it.kernel.value("SELECT COUNT(*) FROM support_category") == 0)
        #expect(try it.kernel.value("SELECT COUNT(*) FROM support_field") == 0)
    }

    @Test("a field of the staff's is in no form, page or stored answer of a customer's")
    func internalField() throws {
        let secret = try field("Escalated to", "staff")
        let read = try field("Order number", "reads")
        let maria = try it.kernel.signIn(it.maria)
        let form = try maria.get(Helpdesk.list + "/new")
        #expect(!form.body.contains("Escalated to") && !form.body.contains("Order number"))
        try maria.open(Helpdesk.list + "/new")
        let reply = try maria.upload(
            Helpdesk.list + "/new",
            ["subject": "Dented", "description": "Cartons", secret: "the chief", read: "4711"], [])
        #expect(reply.status == 303)
        #expect(try it.kernel.value("SELECT COUNT(*) FROM support_value") == 0)
        let path = try #require(reply.location)
        let staffPath = "/staff" + path
        #expect(
            try it.desk.post(
                staffPath + "/properties",
                ["status": "open", "priority": "normal", "version": "1", secret: "the chief", read: "4711"]
            ).status == 303)
        let page = try maria.get(path)
        #expect(page.text.contains("4711") && !page.body.contains("the chief"))
        #expect(!page.body.contains("Escalated to"))
        #expect(try it.desk.get(staffPath).text.contains("Jonas Kettering set Escalated to to the chief"))
        #expect(!page.text.contains("Jonas Kettering set"))
    }

    // MARK: Who may

    @Test("customers choose a category and fill in what is required; it comes back as typed when it is not")
    func opening() throws {
        _ = try it.open("Another", by: it.maria)
        let returns = try category("Returns")
        let gone = try category("Old things")
        #expect(
            try administrator.post(
                Self.setUp + "/category", ["ref": gone, "name": "Old things", "version": "1"]
            ).status == 303)
        let order = try field("Order number", "fills", ["required": "1"])
        let day = try field("Delivered on", "fills", kind: "date")
        let size = try field("Size", "fills", kind: "choice", ["choices": "Small\nLarge\n\nLarge"])
        let maria = try it.kernel.signIn(it.maria)
        let form = try maria.get(Helpdesk.list + "/new")
        #expect(form.body.contains("Returns") && !form.body.contains("Old things"))
        let typed = ["subject": "Dented", "description": "Cartons", "category": returns]
        try maria.open(Helpdesk.list + "/new")
        for (wrong, words) in [
            ([:], "Fill this in."), ([order: "4711", day: "soon"], "Enter a date"),
            ([order: "4711", size: "Medium"], "Choose one of these."),
            ([order: "4711", "category": gone], "Choose one of these."),
            ([order: "47\t11"], "Write this on one line."),
        ] as [([String: String], String)] {
            let reply = try maria.upload(
                Helpdesk.list + "/new", typed.merging(wrong) { $1 }, [])
            #expect(reply.status == 422 && reply.text.contains(words), "\(wrong)")
            #expect(reply.body.contains("Cartons"))
        }
        #expect(try it.kernel.value("SELECT COUNT(*) FROM support_ticket") == 1)
        let reply = try maria.upload(
            Helpdesk.list + "/new",
            typed.merging([order: "4711", day: "2026-03-06", size: "Large"]) { $1 }, [])
        let path = try #require(reply.location)
        let page = try maria.get(path).text
        for said in ["Returns", "Order number", "4711", "6 March", "Large"] { #expect(page.contains(said)) }
        let queue = try it.desk.get(Helpdesk.staffList + "?filter%5Bcategory%5D=" + returns)
        #expect(queue.text.contains("Dented") && !queue.text.contains("Another"))
    }

    @Test("a category or an answer that nobody can choose any more stays on tickets that have it")
    func kept() throws {
        let returns = try category("Returns")
        let size = try field("Size", "reads", kind: "choice", ["choices": "Small\nLarge"])
        let ticket = Helpdesk.staffList + "/" + (try it.open("Dented", by: it.maria))
        let form = ["status": "open", "priority": "normal"]
        #expect(
            try it.desk.post(
                ticket + "/properties",
                form.merging(["version": "1", "category": returns, size: "Large"]) { $1 }
            ).status == 303)
        _ = try administrator.post(
            Self.setUp + "/category", ["ref": returns, "name": "Sent back", "version": "1"])
        _ = try administrator.post(
            Self.setUp + "/field",
            [
                "ref": String(size.dropFirst(6)), "label": "Size", "kind": "choice", "audience": "reads",
                "choices": "Tiny\nHuge", "version": "1", "used": "1",
            ])
        let page = try it.desk.get(ticket)
        #expect(page.body.contains("Sent back") && page.body.contains("Large"))
        let reply = try it.desk.post(
            ticket + "/properties",
            ["status": "open", "priority": "high", "version": "2", "category": returns, size: "Large"])
        #expect(reply.status == 303, "\(reply.text)")
        let stays: String? = try it.kernel.value(
            """
            SELECT CONCAT(g.name, ' ', v.value, ' ', t.priority) FROM support_ticket t
            JOIN support_category g ON g.id = t.category_id JOIN support_value v ON v.ticket_id = t.id
            """)
        #expect(stays == "Sent back Large high")
        #expect(try it.desk.get(ticket).text.contains("Jonas Kettering changed Priority from Normal to High"))
    }

    @Test(
        "what does not work as a field or a category is said, and two administrators do not overwrite each other"
    )
    func problems() throws {
        _ = try category("Returns")
        let wrong: [(String, [String: String], String)] = [
            ("/category", ["name": ""], "Give it a name."),
            ("/category", ["name": "returns"], "There is one"),
            ("/field", ["label": "", "kind": "line", "audience": "reads"], "Say what is asked for."),
            (
                "/field", ["label": "Size", "kind": "choice", "audience": "reads", "choices": "One"],
                "at least two"
            ),
            ("/field", ["label": "Size", "kind": "shoe", "audience": "reads"], "Choose one of these."),
            (
                "/field", ["label": "Size", "kind": "choice", "audience": "reads", "choices": "a\tb\nc"],
                "without tabs"
            ),
        ]
        for (path, form, words) in wrong {
            let reply = try administrator.post(Self.setUp + path, form)
            #expect(reply.status == 422 && reply.text.contains(words), "\(form)")
        }
        let ref: Ref<Helpdesk>? = try it.kernel.value("SELECT ref FROM support_category")
        let edit = ["ref": try #require(ref).description, "used": "1", "version": "1"]
        #expect(
            try administrator.post(Self.setUp + "/category", edit.merging(["name": "A"]) { $1 }).status == 303
        )
        #expect(
            try administrator.post(Self.setUp + "/category", edit.merging(["name": "B"]) { $1 }).status == 409
        )
    }

    @Test(
        "a ready answer is put into the composer with the ticket's own words, and is sent only when somebody sends it"
    )
    func readyAnswers() throws {
        let body = "Hello {name},\n\nabout {number} {subject}: {unknown} {. {staff}"
        #expect(
            try administrator.post(Self.setUp + "/answer", ["title": "Greeting", "body": body]).status == 303)
        #expect(
            try administrator.post(Self.setUp + "/answer", ["title": "greeting", "body": "x"]).status == 422)
        #expect(try administrator.post(Self.setUp + "/answer", ["title": "Empty", "body": ""]).status == 422)
        _ = try it.desk.post(Self.setUp + "/answer", ["title": "Mine", "body": "x"])
        #expect(try it.kernel.value("SELECT COUNT(*) FROM support_answer") == 1)
        let ref: Ref<Helpdesk>? = try it.kernel.value("SELECT ref FROM support_answer")
        let name = try #require(ref).description
        let ticket = Helpdesk.staffList + "/" + (try it.open("{staff} & {name}", by: it.maria))
        #expect(try it.desk.get(ticket).text.contains("Greeting"))
        let filled = try it.desk.get(ticket + "?answer=" + name)
        #expect(
            filled.form(ticket)?.fields["note"]
                == "Hello Maria Anders,\n\nabout #1001 {staff} & {name}: {unknown} {. Jonas Kettering")
        #expect(try it.desk.get(ticket + "?answer=nonsense").form(ticket)?.fields["note"] == "")
        #expect(try it.kernel.value("SELECT COUNT(*) FROM support_note") == 0)
        #expect(
            try administrator.post(
                Self.setUp + "/answer", ["ref": name, "title": "Greeting", "body": "x", "version": "1"]
            ).status == 303)
        #expect(!(try it.desk.get(ticket)).text.contains("Greeting"))
    }
}
