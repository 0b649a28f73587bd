import PortalKit

// A template is a project that no customer has a part in: the database refuses to share it, and nobody becomes its
// member. What staff plan in it is what every project of that sort begins with.
extension Project {
    /// - Parameter field: of the form that asked for it.
    /// - Throws: for a template, which nobody of a customer ever sees.
    func refuseTemplate(_ field: String? = nil) throws {
        guard isTemplate else { return }
        let words: Words = "A template is never shown to customers. Begin a project from it."
        throw field.map { PortalError.invalid($0, words) } ?? PortalError.conflict(words)
    }
}

enum TemplateRoutes {
    private static let working: Right<StaffContext> = .staff(.workOnProjects)
    static let list = "/staff/project/templates"

    static let staff: [Route<StaffContext>] = [
        .get("/templates", needs: working) { _, context in
            let templates = try context.read { try Project.templates(context.scope, $0) }
            return .page(TemplatePages.list(templates, context.ui))
        },
        .get("/projects/{project}/template", needs: working) { request, context in
            .page(TemplatePages.form(try model(request, context), context.ui))
        },
        .post("/projects/{project}/template", needs: working) { request, context, write in
            let model = try model(request, context)
            let copy = try ProjectCopy(request.form, isTemplate: true)
            let ref = try write { tx in try copy.make(from: model, context, tx) }
            return .seeOther(
                "\(Project.staffList)/\(ref)",
                saying: "The template is there. The project it was made from stays as it is.")
        },
    ]

    private static func model(_ request: Request, _ context: StaffContext) throws -> Project {
        let project = try DeskRoutes.found(request, context)
        guard !project.isTemplate else { throw PortalError.notFound }
        return project
    }
}

enum TemplatePages {
    static func list(_ templates: [Project], _ ui: Interface) -> Page {
        let crumbs = ui.breadcrumb(
            [NamedLink("Projects", to: Project.staffList)], current: ui.say("Templates"))
        let head = ui.pageHead(
            title: "Templates",
            sub:
                "What a project begins with. Only staff see them; a new project has its days counted from its begin."
        )
        let rows = templates.map { template in
            let new =
                template.isArchived
                ? HTML()
                : ui.linkButton(
                    "New project", to: template.staffPath + "/copy", small: true, about: template.name)
            return ui.row(
                named: template.name, at: template.staffPath,
                second: ui.reader.say(template.counts.tasks, one: "{n} task", other: "{n} tasks"),
                icon: .flag,
                mark: template.isArchived ? ui.pill("Archived", .rest) : HTML(), control: new)
        }
        let body =
            rows.isEmpty
            ? ui.empty(
                .nothingYet(.flag), title: "No templates yet.",
                explanation: "Open a project that went well and keep it as template: its plan is copied.",
                ways: [ui.linkButton("Projects", to: Project.staffList)])
            : ui.panel(isPadded: false, ui.rows(rows))
        return Page("Templates", "\(crumbs)\(head)\(body)")
    }

    static func form(_ model: Project, _ ui: Interface) -> Page {
        let title: Words = "Keep as template"
        let crumbs = ui.breadcrumb(
            [
                NamedLink("Projects", to: Project.staffList),
                NamedLink(named: model.name, to: model.staffPath),
            ], current: ui.say(title))
        let sub: Words =
            "Its milestones, task lists, tasks, what they wait for and the budget become a template that only staff see. Nothing of its people, comments, files and hours goes along."
        let form = ui.form(
            action: model.staffPath + "/template", submit: title,
            cancel: NamedLink("Cancel", to: model.staffPath),
            ui.field("name", "Name", value: model.name, width: .long, limit: 160))
        return Page(title, "\(crumbs)\(ui.pageHead(title: title, sub: sub))\(ui.panel(form))")
    }
}
