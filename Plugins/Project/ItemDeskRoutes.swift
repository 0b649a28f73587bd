import PortalKit

/// What staff do with a project's items.
enum ItemDeskRoutes {
    private static let working: Right<StaffContext> = .staff(.workOnProjects)

    static let staff = items + switches

    private static let items: [Route<StaffContext>] = [
        .get("/projects/{project}/milestones", needs: working) { try list(.milestone, $0, $1) },
        .get("/projects/{project}/tasks", needs: working) { try list(.task, $0, $1) },
        .get("/projects/{project}/updates", needs: working) { try list(.update, $0, $1) },
        .get("/projects/{project}/documents", needs: working) { try list(.document, $0, $1) },
        .get("/projects/{project}/items/new", needs: working) { request, context in
            let kind = Item.Kind(rawValue: request.query["kind"]) ?? .task
            return .page(
                DeskPages.form(
                    kind, nil, try around(try DeskRoutes.found(request, context), kind, context), context.ui))
        },
        .post("/projects/{project}/items/new", needs: working, files: Item.limit) { request, context, write in
            let project = try DeskRoutes.found(request, context)
            guard let kind = Item.Kind(rawValue: request.form["kind"]) else { throw PortalError.notFound }
            try DeskRoutes.refuseArchived(project)
            let draft = try Item.Draft(request.form, kind, isNew: true)
            if draft.isShared { try project.refuseTemplate("shared") }
            let ref = try write { tx in
                let item = try Item.add(draft, kind, to: project, by: context.staff.id, at: context.now, tx)
                try tx.audit("project.item.written", .item, item.id)
                if draft.isShared { try tx.audit("project.item.shared", .item, item.id) }
                return item.ref
            }
            return .seeOther(
                "\(project.staffPath)/items/\(ref)",
                saying: draft.isShared
                    ? "Saved, and shared in the portal." : "Saved. Nobody of the customer sees it yet.")
        },
        .get("/projects/{project}/items/{item}", needs: working) { request, context in
            let (project, item) = try request.item()
            let found = try context.read { db in
                try Thread.find(item, in: project, context.scope, db).map {
                    ($0, try Member.all(of: $0.project, context.scope, db))
                }
            }
            guard var (thread, members) = found else { throw PortalError.notFound }
            thread.ticket = try TicketLink(thread.item, context)
            return .page(DeskPages.item(thread, try thread.project.onlookers(members, context), context))
        },
        .get("/projects/{project}/items/{item}/files/{file}", needs: working) { request, context in
            let (project, item) = try request.item()
            let ref: Ref<ItemFile> = try request.ref(.file)
            guard
                let file = try context.read({
                    try ItemFile.find(ref, in: item, of: project, context.scope, $0)
                })
            else { throw PortalError.notFound }
            return .file(file.attachment)
        },
        .post("/projects/{project}/items/{item}", needs: working) { request, context, write in
            let (project, item) = try DeskRoutes.foundItem(request, context)
            try DeskRoutes.refuseArchived(project)
            let draft = try Comment.Draft(request.form)
            try write { tx in
                let comment = try Comment.add(
                    draft.text, isShared: draft.isShared, to: item.id, of: project,
                    by: .staff(context.staff.id), at: context.now, tx)
                try tx.audit("project.comment.written", .comment, comment)
                if draft.isShared {
                    try tell(comment, of: project, at: context.now, tx)
                    try Question.answer(
                        item, with: comment, by: .staff(context.staff.id), at: context.now, tx)
                }
            }
            return .seeOther(
                item.staffPath + "#answer",
                saying: draft.isShared ? "Comment shared." : "Internal comment saved.")
        },
        .get("/projects/{project}/items/{item}/edit", needs: working) { request, context in
            let (project, item) = try DeskRoutes.foundItem(request, context)
            var around = try around(project, item.kind, context)
            let waiters = try context.read { try item.waiters(in: project, context.scope, $0) }
            around.isNeeded = !waiters.isEmpty
            return .page(DeskPages.form(item.kind, item, around, context.ui))
        },
        .post("/projects/{project}/items/{item}/edit", needs: working, files: Item.limit) {
            request, context, write in
            let (project, item) = try DeskRoutes.foundItem(request, context)
            try DeskRoutes.refuseArchived(project)
            let draft = try Item.Draft(request.form, item.kind, isNew: false)
            let shifts = request.form["shift"] == "1"
            let moved = try write { tx in
                try item.save(draft, of: project, by: context.staff.id, at: context.now, tx)
                try tx.audit("project.item.changed", .item, item.id)
                return shifts ? try item.shiftWaiters(to: draft.dueOn, in: project, tx) : 0
            }
            return .seeOther(
                item.staffPath,
                saying: moved == 0 ? "Saved." : "Saved. Tasks that moved with it: \("n", moved).")
        },
    ]

    /// The switches: what they do holds from the next request on.
    private static let switches: [Route<StaffContext>] = [
        .post("/projects/{project}/items/{item}/sharing", needs: working) { request, context, write in
            let (project, item) = try DeskRoutes.foundItem(request, context)
            let isOn = request.form["on"] == "1"
            if isOn { try project.refuseTemplate() }
            try write { tx in
                try item.share(isOn, of: project, by: context.staff.id, at: context.now, tx)
                try tx.audit(isOn ? "project.item.shared" : "project.item.hidden", .item, item.id)
            }
            return .seeOther(request.form["from"] == "project" ? project.staffPath : item.staffPath)
        },
        .post("/projects/{project}/items/{item}/done", needs: working) { request, context, write in
            let (project, item) = try DeskRoutes.foundItem(request, context)
            guard item.kind.isWork else { throw PortalError.notFound }
            try DeskRoutes.refuseArchived(project)
            let isOn = request.form["on"] == "1"
            try write { tx in
                try item.finish(isOn, of: project, by: context.staff.id, at: context.now, tx)
                try tx.audit(isOn ? "project.item.finished" : "project.item.reopened", .item, item.id)
            }
            return .seeOther(item.staffPath, saying: isOn ? "Done." : "Open again.")
        },
        .post("/projects/{project}/items/{item}/approval", needs: working) { request, context, write in
            let (project, item) = try DeskRoutes.foundItem(request, context)
            let isOn = request.form["on"] == "1"
            if isOn { try DeskRoutes.refuseArchived(project) }
            try write { tx in
                try item.ask(isOn, of: project, by: context.staff.id, at: context.now, tx)
                try tx.audit(isOn ? "project.item.asked" : "project.item.unasked", .item, item.id)
            }
            return .seeOther(
                item.staffPath,
                saying: isOn ? "Asked. The members have a mail." : "It waits for nobody any more.")
        },
        .post("/projects/{project}/items/{item}/comments/{comment}/sharing", needs: working) {
            request, context, write in
            let (project, item) = try DeskRoutes.foundItem(request, context)
            let ref: Ref<Comment> = try request.ref(.comment)
            guard let comment = try context.read({ try Comment.find(ref, in: item, context.scope, $0) })
            else {
                throw PortalError.notFound
            }
            let isOn = request.form["on"] == "1"
            try write { tx in
                if try comment.share(isOn, by: context.staff.id, at: context.now, tx) {
                    try tx.notify(.commentShared, about: comment.id, to: .contacts(project.people(tx)))
                }
                if isOn { try project.touch(at: context.now, tx) }
                if isOn, comment.question == nil {
                    try Question.answer(
                        item, with: comment.id, by: .staff(context.staff.id), at: context.now, tx)
                }
                try tx.audit(isOn ? "project.comment.shared" : "project.comment.hidden", .comment, comment.id)
            }
            return .seeOther("\(item.staffPath)#\(comment.anchor)")
        },
    ]

    // MARK: What they look up

    private static func tell(
        _ comment: ID<Comment>, of project: Project, at now: Instant, _ tx: borrowing Transaction
    ) throws {
        guard try Comment.isNews(comment, at: now, tx) else { return }
        try tx.audit("project.comment.shared", .comment, comment)
        try tx.notify(.commentShared, about: comment, to: .contacts(project.people(tx)))
    }

    private static func around(
        _ project: Project, _ kind: Item.Kind, _ context: StaffContext
    ) throws -> DeskPages.Surroundings {
        let (members, colleagues, lists) = try context.read { db in
            (
                try Member.all(of: project, context.scope, db), try Colleague.all(db),
                kind == .document
                    ? try DocumentFolder.names(of: project, db) : try TaskList.names(of: project, db)
            )
        }
        return DeskPages.Surroundings(
            project: project, members: members, colleagues: colleagues, lists: lists,
            onlookers: try project.onlookers(members, context), sharesNew: kind.sharesNew(context.settings))
    }

    private static func list(_ kind: Item.Kind, _ request: Request, _ context: StaffContext) throws -> Answer
    {
        let (project, paging, ui) = (
            try DeskRoutes.found(request, counted: Item.Kind.allCases, context), try context.paging(request),
            context.ui
        )
        let view = paging.filter("state", Item.View.self) ?? .all
        let listing = try context.read {
            try Item.listing(kind, of: project, view, paging, context.scope, $0)
        }
        let crumbs = ui.breadcrumb(
            [
                NamedLink("Projects", to: Project.staffList),
                NamedLink(named: project.name, to: project.staffPath),
            ],
            current: ui.say(kind.several))
        let tabs = ProjectPages.tabs(project, at: project.staffPath, current: kind, ui)
        let new = ui.linkButton(
            kind.new, to: "\(project.staffPath)/items/new?kind=\(kind.rawValue)", .filled, icon: .plus)
        let all =
            kind == .document && listing.total > 0
            ? ui.linkButton("Download all", to: project.staffPath + "/documents/all", icon: .download)
            : HTML()
        return .page(
            ItemPages.list(
                kind, listing, above: "\(crumbs)\(tabs)",
                action: "\(all)\(project.isArchived ? HTML() : new)",
                isStaff: true, ticks: SharingPages.ticks(project.ref), ui))
    }
}

extension TaskList {
    static func names(of project: Project, _ db: borrowing Reading) throws -> [String] {
        try db.rows("SELECT l.name FROM project_list l WHERE l.project_id = \(project.id) ORDER BY l.id") {
            try $0.next()
        }
    }
}
