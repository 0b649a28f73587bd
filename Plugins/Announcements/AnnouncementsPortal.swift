public import PortalKit

/// News from the operator: for everybody or for one customer, a draft until it is published.
/// The smallest real portal, and the one to copy: a scope, a shared state, a form, a file and a 404.
public let announcementsPortal = Portal(
    id: "announcements", title: "Announcements", icon: .megaphone, kind: .reading,
    permissions: [.viewAnnouncements], staffPermissions: [.writeAnnouncements],
    tabs: [Tab("Announcements", at: "/announcements", needs: .customer(.viewAnnouncements))],
    staffTabs: [Tab("Announcements", at: "/announcements", needs: .staff(.writeAnnouncements))],
    customer: AnnouncementRoutes.customer, staff: AnnouncementRoutes.staff,
    widgets: [
        Widget(
            "Announcements", note: "for you to read", at: Announcement.list, needs: .viewAnnouncements,
            count: Announcement.count)
    ], activity: Activity.Source(needs: .viewAnnouncements, Announcement.latest),
    search: [SearchSource(needs: .viewAnnouncements, at: Announcement.list, Announcement.listing, \.match)],
    log: .of(.announcement, "Announcement", name: "title", needs: .viewAnnouncements, shared: "published_at"),
    objects: [.announcement],
    examples: Examples(
        [
            ExampleRecord(
                .announcement, table: "announcements_announcement", texts: ["title", "body"],
                file: "attachment_id", shared: "published", everybody: true)
        ],
        forms: ExampleForm.editor(
            "/announcements", of: .announcement, ["title": "holidays", "text": "closed"], files: ["file"])),
    privacy: .holdsNoPersonalData, resources: Resources.all)

extension Permission {
    static let viewAnnouncements = Permission(
        "announcements.view", title: "See announcements", offers: [.organisation], start: .organisation)
}

extension StaffPermission {
    static let writeAnnouncements = StaffPermission(
        "announcements.write", title: "Write announcements", technicians: true)
}

extension ObjectKind {
    static let announcement = ObjectKind("announcement")
}
