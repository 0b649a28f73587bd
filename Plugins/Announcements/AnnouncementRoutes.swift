import PortalKit

enum AnnouncementRoutes {
    private static let reading: Right<CustomerContext> = .customer(.viewAnnouncements)
    private static let writing: Right<StaffContext> = .staff(.writeAnnouncements)

    static let customer: [Route<CustomerContext>] = [
        .list("/announcements", needs: reading, Announcement.listing, AnnouncementPages.list),
        .detail("/announcements/{announcement}", needs: reading, Announcement.find, AnnouncementPages.detail),
        .file("/announcements/{announcement}/file", needs: reading, Announcement.find, \.file),
    ]

    static let staff: [Route<StaffContext>] =
        [
            .list("/announcements", needs: writing, Announcement.listing, AnnouncementPages.staffList),
            .file("/announcements/{announcement}/file", needs: writing, Announcement.find, \.file),
        ]
        + Route.editor(
            "/announcements", of: .announcement, needs: writing, files: .files(1, megabytes: 25),
            Announcement.find, AnnouncementPages.editor, Announcement.save)
}
