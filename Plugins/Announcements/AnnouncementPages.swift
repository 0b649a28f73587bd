import PortalKit

enum AnnouncementPages {
    static func list(_ listing: Listing<Announcement>, _ search: String, _ ui: Interface) -> HTML {
        let page = ListPage(
            "Announcements", sub: "News for you, newest first.", at: Announcement.list,
            search: "Search announcements",
            columns: [.title("Title"), .status("For"), .text("From"), .when("Published")], icon: .megaphone,
            nothingYet: "No announcements yet.",
            explanation: "News will stand here: holiday hours, prices, maintenance.")
        return ui.list(page, listing, query: search) {
            [
                .title($0.title, to: $0.path, second: $0.text),
                $0.customer == nil ? .pill("For everybody", .rest) : .pill("For you", .running),
                .text($0.author),
                .moment($0.publishedAt ?? $0.createdAt),
            ]
        }
    }

    static func detail(_ announcement: Announcement, _ ui: Interface) -> HTML {
        let when = announcement.publishedAt.map(ui.reader.exactly) ?? ""
        return """
            \(ui.breadcrumb([NamedLink("Announcements", to: Announcement.list)], current: announcement.title))\
            \(ui.pageHead(named: announcement.title, sub: "Published by \("who", announcement.author), \("when", when)"))\
            \(ui.panel("\(ui.prose(announcement.text))\(announcement.file.map { ui.file($0, at: announcement.path) })"))
            """
    }

    static func staffList(_ listing: Listing<Announcement>, _ search: String, _ ui: Interface) -> HTML {
        let new = ui.linkButton("New announcement", to: "\(Announcement.staffList)/new", .filled, icon: .plus)
        let page = ListPage(
            "Announcements", action: new, at: Announcement.staffList, search: "Search announcements",
            columns: [
                .title("Title"), .status("State"), .text("For"), .text("Written by"), .when("Written"),
            ],
            icon: .megaphone, nothingYet: "No announcements yet.",
            explanation: "Tell all customers, or one of them, what is new.")
        return ui.list(page, listing, query: search) {
            [
                .title($0.title, to: $0.staffPath),
                $0.publishedAt == nil ? .pill("Draft", .rest) : .pill("Published", .good),
                .text($0.customer ?? ui.say("Everybody")), .text($0.author), .moment($0.createdAt),
            ]
        }
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
