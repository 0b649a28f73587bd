import Testing

@testable import PortalKit

@Suite("What every page can be held to")
struct FormTests {
    static func ui(typed: Form? = nil, problems: [FieldProblem] = []) -> Interface {
        InterfaceTests.ui(typed: typed, problems: problems)
    }

    static func fields(_ ui: Interface) -> HTML {
        let choices = [Choice("a", "A"), Choice("b", "B", hint: "Second")]
        return """
            \(ui.field("title", "Title", hint: "Short", value: "stored"))\(ui.field("body", "Text", value: "stored", rows: 5))\
            \(ui.field("password", "Password", kind: .password, value: "stored"))\
            \(ui.select("state", "State", choices, value: "b"))\(ui.file("file", "File"))\
            \(ui.checkbox("agree", "Agree"))\(ui.checkboxes("days", "Days", choices, chosen: ["a"]))\
            \(ui.radios("size", "Size", choices, value: "a"))\(ui.hidden("version", "3"))
            """
    }

    static func page(_ ui: Interface) -> Page {
        Page("\(ui.pageHead(title: "New"))\(ui.form(action: "/new", submit: "Save", fields(ui)))")
    }

    @Test("a page has one h1, and every field a label")
    func labels() {
        let page = Self.page(Self.ui())
        #expect(page.all("h1").count == 1)
        #expect(page.unlabelled == [])
        #expect(page.danglingReferences == [])
        #expect(page.faults == [])
    }

    @Test("the fields of a list's head have names too")
    func filters() {
        let ui = Self.ui()
        let choices = [Choice("", "Any state"), Choice("a", "A")]
        let bar = ui.filterBar(
            action: "/list", search: "Search tickets",
            selects: [SelectFilter("state", label: "State", options: choices, value: "")])
        #expect(Page(bar).unlabelled == [])
        #expect(Page(InterfaceTests.lists[0].html).unlabelled == [])
        #expect(Page(ui.segmented("reach", "Reach", choices, value: "a")).unlabelled == [])
    }

    @Test("the frames have no h1 of their own, one main part and the way to it")
    func frames() {
        for (name, html) in InterfaceTests.pages where name.hasSuffix("Frame") {
            let page = Page(html)
            #expect(page.all("h1").isEmpty, "\(name)")
            #expect(page.all("main").count == 1, "\(name)")
            #expect(page.tags.contains { $0.attributes["href"] == "#main" }, "\(name)")
            #expect(page.unlabelled == [], "\(name)")
        }
        #expect(Page(InterfaceTests.ui().errorPage(InterfaceTests.error)).all("h1").count == 1)
    }

    @Test("the page before something is taken away says where it lies and has two ways back")
    func confirming() {
        let html = Self.ui().confirmPage(
            title: "Sure?", consequences: [], action: "/x/y/delete", submit: "Delete",
            under: [NamedLink("Things", to: "/x"), NamedLink(named: "One", to: "/x/y")])
        let page = Page(html)
        #expect(page.all("h1").count == 1)
        #expect(page.all("a").map { $0.attributes["href"] } == ["/x", "/x/y", "/x/y"])
        #expect(html.text.contains("<li aria-current=\"page\">Delete</li>"))
    }

    @Test("a mistake is said at its field and above the form, and both lead to each other")
    func problems() throws {
        let problems = ["title", "body", "password", "state", "file", "agree", "days", "size"].map {
            FieldProblem($0, "Mend \("field", $0).")
        }
        let page = Self.page(Self.ui(typed: [:], problems: problems))
        for problem in problems {
            let described = page.tags.filter {
                $0.attributes["aria-describedby"]?.contains("f-\(problem.field)-error") == true
            }
            #expect(!described.isEmpty, "\(problem.field)")
            #expect(described.allSatisfy { $0.attributes["aria-invalid"] == "true" })
            #expect(page.all("a").contains { $0.attributes["href"] == "#f-\(problem.field)" })
        }
        #expect(page.danglingReferences == [])
        #expect(page.text.contains("8 things to correct"))
        #expect(page.tags.contains { $0.attributes["role"] == "alert" && $0.attributes["autofocus"] != nil })
    }

    @Test("without a mistake nothing is said")
    func noProblem() {
        let page = Self.page(Self.ui())
        #expect(
            !page.tags.contains { $0.attributes["role"] == "alert" || $0.attributes["aria-invalid"] != nil })
    }

    @Test("what was typed comes back in place of what is stored, but for a password")
    func typed() {
        let html = Self.fields(
            Self.ui(typed: ["title": "typed <1>", "body": "\nline", "password": "secret", "state": "a"]))
        #expect(html.text.contains(#"value="typed &lt;1&gt;""#))
        #expect(html.text.contains(">\n\nline</textarea>"))
        #expect(!html.text.contains("secret"))
        #expect(!html.text.contains("stored"))
        let page = Page(html)
        #expect(
            page.all("option").filter { $0.attributes["selected"] != nil }.map { $0.attributes["value"] } == [
                "a"
            ])
        #expect(!page.all("input").contains { $0.attributes["checked"] != nil })
    }

    @Test("what is stored stands there first")
    func stored() {
        let page = Page(Self.fields(Self.ui()))
        #expect(page.all("input").first { $0.attributes["name"] == "title" }?.attributes["value"] == "stored")
        #expect(page.all("input").first { $0.attributes["name"] == "password" }?.attributes["value"] == nil)
        #expect(page.all("input").filter { $0.attributes["checked"] != nil }.count == 2)
    }

    @Test(
        "SC06 every form that changes something carries its two keys, and a form that searches carries none")
    func keys() {
        let ui = Interface(
            reader: InterfaceTests.ui().reader, csrf: "TOKEN", newOnce: { "ONCE" })
        let changing: [HTML] = [
            ui.form(action: "/a", submit: "Save", ""), ui.postButton("Undo", to: "/a"),
            ui.switchButton(to: "/a", "Shared", state: "On", isOn: true),
            ui.confirmPage(
                title: "Sure?", consequences: [], action: "/a", submit: "Yes",
                under: [NamedLink("Things", to: "/")]),
        ]
        for html in changing {
            #expect(html.text.contains(#"name="csrf" value="TOKEN""#))
            #expect(html.text.contains(#"name="once" value="ONCE""#))
            #expect(Page(html).all("form").allSatisfy { $0.attributes["method"] == "post" })
        }
        let search = ui.filterBar(action: "/a", search: "Search").text
        #expect(!search.contains("TOKEN") && !search.contains("ONCE"))
    }

    @Test(
        "the parts of prose are its paragraphs, however its lines end",
        arguments: ["a\n\nb", "a\r\n\r\nb", "\n\na\n \t\nb\n\n\n"])
    func prose(text: String) {
        #expect(Page(Self.ui().prose(text)).all("p").count == 2)
    }

    @Test("the reader of pages finds what these tests look for")
    func planted() {
        #expect(Page("<p><b></p>").faults.count == 3)
        #expect(Page("<p><br><input></p>").faults.isEmpty)
        #expect(Page("<label for=\"f-a\">A</label><input id=\"f-b\" name=\"b\">").unlabelled == ["b"])
        #expect(
            Page("<label>A <input name=\"b\"></label><input type=\"hidden\" name=\"c\">").unlabelled == [])
        #expect(
            Page("<input aria-describedby=\"x\"><a href=\"#f-a\">A</a>").danglingReferences == ["x", "f-a"])
        let raw = Page(HTML(trusted: Array("<p title=\"\(InterfaceTests.hostile)\">".utf8)))
        #expect(!raw.all("script").isEmpty || !raw.all("xmp").isEmpty || raw.text.contains("\""))
    }
}
