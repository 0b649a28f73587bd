import PortalKit

enum AnnouncementPages {
    static func list(_ listing: Listing<Announcement>, _ search: String, _ ui: Interface) -> HTML {
        let columns: [TableColumn] = [.title("Title"), .status("For"), .text("From"), .when("Published")]
        return ui.list(page(at: Announcement.list, columns), listing, query: search) {
            [
                .title($0.title, to: $0.path, second: $0.text),
                $0.customer == nil ? .pill("For everybody", .rest) : .pill("For you", .running),
                .text($0.author), .moment($0.at),
            ]
        }
    }

    static func staffList(_ listing: Listing<Announcement>, _ search: String, _ ui: Interface) -> HTML {
        let new = ui.linkButton("New announcement", to: "\(Announcement.staffList)/new", .filled, icon: .plus)
        let columns: [TableColumn] = [.title("Title"), .status("State"), .text("For"), .when("Written")]
        return ui.list(page(at: Announcement.staffList, columns, new), listing, query: search) {
            [
                .title($0.title, to: $0.staffPath),
                $0.publishedAt == nil ? .pill("Draft", .rest) : .pill("Published", .good),
                .text($0.customer ?? ui.say("Everybody")), .moment($0.createdAt),
            ]
        }
    }

    private static func page(at path: String, _ columns: [TableColumn], _ new: HTML = HTML()) -> ListPage {
        ListPage(
            "Announcements", action: new, at: path, search: "Search announcements", columns: columns,
            icon: .megaphone, nothingYet: "No announcements yet.",
            explanation: "News will stand here: holiday hours, prices, maintenance.")
    }

    static func detail(_ announcement: Announcement, _ ui: Interface) -> HTML {
        let when = announcement.publishedAt.map(ui.reader.exactly) ?? ""
        return """
            \(ui.breadcrumb([NamedLink("Announcements", to: Announcement.list)], current: announcement.title))\
            \(ui.pageHead(named: announcement.title, sub: "Published by \("who", announcement.author), \("when", when)"))\
            \(ui.panel("\(ui.prose(announcement.text))\(announcement.file.map { ui.file($0, at: announcement.path) })"))
            """
    }

    static func form(_ stored: Announcement?, _ ui: Interface) -> HTML {
        let title: Words = stored.map { Words(verbatim: $0.title) } ?? "New announcement"
        let fields: [HTML] = [
            ui.field("title", "Title", value: stored?.title ?? "", width: .long, limit: 160),
            ui.field(
                "text", "Text", hint: "An empty line starts a new paragraph.", value: stored?.text ?? "",
                rows: 10),
            ui.field(
                "customer", "Customer's number", kind: .number, hint: "Empty is for everybody.",
                value: stored?.customerNumber.map(String.init) ?? "", optional: true, width: .short, limit: 12
            ),
            stored.flatMap { it in it.file.map { ui.file($0, at: it.staffPath) } } ?? HTML(),
            ui.file("file", "File", hint: "One file of up to 25 MB. A new one replaces the old."),
            ui.checkbox(
                "published", "Show it in the portal", hint: "Those it is for see it as soon as you save.",
                isOn: stored?.publishedAt != nil),
            ui.hidden("version", String(stored?.version ?? 0)),
        ]
        let form = ui.form(
            action: stored?.staffPath ?? "\(Announcement.staffList)/new", submit: "Save announcement",
            cancel: NamedLink("Cancel", to: Announcement.staffList), takesFiles: true, "\(fields)")
        let crumbs = ui.breadcrumb(
            [NamedLink("Announcements", to: Announcement.staffList)], current: ui.say(title))
        return "\(crumbs)\(ui.pageHead(title: title))\(ui.panel(form))"
    }
}
