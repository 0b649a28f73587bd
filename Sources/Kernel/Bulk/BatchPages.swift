import PortalKit
import Web

/// The list of batches, and the upload of a list of contacts.
enum BatchPages {
    static func list(_ lines: [Batch.Line], _ ui: Interface) -> HTML {
        let head = ui.pageHead(
            title: "Bulk enabling", sub: "Tick customers or contacts in their lists, or upload a list.",
            actions: [
                ui.linkButton("Choose contacts", to: ContactListPage.path),
                ui.linkButton("Upload a list", to: Batch.start + "/upload", .filled),
            ])
        let crumbs = ui.breadcrumb([CustomerPages.start], current: ui.say("Bulk enabling"))
        guard !lines.isEmpty else {
            let none = ui.empty(
                .nothingYet(.people), title: "Nothing was enabled in bulk yet.",
                explanation: "Whatever is chosen is rehearsed first: nothing happens before you say so.",
                ways: [ui.linkButton("Choose contacts", to: ContactListPage.path, .filled)])
            return "\(crumbs)\(head)\(none)"
        }
        let rows: [[TableCell]] = lines.map { line in
            let state = BatchWords.state(line.state)
            let title = ui.reader.say(line.rows, one: "One contact", other: "{n} contacts")
            return [
                .title(title, to: Batch.start + "/" + line.ref.description),
                .pill(state.words, state.meaning), .text(line.by ?? "bulk-enable"),
                .number(ui.reader.number(line.done)), .moment(line.at),
            ]
        }
        let columns: [TableColumn] = [
            .title("Batch"), .status("State"), .text("By"), .number("Done"), .when("Chosen"),
        ]
        return "\(crumbs)\(head)\(ui.table(caption: "Bulk enabling", columns: columns, rows: rows))"
    }

    static func upload(_ ui: Interface) -> HTML {
        let fields: [HTML] = [
            ui.file(
                "list", "List",
                hint:
                    "A CSV file in UTF-8, up to \("n", BatchList.megabytes) MB, whose first line names the columns. The column email is enough; where two contacts share an address, the column customer says whose number. Without addresses, a column contact has the end of the address of each contact's page.",
                optional: false, accept: ".csv,text/csv")
        ]
        let form = ui.form(
            action: Batch.start + "/upload", submit: "Rehearse", cancel: NamedLink("Cancel", to: Batch.start),
            takesFiles: true, "\(fields)")
        return """
            \(ui.breadcrumb(RehearsalPage.crumbs, current: ui.say("Upload a list")))\
            \(ui.pageHead(title: "Upload a list", sub: "All lines are taken or none. What will happen is shown before anything does."))\
            \(ui.panel(form))
            """
    }
}
