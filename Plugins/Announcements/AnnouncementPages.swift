import PortalKit

enum AnnouncementPages {
    private static let about = ListPage(
        "Announcements", search: "Search announcements", icon: .megaphone,
        nothingYet: "No announcements yet.",
        explanation: "News will stand here: holiday hours, prices, maintenance.")

    static func list(_ listing: Listing<Announcement>, _ ui: Interface) -> Page {
        ui.list(
            about, listing,
            [
                ListColumn(.title("Title")) { .title($0.title, to: $0.path, second: $0.text.opening()) },
                ListColumn(.status("For")) {
                    $0.customer == nil ? .pill("For everybody", .rest) : .pill("For you", .running)
                },
                ListColumn(.text("From")) { .text($0.author) },
                ListColumn(.when("Published")) { .moment($0.at) },
            ])
    }

    static func staffList(_ listing: Listing<Announcement>, _ ui: Interface) -> Page {
        ui.list(
            about, listing, action: ui.newButton(editor),
            [
                ListColumn(.title("Title")) { .title($0.title, to: $0.staffPath) },
                ListColumn(.status("State")) {
                    $0.publishedAt == nil ? .pill("Draft", .rest) : .pill("Published", .good)
                },
                ListColumn(.text("For")) { .text($0.customer ?? ui.say("Everybody")) },
                ListColumn(.when("Written")) { .moment($0.createdAt) },
            ])
    }

    static func detail(_ announcement: Announcement, _ ui: Interface) -> Page {
        let when = announcement.publishedAt.map(ui.reader.exactly) ?? ""
        let file = announcement.file.map { ui.file($0, at: announcement.path) }
        return ui.page(
            named: announcement.title, under: NamedLink("Announcements", to: Announcement.list),
            sub: "Published by \("who", announcement.author), \("when", when)",
            ui.panel("\(ui.prose(announcement.text))\(file)"))
    }

    static let editor = Editor(
        under: NamedLink("Announcements", to: Announcement.staffList), new: "New announcement",
        submit: "Save announcement", Announcement.Draft.init, name: \.title, seenBy: .viewAnnouncements,
        at: \.customerNumber)
}
