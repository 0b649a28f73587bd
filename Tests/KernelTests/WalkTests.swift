import PortalKit
import PortalTesting
import Testing

@testable import Kernel

@Suite("What the walk goes by")
struct WalkTests {
    private static let view = Permission("notes.view", title: "See notes")
    private static let wide = Permission("notes.all", title: "See all", offers: [.organisation])

    @Test("D11 a reach sees what the declaration says, and nobody sees what is hidden, removed or another's")
    func law() {
        func seen(_ viewer: WalkViewer, _ owner: ExampleRecord.Owner, _ permission: Permission) -> Set<
            WalkObject
        > {
            let reach = WalkLaw.reach(viewer, permission)
            return Set(WalkObject.allCases.filter { WalkLaw.sees(viewer, $0, owner, reach) }).subtracting([
                .none
            ])
        }
        #expect(seen(.own, .contact, Self.view) == [.own])
        #expect(seen(.own, .customer, Self.view) == [])
        #expect(seen(.own, .customer, Self.wide) == [.own, .colleague, .everybody])
        #expect(seen(.organisation, .contact, Self.view) == [.own, .colleague, .everybody])
        #expect(seen(.colleague, .contact, Self.view) == [.colleague])
        #expect(seen(.customer, .contact, Self.view) == [.own, .colleague, .everybody])
        #expect(seen(.stranger, .contact, Self.view) == [.foreign, .everybody])
        for viewer in [WalkViewer.guest, .ended, .blocked, .rightless, .revoked, .staffToken] {
            #expect(seen(viewer, .contact, Self.view) == [], "\(viewer)")
        }
    }

    @Test("who may do something does it to what he sees: the narrower of two reaches holds")
    func narrower() throws {
        let target = try #require(
            Router([notesPortal]).targets.first { $0.name == "POST /notes/notes/new" })
        func example(_ permission: Permission?) -> ExampleRecord {
            ExampleRecord(
                ObjectKind("note"), of: .contact, shared: .always, removed: .never, seenBy: permission
            ) { _, tx in tx.newRef() as Ref<Note> }
        }
        let seen = WalkLaw.outcome(.own, target, .colleague, example(.viewNotes))
        #expect(seen == .notFound)
        #expect(WalkLaw.outcome(.own, target, .own, example(.viewNotes)) == .answered)
        #expect(WalkLaw.outcome(.own, target, .colleague, example(nil)) == .answered)
        #expect(WalkLaw.outcome(.rightless, target, .own, example(.viewNotes)) == .forbidden)
        #expect(WalkLaw.outcome(.administrator, target, .own, example(nil)) == .signIn)
    }

    @Test("reads headings, forms, what they send along, and fields without a label")
    func markup() {
        let page = """
            <h1>One</h1><a href="/a?b=1">x</a><form method="get" action="/q"><input name="q" aria-label="Search"></form>
            <form class="form" method="post" action="/new"><input type="hidden" name="csrf" value="t">
            <input type="hidden" name="version" value="3"><label for="f-title">Title</label><input id="f-title" name="title" aria-invalid="true">
            <label><input type="checkbox" name="on" value="1"> On</label><select name="group"><option value="G1">G</option>
            </select><button type="submit">Save</button></form>
            """
        let markup = WalkMarkup(Array(page.utf8))
        #expect(markup.headings == 1 && markup.links == ["/a?b=1"])
        #expect(markup.forms.map(\.action) == ["/new"])
        #expect(markup.forms.first?.hidden == ["version": "3"])
        #expect(markup.forms.first?.names == ["csrf", "version", "title", "on", "group"])
        #expect(markup.forms.first?.values.contains { $0 == ("group", "G1") } == true)
        #expect(markup.unlabelled == ["group"] && markup.wrong == ["title"])
    }

    @Test("tells a statement that no index serves from one that has an index")
    func scans() throws {
        let kernel = try TestKernel(portals: [notesPortal])
        let desk = kernel.desk()
        let tables = try WalkTables(desk.connection)
        #expect(
            try tables.scans("SELECT n.id FROM notes_note n WHERE n.text = 'x'", desk.connection) == ["n"])
        #expect(
            try tables.scans("SELECT n.id FROM notes_note n WHERE n.customer_id = \(1)", desk.connection)
                == [])
        #expect(tables.columns(below: "notes") == ["id", "customer_id", "contact_id", "ref", "text"])
    }

    @Test("one effect of a form is told from another, but for what is random in each")
    func effects() {
        func effect(_ rows: [[String?]]) -> WalkEffect {
            WalkEffect(from: ["t": [["1", "old", nil]]], to: ["t": [["1", "old", nil]] + rows])
        }
        let one = effect([["2", "new", "a7"]])
        #expect(
            one.differences(again: effect([["3", "new", "b8"]]), other: effect([["4", "new", "c9"]])) == [])
        #expect(
            one.differences(again: effect([["3", "new", "b8"]]), other: effect([["4", "set", "c9"]])) == ["t"]
        )
        #expect(one.differences(again: effect([["3", "new", "b8"]]), other: effect([])) == ["t"])
    }

    @Test("portico check names what the examples leave out, with its mend")
    func untried() {
        let faults = Check.untried(in: notesPortal).map(\.description)
        #expect(faults.count == 2)
        #expect(faults.contains { $0.contains("ExampleRecord of {note}") })
        #expect(faults.contains { $0.contains("for POST /notes/notes/new: .customer(\"/notes/new\"") })
        #expect([identityPortal, administrationPortal].flatMap(Check.untried).isEmpty)
    }
}
