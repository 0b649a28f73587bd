import PortalKit

/// What staff do.
enum DeskRoutes {
    private static let working: Right<StaffContext> = .staff(.workOnProjects)

    static let staff: [Route<StaffContext>] =
        projects + people + ItemDeskRoutes.staff + ExportRoutes.staff + SharingRoutes.staff + CopyRoutes.staff
        + DocumentRequestRoutes.staff + TaskOrderRoutes.staff + DependencyRoutes.staff
        + HoursRoutes.staff + QuestionRoutes.staff + TicketLinkRoutes.staff + BoardRoutes.staff
        + TemplateRoutes.staff

    private static let projects: [Route<StaffContext>] = [
        .get("/projects", needs: working) { request, context in
            let paging = try context.paging(request)
            return .page(
                DeskPages.list(
                    try context.read { try Project.listing(paging, context.scope, $0) }, context.ui))
        },
        .get("/projects/new", needs: working) { request, context in
            .page(try form(nil, request.query["customer"], context))
        },
        .post("/projects/new", needs: working) { request, context, write in
            let draft = try Project.Draft(request.form, nil)
            let ref = try write { tx in
                let id = try Project.save(draft, nil, context, tx)
                try tx.audit("project.project.written", .project, id)
                let project = try Project.find(id, tx)
                try project.tell(after: nil, tx)
                return project.ref
            }
            return .seeOther(
                "\(Project.staffList)/\(ref)/people",
                saying: "The project is there. Who of the customer is in it?")
        },
        .get("/projects/{project}", needs: working) { request, context in
            let ref: Ref<Project> = try request.ref(.project)
            guard let found = try context.read({ try ProjectRoutes.overview(ref, context.scope, $0) }) else {
                throw PortalError.notFound
            }
            return .page(
                DeskPages.detail(found, try found.project.onlookers(found.members, context), context.ui))
        },
        .get("/projects/{project}/edit", needs: working) { request, context in
            .page(try form(try found(request, context), "", context))
        },
        .post("/projects/{project}/edit", needs: working) { request, context, write in
            let project = try found(request, context)
            let draft = try Project.Draft(request.form, project)
            if draft.isShared { try project.refuseTemplate("shared") }
            try write { tx in
                let id = try Project.save(draft, project, context, tx)
                try tx.audit("project.project.changed", .project, id)
                try Project.find(id, tx).tell(after: project.status, tx)
            }
            return .seeOther(project.staffPath, saying: "Saved.")
        },
        .post("/projects/{project}/archive", needs: working) { request, context, write in
            let project = try found(request, context)
            let isOn = request.form["on"] == "1"
            try write { tx in
                try project.archive(isOn, at: context.now, tx)
                try tx.audit(
                    isOn ? "project.project.archived" : "project.project.restored", .project, project.id)
            }
            return .seeOther(project.staffPath, saying: isOn ? "Put away." : "The project is back.")
        },
    ]

    private static let people: [Route<StaffContext>] = [
        .get("/projects/{project}/people", needs: working) { request, context in
            let project = try found(request, context)
            let text = request.query["q"]
            let (members, candidates) = try context.read { db in
                (
                    try Member.all(of: project, context.scope, db),
                    try Member.candidates(text, for: project, db)
                )
            }
            return .page(
                MemberPages.page(
                    project, members, try project.onlookers(members, context), text, candidates, context.ui))
        },
        .post("/projects/{project}/people", needs: working) { request, context, write in
            let project = try found(request, context)
            let chosen = try request.form.values("contact").filter { !$0.isEmpty }.map {
                try Ref<ContactReference>($0)
            }
            try project.refuseTemplate("contact")
            guard !chosen.isEmpty else { throw PortalError.invalid("contact", "Tick who is to be added.") }
            let admissions = try write { tx in
                try chosen.prefix(Member.most).compactMap {
                    try project.add(member: $0, by: context.staff, at: context.now, tx)
                }
            }
            return .seeOther(project.staffPath + "/people", saying: MemberPages.said(admissions))
        },
        .post("/projects/{project}/people/remove", needs: working) { request, context, write in
            let project = try found(request, context)
            let ref = try Ref<ContactReference>(request.form["contact"])
            let isGone = try write { tx in try project.remove(member: ref, at: context.now, tx) }
            guard isGone else { throw PortalError.conflict("That person was not in the project any more.") }
            return .seeOther(
                project.staffPath + "/people", saying: "Out of the project from the next request on.")
        },
    ]

    // MARK: What they look up

    static func refuseArchived(_ project: Project) throws {
        guard !project.isArchived else {
            throw PortalError.conflict("The project has been put away; bring it back first.")
        }
    }

    static func found(
        _ request: Request, counted: [Item.Kind] = [], _ context: StaffContext
    ) throws -> Project {
        let ref: Ref<Project> = try request.ref(.project)
        guard let project = try context.read({ try Project.find(ref, counted: counted, context.scope, $0) })
        else {
            throw PortalError.notFound
        }
        return project
    }

    static func foundItem(_ request: Request, _ context: StaffContext) throws -> (Project, Item) {
        let project = try found(request, context)
        let ref: Ref<Item> = try request.ref(.item)
        guard let item = try context.read({ try Item.find(ref, in: project.ref, context.scope, $0) }) else {
            throw PortalError.notFound
        }
        return (project, item)
    }

    private static func form(_ project: Project?, _ customer: String, _ context: StaffContext) throws -> Page
    {
        let colleagues = try context.read { try Colleague.all($0) }
        let me = colleagues.first { $0.name == context.staff.name }.map { "\($0.ref)" } ?? ""
        return DeskPages.form(project, customer: customer, colleagues, me: me, context.ui)
    }
}
