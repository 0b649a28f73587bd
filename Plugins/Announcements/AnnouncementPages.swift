import PortalKit

enum AnnouncementPages {
    static func list(_ listing: Listing<Announcement.Line>, _ search: String, _ ui: Interface) -> HTML {
        let page = ListPage(
            "Announcements", sub: "News for you, newest first.", at: Announcement.list, search: "Search announcements",
            columns: [.title("Title"), .status("For"), .text("From"), .when("Published")], icon: .megaphone,
            nothingYet: "No announcements yet.", explanation: "News will stand here: holiday hours, prices, maintenance.")
        return ui.list(page, listing, query: search) { line in
            [
                .title(line.title, to: "\(Announcement.list)/\(line.ref)", second: line.opening),
                line.customer == nil ? .pill("For everybody", .rest) : .pill("For you", .running), .text(line.author),
                .moment(line.at),
            ]
        }
    }

    static func detail(_ announcement: Announcement, _ ui: Interface) -> HTML {
        let when = announcement.publishedAt.map(ui.reader.exactly) ?? ""
        return """
            \(ui.breadcrumb([NamedLink("Announcements", to: Announcement.list)], current: announcement.title))\
            \(ui.pageHead(named: announcement.title, sub: "Published by \("who", announcement.author), \("when", when)"))\
            \(ui.panel("\(ui.prose(announcement.body))\(file(announcement, Announcement.list, ui))"))
            """
    }

    static func staffList(_ listing: Listing<Announcement.Line>, _ search: String, _ ui: Interface) -> HTML {
        let page = ListPage(
            "Announcements",
            action: ui.linkButton("New announcement", to: "\(Announcement.staffList)/new", .filled, icon: .plus),
            at: Announcement.staffList, search: "Search announcements",
            columns: [.title("Title"), .status("State"), .text("For"), .text("Written by"), .when("Written")],
            icon: .megaphone, nothingYet: "No announcements yet.",
            explanation: "Tell all customers, or one of them, what is new. It is a draft until you publish it.")
        return ui.list(page, listing, query: search) { line in
            [
                .title(line.title, to: "\(Announcement.staffList)/\(line.ref)"),
                line.isPublished ? .pill("Published", .good) : .pill("Draft", .rest),
                .text(line.customer ?? ui.say("Everybody")), .text(line.author), .moment(line.at),
            ]
        }
    }

    static func form(_ announcement: Announcement?, _ ui: Interface) -> HTML {
        let path = "\(Announcement.staffList)/\(announcement.map { "\($0.ref)" } ?? "new")"
        let fields: [HTML] = [
            ui.field("title", "Title", value: announcement?.title ?? "", width: .long, limit: 160),
            ui.field("body", "Text", hint: "An empty line starts a new paragraph.", value: announcement?.body ?? "", rows: 10),
            ui.field(
                "customer", "Customer's number", kind: .number, hint: "Empty is for everybody.",
                value: announcement?.customerNumber.map(String.init) ?? "", optional: true, width: .short, limit: 12),
            announcement.map { file($0, Announcement.staffList, ui) } ?? HTML(),
            ui.file("file", announcement?.file == nil ? "File" : "Another file", hint: "One file of up to 25 MB."),
            ui.hidden("version", String(announcement?.version ?? 0)),
        ]
        let form = ui.form(
            action: path, submit: announcement == nil ? "Save draft" : "Save announcement",
            cancel: NamedLink("Cancel", to: Announcement.staffList), takesFiles: true, "\(fields)")
        return """
            \(ui.breadcrumb([NamedLink("Announcements", to: Announcement.staffList)], current: announcement?.title ?? ui.say("New announcement")))\
            \(announcement.map { ui.pageHead(named: $0.title) } ?? ui.pageHead(title: "New announcement"))\
            <div class="stack">\(announcement.map { publication($0, path, ui) })\(ui.panel(form))</div>
            """
    }

    private static func publication(_ announcement: Announcement, _ path: String, _ ui: Interface) -> HTML {
        let who = announcement.customer ?? ui.say("Everybody")
        let toggle = ui.switchButton(
            to: path + "/publication", "In the portal", state: announcement.isPublished ? "Published" : "Draft",
            isOn: announcement.isPublished)
        return ui.panel(
            isPadded: false,
            ui.settingRow("In the portal", effect: "\(ui.say("Who sees it while it is on: \("who", who)"))", control: toggle))
    }

    private static func file(_ announcement: Announcement, _ list: String, _ ui: Interface) -> HTML {
        guard let file = announcement.file else { return HTML() }
        return ui.fileRow(name: file.name, detail: ui.reader.size(file.size), path: "\(list)/\(announcement.ref)/file")
    }
}
