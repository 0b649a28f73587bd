import PortalKit

/// What customers do.
enum ProjectRoutes {
    private static let reading: Right<CustomerContext> = .customer(.viewProjects)

    static let customer: [Route<CustomerContext>] =
        [
            .get("/projects", needs: reading) { request, context in
                let paging = try context.paging(request)
                let scope = try context.scope(.viewProjects)
                let calendar = try CalendarRoutes.panel(context, scope)
                let found = try context.read { try Project.listing(paging, scope, $0) }
                return .page(ProjectPages.list(found, below: calendar, context))
            },
            .get("/projects/{project}", needs: reading) { request, context in
                let scope = try context.scope(.viewProjects)
                let ref: Ref<Project> = try request.ref(.project)
                let found = try context.read { try overview(ref, scope, $0) }
                guard var found else { throw PortalError.notFound }
                found.asked = try context.read {
                    try QuestionRoutes.asked(context, in: found.project.id, scope, $0)
                }
                return .page(ProjectPages.detail(found, context))
            },
            .get("/projects/{project}/milestones", needs: reading) { try list(.milestone, $0, $1) },
            .get("/projects/{project}/tasks", needs: reading) { try list(.task, $0, $1) },
            .get("/projects/{project}/updates", needs: reading) { try list(.update, $0, $1) },
            .get("/projects/{project}/documents", needs: reading) { try list(.document, $0, $1) },
            .get("/projects/{project}/documents/all", needs: reading) { request, context in
                let scope = try context.scope(.viewProjects)
                let ref: Ref<Project> = try request.ref(.project)
                return try context.read { db in
                    guard let project = try Project.find(ref, scope, db) else { throw PortalError.notFound }
                    return project.archive(
                        try ItemFile.documents(of: project, scope, db), at: project.path + "/documents")
                }
            },
        ] + items + DocumentRequestRoutes.customer + QuestionRoutes.customer

    private static let items: [Route<CustomerContext>] = [
        .get("/projects/{project}/items/{item}", needs: reading) { request, context in
            let scope = try context.scope(.viewProjects)
            let (project, item) = try request.item()
            let thread = try context.read { try Thread.find(item, in: project, scope, $0) }
            guard var thread else { throw PortalError.notFound }
            thread.ticket = try TicketLink(thread.item, context)
            return .page(ItemPages.detail(thread, context))
        },
        .get("/projects/{project}/items/{item}/files/{file}", needs: reading) { request, context in
            let scope = try context.scope(.viewProjects)
            let (project, item) = try request.item()
            let ref: Ref<ItemFile> = try request.ref(.file)
            guard let file = try context.read({ try ItemFile.find(ref, in: item, of: project, scope, $0) })
            else {
                throw PortalError.notFound
            }
            return .file(file.attachment)
        },
        .post("/projects/{project}/items/{item}", needs: .customer(.commentProjects), files: Item.limit) {
            request, context, write in
            let (project, item) = try reached(request, .commentProjects, context)
            let draft = try Comment.Draft(request.form)
            // Of a document each file is a version, and those are the operator's.
            guard item.kind != .document || draft.files.isEmpty else {
                throw PortalError.invalid("files", "Add files to a task or an update.")
            }
            try write { tx in
                let comment = try Comment.add(
                    draft.text, files: draft.files, isShared: true, to: item.id, of: project,
                    by: Item.Actor(context.viewer), at: context.now, tx)
                try tx.audit("project.item.commented", .comment, comment)
                if draft.asks {
                    try Question.ask(comment, of: .staff, on: item.id, of: project, at: context.now, tx)
                } else {
                    try Question.answer(
                        item, with: comment, by: Item.Actor(context.viewer), at: context.now, tx)
                }
                try CustomerAct(draft.asks ? .asked : .commented, of: item.ref).tell(tx)
            }
            return .seeOther(item.path + "#answer", saying: "Comment sent.")
        },
        .post("/projects/{project}/items/{item}/done", needs: .customer(.completeTasks)) {
            request, context, write in
            let (project, item) = try reached(request, .completeTasks, context)
            guard item.kind == .task, item.contact != nil, item.contact == context.viewer.person else {
                throw PortalError.notFound
            }
            try item.refuseWithoutFile()
            try write { tx in
                try item.finish(of: project, by: Item.Actor(context.viewer), at: context.now, tx)
                try tx.audit("project.item.completed", .item, item.id)
                try CustomerAct(.finished, of: item.ref).tell(tx)
            }
            return .seeOther(item.path, saying: "The task is done.")
        },
        // The form alone, for when something in it has to be corrected.
        .get("/projects/{project}/items/{item}/decision", needs: .customer(.approveItems)) {
            request, context in
            let (project, item) = try reached(request, .approveItems, context)
            // A link in an old mail still leads to what it was about.
            guard item.approval?.isOpen == true else { return .seeOther(item.path) }
            return .page(ItemPages.decide(Thread(project: project, item: item), context))
        },
        .post("/projects/{project}/items/{item}/decision", needs: .customer(.approveItems)) {
            request, context, write in
            let (project, item) = try reached(request, .approveItems, context)
            guard item.approval != nil else { throw PortalError.notFound }
            let draft = try Item.Decision.Draft(request.form)
            try write { tx in
                try item.decide(draft, of: project, by: Item.Actor(context.viewer), at: context.now, tx)
                try tx.audit("project.item.decided", .item, item.id)
                try CustomerAct(.decided, of: item.ref).tell(tx)
            }
            return .seeOther(
                item.path,
                saying: draft.verdict == .approved ? "Approved. Thank you." : "We read what should change.")
        },
    ]

    static func overview(
        _ ref: Ref<Project>, _ scope: Scope, _ db: borrowing Reading
    ) throws -> ProjectPages.Overview? {
        guard let (project, hours) = try Project.first(ref, scope, db) else { return nil }
        return ProjectPages.Overview(
            project: project, items: try Item.overview(of: project, scope, db),
            members: try Member.all(of: project, scope, db), hours: hours)
    }

    private static func list(
        _ kind: Item.Kind, _ request: Request, _ context: CustomerContext
    ) throws -> Answer {
        let (scope, paging, ui) = (try context.scope(.viewProjects), try context.paging(request), context.ui)
        let ref: Ref<Project> = try request.ref(.project)
        let view = paging.filter("state", Item.View.self) ?? .all
        return try context.read { db in
            guard let project = try Project.find(ref, scope, db) else { throw PortalError.notFound }
            let listing = try Item.listing(kind, of: project, view, paging, scope, db)
            let crumbs = ui.breadcrumb(
                [NamedLink("Projects", to: Project.list), NamedLink(named: project.name, to: project.path)],
                current: ui.say(kind.several))
            let tabs = ProjectPages.tabs(project, at: project.path, current: kind, ui)
            let all =
                kind == .document && listing.total > 1
                ? ui.linkButton("Download all", to: project.path + "/documents/all", icon: .download) : HTML()
            return .page(
                ItemPages.list(kind, listing, above: "\(crumbs)\(tabs)", action: all, isStaff: false, ui))
        }
    }

    /// The item that he sees and that this permission reaches, in a project that goes on.
    static func reached(
        _ request: Request, _ permission: Permission, _ context: CustomerContext
    ) throws -> (Project, Item) {
        let (ref, itemRef) = try request.item()
        let scopes = (try context.scope(permission), try seen(context))
        let found = try context.read { db in
            try Project.find(ref, scopes.1, db).flatMap { project in
                try Item.find(itemRef, in: ref, scopes, db).map { (project, $0) }
            }
        }
        guard let found else { throw PortalError.notFound }
        guard !found.0.isArchived else {
            throw PortalError.conflict("The project has been put away; it is only read now.")
        }
        return found
    }

    /// Who may comment and sees no project has none to comment on: not found, as for everybody else's.
    static func seen(_ context: CustomerContext) throws -> Scope {
        do { return try context.scope(.viewProjects) } catch { throw PortalError.notFound }
    }

    /// What waits for the person who looks.
    @Sendable static func waiting(
        _ context: CustomerContext, _ scope: Scope, _ db: borrowing Reading
    ) throws -> [Waiting] {
        let may = (
            complete: context.reach(.completeTasks) != .none, send: context.reach(.commentProjects) != .none,
            approve: context.reach(.approveItems) != .none
        )
        return try Item.waiting(
            for: context.viewer.person, may: may, scope, db
        ).map { item in
            let isAsked = item.approval?.isOpen == true
            return Waiting(
                item.title, icon: item.kind.icon,
                reason: isAsked
                    ? "\("name", item.approval?.askedBy ?? item.author) asks for your approval"
                    : item.asksFile ? "We need a file from you" : "A task for you",
                since: item.approval?.askedAt ?? item.sharedAt,
                verb: isAsked ? "Decide" : item.asksFile ? "Send" : "Look",
                at: item.path)
        }
    }
}

extension Request {
    /// The project and the item that an address names.
    func item() throws -> (Ref<Project>, Ref<Item>) { (try ref(.project), try ref(.item)) }
}

extension Thread {
    static func find(
        _ ref: Ref<Item>, in project: Ref<Project>, _ scope: Scope, _ db: borrowing Reading
    ) throws -> Thread? {
        guard let found = try Project.find(project, scope, db),
            let item = try Item.find(ref, in: project, scope, db)
        else { return nil }
        return try Thread(item, of: found, scope, db)
    }
}

extension Project {
    /// All of these files at once; back to the list where there are none.
    func archive(_ files: [ItemFile], at path: String) -> Answer {
        files.isEmpty
            ? .seeOther(path) : .archive(files.map { (folder: $0.folder, file: $0.attachment) }, named: name)
    }
}

extension Comment {
    /// What is written: at least a text or a file.
    struct Draft {
        let text: String
        let files: [UploadedFile]
        let isShared: Bool
        /// That a customer waits for an answer.
        let asks: Bool

        init(_ form: Form) throws(PortalError) {
            var check = FormCheck(form)
            text = check.text("comment", mostBytes: Item.mostBytes)
            files = form.files
            isShared = check.isTicked("shared")
            asks = check.isTicked("asks")
            if text.isEmpty && files.isEmpty { check.refuse("comment", "Write something, or add a file.") }
            try check.finish()
        }
    }
}
