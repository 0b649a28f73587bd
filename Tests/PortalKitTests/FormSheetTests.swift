import Testing

@testable import PortalKit

@Suite("A form that is described once")
struct FormSheetTests {
    struct Draft {
        let title: String
        let text: String
        let customer: Int?
        let isOpen: Bool

        init(_ sheet: inout FormSheet, _ stored: Draft?) {
            title = sheet.line("title", "Title", stored?.title, most: 5, missing: "Enter a title.")
            text = sheet.text("text", "Text", stored?.text, mostBytes: 5)
            customer = sheet.customer(stored?.customer)
            isOpen = sheet.checkbox("open", "Open", stored?.isOpen ?? true)
        }

        init(title: String, text: String, customer: Int?, isOpen: Bool) {
            (self.title, self.text, self.customer, self.isOpen) = (title, text, customer, isOpen)
        }
    }

    private func read(_ query: String) throws -> Draft {
        var sheet = FormSheet(reading: try Form(urlencoded: Array(query.utf8)))
        let draft = Draft(&sheet, nil)
        try sheet.finish()
        return draft
    }

    @Test("drawn, it shows what is stored, and gives it back")
    func drawn() {
        var sheet = FormSheet(drawnWith: FormTests.ui(), at: "/x")
        let stored = Draft(title: "Old", text: "Said", customer: 12, isOpen: false)
        let draft = Draft(&sheet, stored)
        let page = Page(sheet.fields)
        #expect(draft.title == "Old" && draft.customer == 12 && !draft.isOpen)
        #expect(page.unlabelled == [])
        #expect(page.all("input").map { $0.attributes["value"] ?? "" } == ["Old", "12", "1"])
        #expect(page.all("input").allSatisfy { $0.attributes["checked"] == nil })
    }

    @Test("files of one field come all and in their order, those of another field not with them")
    func files() {
        func file(_ field: String, _ name: String) -> UploadedFile {
            UploadedFile(field: field, name: name, declaredType: "", size: 1, spoolPath: "")
        }
        var form = Form()
        form.files = [file("file", "one"), file("files", "two"), file("other", "x"), file("files", "three")]
        var sheet = FormSheet(reading: form)
        #expect(sheet.files().map(\.name) == ["two", "three"])
        #expect(sheet.file(nil)?.name == "one")
        form.files = [file("files", "two")]
        var other = FormSheet(reading: form)
        #expect(other.file(nil) == nil)
    }

    @Test("drawn, a field of files takes several and stands below those that are stored")
    func drawnFiles() {
        let stored = Attachment(
            ref: Ref(bytes: Array(repeating: 1, count: 10)), name: "a.pdf", type: "application/pdf", size: 12)
        var sheet = FormSheet(drawnWith: FormTests.ui(), at: "/x/y")
        #expect(sheet.files([stored]) == [])
        let page = Page(sheet.fields)
        #expect(page.all("input").map { $0.attributes["multiple"] != nil } == [true])
        #expect(page.all("a").map { $0.attributes["href"] } == ["/x/y/files/\(stored.ref)"])
        #expect(page.unlabelled == [])
    }

    private enum State: String, CaseIterable { case open, shut }

    private func dated(
        _ sheet: inout FormSheet, _ day: PlainDate?
    ) -> (customer: Int?, due: PlainDate?, state: State) {
        (
            sheet.customer(12, missing: "Enter the customer's number."),
            sheet.date("due", "Due", day, missing: "Enter a date."),
            sheet.choice("state", "State", State.shut) { $0 == .open ? "Open" : "Shut" }
        )
    }

    @Test("a date and a choice are drawn with what is stored")
    func drawnDate() {
        var sheet = FormSheet(drawnWith: FormTests.ui(), at: "/x")
        _ = dated(&sheet, PlainDate("2026-03-06"))
        let page = Page(sheet.fields)
        #expect(page.unlabelled == [])
        #expect(page.all("input").map { $0.attributes["value"] } == ["12", "2026-03-06"])
        #expect(page.all("input").allSatisfy { $0.attributes["required"] != nil })
        let options = page.all("option").filter { $0.attributes["selected"] != nil }
        #expect(options.map { $0.attributes["value"] } == ["shut"])
    }

    @Test("a missing customer, what is no day and what is none of the choices are told")
    func sentDate() throws {
        func problems(_ query: String) throws -> [String] {
            var sheet = FormSheet(reading: try Form(urlencoded: Array(query.utf8)))
            let read = dated(&sheet, nil)
            do {
                try sheet.finish()
                return ["\(read.customer ?? 0) \(read.due?.description ?? "") \(read.state)"]
            } catch {
                guard case .invalid(let problems) = error else { throw error }
                return problems.map(\.field)
            }
        }
        #expect(try problems("customer=7&due=2026-03-06&state=open") == ["7 2026-03-06 open"])
        #expect(try problems("customer=&due=&state=") == ["customer", "due", "state"])
        #expect(try problems("customer=7&due=2026-02-30&state=ajar") == ["due", "state"])
    }

    @Test("sent, the same fields are read, and everything that is wrong is told at once")
    func sent() throws {
        let draft = try read("title=+New+&text=Said&customer=7&open=1")
        #expect(draft.title == "New" && draft.text == "Said" && draft.customer == 7 && draft.isOpen)
        #expect(try read("title=New").isOpen == false)
        #expect {
            try read("title=+&text=longer&customer=x")
        } throws: { error in
            guard case PortalError.invalid(let problems) = error else { return false }
            return problems.map(\.field) == ["title", "text", "customer"]
        }
    }
}
