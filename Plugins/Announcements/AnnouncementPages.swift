import PortalKit

enum AnnouncementPages {
    static func list(_ listing: Listing<Announcement.Line>, search: String, _ ui: Interface) -> HTML {
        let rows: [[TableCell]] = listing.rows.map { line in
            [
                .title(line.title, to: Announcement.listPath + "/" + line.ref.description, second: line.opening),
                line.audience == nil ? .pill("For everybody", .rest) : .pill("For you", .running),
                .text(line.author), .moment(line.sortedAt),
            ]
        }
        let table = ui.table(
            caption: "Announcements", columns: [.title("Title"), .status("For"), .text("From"), .when("Published")],
            rows: rows)
        return """
            \(ui.pageHead(title: "Announcements", sub: "News for you, newest first."))\
            \(bar(Announcement.listPath, search, ui))\(listing.rows.isEmpty ? empty(search, Announcement.listPath, ui) : table)\
            \(when: !listing.rows.isEmpty, pager(listing, ui))
            """
    }

    static func detail(_ announcement: Announcement, _ ui: Interface) -> HTML {
        """
        \(ui.breadcrumb([NamedLink("Announcements", to: Announcement.listPath)], current: announcement.title))\
        \(ui.pageHead(named: announcement.title, sub: when(announcement, ui)))\
        \(ui.panel("\(ui.prose(announcement.body))\(file(announcement, announcement.path, ui))"))
        """
    }

    static func staffList(_ listing: Listing<Announcement.Line>, search: String, _ ui: Interface) -> HTML {
        let rows: [[TableCell]] = listing.rows.map { line in
            [
                .title(line.title, to: Announcement.staffListPath + "/" + line.ref.description),
                line.publishedAt == nil ? .pill("Draft", .rest) : .pill("Published", .good),
                .text(line.audience ?? ui.say("Everybody")), .text(line.author), .moment(line.sortedAt),
            ]
        }
        let columns: [TableColumn] = [
            .title("Title"), .status("State"), .text("For"), .text("Written by"), .when("Written"),
        ]
        let new = ui.linkButton("New announcement", to: Announcement.staffListPath + "/new", .filled, icon: .plus)
        return """
            \(ui.pageHead(title: "Announcements", actions: [new]))\(bar(Announcement.staffListPath, search, ui))\
            \(listing.rows.isEmpty ? empty(search, Announcement.staffListPath, ui) : ui.table(caption: "Announcements", columns: columns, rows: rows))\
            \(when: !listing.rows.isEmpty, pager(listing, ui))
            """
    }

    static func staffDetail(_ announcement: Announcement, _ ui: Interface) -> HTML {
        let state: Words = announcement.isPublished ? "Published" : "Not published"
        let effect: Words = announcement.audience.map { "\("name", $0.name) sees it while it is on." } ?? "All customers see it while it is on."
        let toggle = ui.switchButton(
            to: announcement.staffPath + "/publication", "Publication", state: state, isOn: announcement.isPublished)
        let pill = announcement.isPublished ? ui.pill("Published", .good) : ui.pill("Draft", .rest)
        return """
            \(ui.breadcrumb([NamedLink("Announcements", to: Announcement.staffListPath)], current: announcement.title))\
            \(ui.pageHead(named: announcement.title, sub: when(announcement, ui), pill: pill, actions: [ui.linkButton("Edit", to: announcement.staffPath + "/edit")]))\
            <div class="stack">\(ui.panel("\(ui.prose(announcement.body))\(file(announcement, announcement.staffPath, ui))"))\
            \(ui.panel(title: "In the portal", isPadded: false, ui.settingRow("Publication", effect: "\(ui.say(effect))", control: toggle)))</div>
            """
    }

    static func form(_ announcement: Announcement?, _ ui: Interface) -> HTML {
        let fields: [HTML] = [
            ui.field("title", "Title", value: announcement?.title ?? "", width: .long, limit: 160),
            ui.field("body", "Text", hint: "An empty line starts a new paragraph.", value: announcement?.body ?? "", rows: 10),
            ui.field(
                "customer", "Customer's number", kind: .number, hint: "Empty is for everybody.",
                value: announcement?.audience.map { String($0.number) } ?? "", optional: true, width: .short, limit: 12),
            ui.file("file", announcement?.file == nil ? "File" : "Another file", hint: "One file of up to 25 MB."),
            ui.hidden("version", String(announcement?.version ?? 0)),
        ]
        let title: Words = announcement == nil ? "New announcement" : "Edit announcement"
        let form = ui.form(
            action: announcement.map { $0.staffPath + "/edit" } ?? Announcement.staffListPath + "/new",
            submit: announcement == nil ? "Save draft" : "Save announcement",
            cancel: NamedLink("Cancel", to: announcement?.staffPath ?? Announcement.staffListPath), takesFiles: true,
            "\(fields)")
        return """
            \(ui.breadcrumb([NamedLink("Announcements", to: Announcement.staffListPath)], current: ui.say(title)))\
            \(ui.pageHead(title: title))\(ui.panel(form))
            """
    }

    private static func when(_ announcement: Announcement, _ ui: Interface) -> Words {
        guard let published = announcement.publishedAt else { return "Written by \("who", announcement.author)" }
        return "Published by \("who", announcement.author), \("when", ui.reader.exactly(published))"
    }

    private static func file(_ announcement: Announcement, _ path: String, _ ui: Interface) -> HTML {
        guard let file = announcement.file else { return HTML() }
        return ui.fileRow(name: file.name, detail: ui.reader.size(file.size), path: path + "/file")
    }

    private static func bar(_ path: String, _ search: String, _ ui: Interface) -> HTML {
        ui.filterBar(action: path, search: "Search announcements", query: search)
    }

    private static func pager(_ listing: Listing<Announcement.Line>, _ ui: Interface) -> HTML {
        ui.pager(showing: listing.showing(ui.reader), previous: listing.previous, next: listing.next)
    }

    private static func empty(_ search: String, _ path: String, _ ui: Interface) -> HTML {
        search.isEmpty
            ? ui.empty(
                .nothingYet(.megaphone), title: "No announcements yet.",
                explanation: "Announcements are news: holiday hours, price lists, maintenance.")
            : ui.empty(
                .noMatch, title: "No announcement mentions “\("text", search)”.",
                ways: [ui.linkButton("Show all announcements", to: path)])
    }
}
