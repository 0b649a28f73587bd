import PortalKit

enum AnnouncementRoutes {
    static let customer: [Route<CustomerContext>] = [
        .get("/announcements", needs: .customer(.viewAnnouncements)) {
            .page("Announcements", AnnouncementPages.list(try Announcement.listing($0, $1), $0.search, $1.ui))
        },
        .get("/announcements/{announcement}", needs: .customer(.viewAnnouncements)) { request, context in
            let announcement = try Announcement.find(request, context)
            return .page(
                Words(verbatim: announcement.title), AnnouncementPages.detail(announcement, context.ui))
        },
        .get("/announcements/{announcement}/file", needs: .customer(.viewAnnouncements), download),
    ]

    static let staff: [Route<StaffContext>] =
        [
            .get("/announcements", needs: .staff(.writeAnnouncements)) {
                .page(
                    "Announcements",
                    AnnouncementPages.staffList(try Announcement.listing($0, $1), $0.search, $1.ui))
            },
            .get("/announcements/{announcement}/file", needs: .staff(.writeAnnouncements), download),
        ]
        + Route.editor(
            "/announcements", of: .announcement, needs: .staff(.writeAnnouncements),
            files: .files(1, megabytes: 25), title: "Announcement", find: Announcement.find,
            page: AnnouncementPages.form, save: save)

    @Sendable private static func download(_ request: Request, _ context: some RecordContext) throws -> Answer
    {
        guard let file = try Announcement.find(request, context).file else { throw PortalError.notFound }
        return .file(file)
    }

    @Sendable private static func save(
        _ stored: Announcement?, _ request: Request, _ context: StaffContext, _ tx: borrowing Transaction
    ) throws -> Answer {
        let draft = try Announcement.Draft(request.form)
        if let stored {
            try stored.save(draft, context, tx)
            try tx.audit("announcements.announcement.changed", .announcement, stored.id)
        } else {
            let id = try Announcement.add(draft, context, tx)
            try tx.audit("announcements.announcement.written", .announcement, id)
        }
        return .seeOther(Announcement.staffList, saying: "“\("title", draft.title)” is saved.")
    }
}
