import PortalKit

/// The page of a project that was taken along: read without the portal.
enum ExportPages {
    static func texts(_ export: ProjectExport, _ ui: Interface) -> ArchivedTexts {
        ArchivedTexts(export.tables(), title: export.project.name) { addresses in
            page(export, addresses, ui)
        }
    }

    static func page(
        _ export: ProjectExport, _ addresses: [Ref<Attachment>: String], _ ui: Interface
    ) -> HTML {
        let project = export.project
        let about: Words = "P-\("number", "\(project.number)") for \("customer", project.customerName)"
        var facts: [(Words, String)] = [("Status", ui.say(project.status.words))]
        if let lead = project.leadName { facts.append(("Led by", lead)) }
        if let day = project.startsOn { facts.append(("Begins on", ui.reader.date(day))) }
        if let day = project.endsOn { facts.append(("Ends on", ui.reader.date(day))) }
        if !export.members.isEmpty {
            facts.append(("Members", export.members.map(\.name).joined(separator: ", ")))
        }
        let spent = export.hours.reduce(0) { $0 + $1.minutes }
        if spent > 0 { facts.append(("Spent", ui.say(HoursPages.said(spent)))) }
        if let budget = export.budget { facts.append(("Budget", ui.say(HoursPages.said(budget)))) }
        var html: HTML = """
            <h1>\(project.name)</h1><p>\(ui.say(about)). \(ui.say("As of \("now", ui.reader.exactly(ui.reader.now))."))</p>\
            \(list(facts, ui))\(ui.markdown(project.description))
            """
        let (comments, files) = (
            Dictionary(grouping: export.comments, by: \.item), Dictionary(grouping: export.files, by: \.item)
        )
        let waits = Dictionary(export.needs.map { ($0.item, [$0.title]) }, uniquingKeysWith: +)
        for kind in Item.Kind.allCases {
            let items = export.items.filter { $0.kind == kind }
            guard !items.isEmpty else { continue }
            html += "<h2>\(ui.say(kind.several)) (\(ui.reader.number(items.count)))</h2>"
            for item in items {
                html +=
                    "<article><h3>\(item.title)</h3>\(list(self.facts(item, waits[item.ref] ?? [], ui), ui))"
                html += ui.markdown(item.text, below: 3)
                html += self.files(files[item.ref]?.map(\.file) ?? [], addresses)
                for comment in comments[item.ref] ?? [] { html += said(comment, ui) }
                html += "</article>"
            }
        }
        return html
    }

    private static func facts(_ item: Item, _ waits: [String], _ ui: Interface) -> [(Words, String)] {
        var facts: [(Words, String)] = []
        if let list = item.list { facts.append(("List", list.name)) }
        if let name = item.contactName ?? item.assigneeName { facts.append(("Whose", name)) }
        if let day = item.startsOn { facts.append(("Begins on", ui.reader.date(day))) }
        if let day = item.dueOn { facts.append(("Due", ui.reader.date(day))) }
        if !waits.isEmpty { facts.append(("Waits for", waits.joined(separator: ", "))) }
        if let at = item.doneAt { facts.append(("Done", ui.reader.exactly(at))) }
        if let name = item.doneBy { facts.append(("Done by", name)) }
        if let decision = item.approval?.decision {
            facts.append((decision.verdict.words, "\(decision.name), \(ui.reader.exactly(decision.at))"))
        }
        facts.append(("Portal", ui.say(item.isShared ? "Shared in the portal" : "Not shared")))
        return facts
    }

    private static func list(_ facts: [(Words, String)], _ ui: Interface) -> HTML {
        var html: HTML = "<dl>"
        for (label, value) in facts { html += "<dt>\(ui.say(label))</dt><dd>\(value)</dd>" }
        return html + "</dl>"
    }

    private static func files(_ files: [ItemFile], _ addresses: [Ref<Attachment>: String]) -> HTML {
        guard !files.isEmpty else { return HTML() }
        var html: HTML = "<ul>"
        for file in files {
            let name = file.attachment.name
            if let address = addresses[file.attachment.ref] {
                html += "<li><a href=\"\(address)\">\(name)</a></li>"
            } else {
                html += "<li>\(name)</li>"
            }
        }
        return html + "</ul>"
    }

    private static func said(_ comment: ProjectExport.Said, _ ui: Interface) -> HTML {
        let mark = comment.isShared ? "Shared in the portal" : "Not shared" as Words
        return """
            <blockquote><p><b>\(comment.author)</b>, \(ui.reader.exactly(comment.at)), \(ui.say(mark))</p>\
            \(ui.markdown(comment.text, below: 3))</blockquote>
            """
    }
}
