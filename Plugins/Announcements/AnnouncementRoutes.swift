import PortalKit

enum AnnouncementRoutes {
    static let customer: [Route<CustomerContext>] = [
        .get("/announcements", needs: .customer(.viewAnnouncements)) { request, context in
            let listing = try Announcement.listing(request, context)
            return .page("Announcements", AnnouncementPages.list(listing, request.search, context.ui))
        },
        .get("/announcements/{announcement}", needs: .customer(.viewAnnouncements)) { request, context in
            let announcement = try Announcement.find(request, context)
            return .page(Words(verbatim: announcement.title), AnnouncementPages.detail(announcement, context.ui))
        },
        .get("/announcements/{announcement}/file", needs: .customer(.viewAnnouncements), download),
    ]

    static let staff: [Route<StaffContext>] = [
        .get("/announcements", needs: .staff(.writeAnnouncements)) { request, context in
            let listing = try Announcement.listing(request, context)
            return .page("Announcements", AnnouncementPages.staffList(listing, request.search, context.ui))
        },
        .get("/announcements/new", needs: .staff(.writeAnnouncements)) { _, context in
            .page("New announcement", AnnouncementPages.form(nil, context.ui))
        },
        .post("/announcements/new", needs: .staff(.writeAnnouncements), files: oneFile) { request, context, write in
            let draft = try Announcement.Draft(request.form)
            try write { tx in
                let id = try Announcement.add(draft, context, tx)
                try tx.audit("announcements.announcement.written", .announcement, id)
            }
            return .seeOther(Announcement.staffList, saying: "“\("title", draft.title)” is saved.")
        },
        .get("/announcements/{announcement}", needs: .staff(.writeAnnouncements)) { request, context in
            .page("Edit announcement", AnnouncementPages.form(try Announcement.find(request, context), context.ui))
        },
        .post("/announcements/{announcement}", needs: .staff(.writeAnnouncements), files: oneFile) { request, context, write in
            let (announcement, draft) = try (Announcement.find(request, context), Announcement.Draft(request.form))
            try write { tx in
                try announcement.save(draft, version: Int(request.form["version"]), context, tx)
                try tx.audit("announcements.announcement.changed", .announcement, announcement.id)
            }
            return .seeOther(Announcement.staffList, saying: "“\("title", draft.title)” is saved.")
        },
        .get("/announcements/{announcement}/file", needs: .staff(.writeAnnouncements), download),
    ]

    private static let oneFile = FileLimit.files(1, megabytes: 25)

    @Sendable private static func download(_ request: Request, _ context: some RecordContext) throws -> Answer {
        guard let file = try Announcement.find(request, context).file else { throw PortalError.notFound }
        return .file(file)
    }

    @Sendable static func latest(_ context: CustomerContext, _ most: Int) throws -> [Activity] {
        let scope = try context.scope(.viewAnnouncements)
        return try context.read { try Announcement.latest(most, scope, $0) }.map {
            Activity(at: $0.publishedAt ?? $0.createdAt, "Announced", thing: $0.title, path: $0.path, who: $0.author)
        }
    }
}
