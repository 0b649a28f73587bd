import PortalKit

enum AnnouncementRoutes {
    static let customer: [Route<CustomerContext>] = [
        .get("/announcements", needs: .customer(.viewAnnouncements)) { request, context in
            let listing = try listing(request, context, by: Announcement.newest)
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
            let listing = try listing(request, context, by: Announcement.lastWritten)
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
            return .seeOther(Announcement.staffList, saying: "“\("title", draft.title)” is a draft. Publish it when it is ready.")
        },
        .get("/announcements/{announcement}", needs: .staff(.writeAnnouncements)) { request, context in
            .page("Edit announcement", AnnouncementPages.form(try Announcement.find(request, context), context.ui))
        },
        .post("/announcements/{announcement}", needs: .staff(.writeAnnouncements), files: oneFile) {
            request, context, write in
            let announcement = try Announcement.find(request, context)
            let draft = try Announcement.Draft(request.form)
            try write { tx in
                try announcement.save(draft, version: request.form["version"], tx)
                try tx.audit("announcements.announcement.changed", .announcement, announcement.id)
            }
            return .seeOther(request.path.link, saying: "The announcement is saved.")
        },
        .post("/announcements/{announcement}/publication", needs: .staff(.writeAnnouncements)) {
            request, context, write in
            let announcement = try Announcement.find(request, context)
            let isOn = request.form["on"] == "1"
            try write { tx in
                try announcement.setPublished(isOn, context, tx)
                try tx.audit("announcements.announcement.\(isOn ? "published" : "withdrawn")", .announcement, announcement.id)
            }
            let done: Words = isOn ? "Published. Customers see it from now on." : "Withdrawn. Customers no longer see it."
            return .seeOther("\(Announcement.staffList)/\(announcement.ref)", saying: done)
        },
        .get("/announcements/{announcement}/file", needs: .staff(.writeAnnouncements), download),
    ]

    static let oneFile = FileLimit.files(1, megabytes: 25)

    @Sendable private static func download(_ request: Request, _ context: some RecordContext) throws -> Answer {
        guard let file = try Announcement.find(request, context).file else { throw PortalError.notFound }
        return .file(file)
    }

    private static func listing(
        _ request: Request, _ context: some RecordContext, by keyset: Keyset
    ) throws -> Listing<Announcement.Line> {
        let scope = try context.scope(.viewAnnouncements)
        let paging = try context.paging(request)
        return try context.read { try Announcement.listing(scope, request.search, paging, by: keyset, $0) }
    }

    @Sendable static func card(_ context: CustomerContext) throws -> Widget.Card? {
        let scope = try context.scope(.viewAnnouncements)
        let count = try context.read { try Announcement.count(scope, "", $0) }
        return Widget.Card(
            "Announcements", value: context.ui.reader.number(count), note: context.ui.say("for you to read"),
            path: Announcement.list)
    }

    @Sendable static func latest(_ context: CustomerContext, _ limit: Int) throws -> [Activity] {
        let scope = try context.scope(.viewAnnouncements)
        let listing = try context.read {
            try Announcement.listing(scope, "", .first(limit), by: Announcement.newest, $0)
        }
        return listing.rows.map {
            Activity(at: $0.at, "Announced", thing: $0.title, path: "\(Announcement.list)/\($0.ref)", who: $0.author)
        }
    }
}
