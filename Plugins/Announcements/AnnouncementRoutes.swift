import PortalKit

enum AnnouncementRoutes {
    static let customer: [Route<CustomerContext>] = [
        .list(
            "/announcements", needs: .customer(.viewAnnouncements), Announcement.listing,
            AnnouncementPages.list),
        .detail(
            "/announcements/{announcement}", needs: .customer(.viewAnnouncements), Announcement.find,
            AnnouncementPages.detail),
        .file(
            "/announcements/{announcement}/file", needs: .customer(.viewAnnouncements), Announcement.find,
            \.file),
    ]

    static let staff: [Route<StaffContext>] =
        [
            .list(
                "/announcements", needs: .staff(.writeAnnouncements), Announcement.listing,
                AnnouncementPages.staffList),
            .file(
                "/announcements/{announcement}/file", needs: .staff(.writeAnnouncements), Announcement.find,
                \.file),
        ]
        + Route.editor(
            "/announcements", of: .announcement, needs: .staff(.writeAnnouncements),
            files: .files(1, megabytes: 25), Announcement.find, AnnouncementPages.editor, Announcement.save)
}
