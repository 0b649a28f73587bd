import PortalKit

enum AnnouncementRoutes {
    static let customer: [Route<CustomerContext>] = [
        .get("/announcements", needs: .customer(.viewAnnouncements)) { request, context in
            let scope = try context.scope(.viewAnnouncements)
            return .page(
                "Announcements",
                AnnouncementPages.list(
                    try listing(request, scope, context.paging(request), by: Announcement.newest, context.read),
                    search: request.query["q"], context.ui))
        },
        .get("/announcements/{announcement}", needs: .customer(.viewAnnouncements)) { request, context in
            let announcement = try find(request, context.scope(.viewAnnouncements), context.read)
            return .page(Words(verbatim: announcement.title), AnnouncementPages.detail(announcement, context.ui))
        },
        .get("/announcements/{announcement}/file", needs: .customer(.viewAnnouncements)) { request, context in
            try download(request, context.scope(.viewAnnouncements), context.read)
        },
    ]

    static let staff: [Route<StaffContext>] = [
        .get("/announcements", needs: .staff(.writeAnnouncements)) { request, context in
            .page(
                "Announcements",
                AnnouncementPages.staffList(
                    try listing(
                        request, context.scope, context.paging(request), by: Announcement.lastWritten, context.read),
                    search: request.query["q"], context.ui))
        },
        .get("/announcements/new", needs: .staff(.writeAnnouncements)) { _, context in
            .page("New announcement", AnnouncementPages.form(nil, context.ui))
        },
        .post("/announcements/new", needs: .staff(.writeAnnouncements), files: file) { request, context, write in
            let draft = try Announcement.Draft(request.form)
            let ref = try write { tx in
                let (id, ref) = try Announcement.add(draft, file: request.form.files.first, by: context, tx)
                try tx.audit("announcements.announcement.written", kind, id)
                return ref
            }
            return .seeOther("/staff/announcements/announcements/\(ref)", saying: "The draft is saved.")
        },
        .get("/announcements/{announcement}", needs: .staff(.writeAnnouncements)) { request, context in
            let announcement = try find(request, context.scope, context.read)
            return .page(Words(verbatim: announcement.title), AnnouncementPages.staffDetail(announcement, context.ui))
        },
        .get("/announcements/{announcement}/file", needs: .staff(.writeAnnouncements)) { request, context in
            try download(request, context.scope, context.read)
        },
        .get("/announcements/{announcement}/edit", needs: .staff(.writeAnnouncements)) { request, context in
            .page(
                "Edit announcement",
                AnnouncementPages.form(try find(request, context.scope, context.read), context.ui))
        },
        .post("/announcements/{announcement}/edit", needs: .staff(.writeAnnouncements), files: file) {
            request, context, write in
            let announcement = try find(request, context.scope, context.read)
            let draft = try Announcement.Draft(request.form)
            try write { tx in
                try announcement.save(
                    draft, file: request.form.files.first, version: Int(request.form["version"]) ?? 0, tx)
                try tx.audit("announcements.announcement.changed", kind, announcement.id)
            }
            return .seeOther(announcement.staffPath, saying: "The announcement is saved.")
        },
        .post("/announcements/{announcement}/publication", needs: .staff(.writeAnnouncements)) {
            request, context, write in
            let announcement = try find(request, context.scope, context.read)
            let isOn = request.form["on"] == "1"
            try write { tx in
                try announcement.setPublished(isOn, by: context, tx)
                try tx.audit(
                    isOn ? "announcements.announcement.published" : "announcements.announcement.withdrawn", kind,
                    announcement.id)
            }
            return .seeOther(
                announcement.staffPath,
                saying: isOn ? "Published. Customers see it from now on." : "Withdrawn. Customers no longer see it.")
        },
    ]

    static let kind = ObjectKind("announcement")
    static let file = FileLimit.files(1, megabytes: 25)

    typealias Read<T> = ((borrowing Reading) throws -> T) throws -> T

    private static func listing(
        _ request: Request, _ scope: Scope, _ paging: Paging, by keyset: Keyset,
        _ read: Read<Listing<Announcement.Line>>
    ) throws -> Listing<Announcement.Line> {
        try read { db in
            let search = String(request.query["q"].prefix(200))
            let rows = try Announcement.list(scope, search: search, paging, by: keyset, db)
            return paging.listing(rows, total: try Announcement.count(scope, search: search, db)) { line in
                Position(line.sortedAt, line.id)
            }
        }
    }

    private static func find(_ request: Request, _ scope: Scope, _ read: Read<Announcement>) throws -> Announcement {
        let ref = try Ref<Announcement>(request.parameters["announcement"] ?? "")
        return try read { try Announcement.find(ref, scope, $0) }
    }

    private static func download(_ request: Request, _ scope: Scope, _ read: Read<Announcement>) throws -> Answer {
        guard let file = try find(request, scope, read).file else { throw PortalError.notFound }
        return .file(file)
    }

    @Sendable static func card(_ context: CustomerContext) throws -> Widget.Card? {
        let scope = try context.scope(.viewAnnouncements)
        let count = try context.read { try Announcement.count(scope, search: "", $0) }
        return Widget.Card(
            "Announcements", value: context.ui.reader.number(count), note: context.ui.say("for you to read"),
            path: Announcement.listPath)
    }

    @Sendable static func latest(_ context: CustomerContext, _ limit: Int) throws -> [Activity] {
        let scope = try context.scope(.viewAnnouncements)
        return try context.read { db in
            try Announcement.list(scope, search: "", .first(limit), by: Announcement.newest, db).map { line in
                Activity(
                    at: line.sortedAt, "Announced", thing: line.title,
                    path: Announcement.listPath + "/" + line.ref.description, who: line.author)
            }
        }
    }
}
