import PortalKit

/// A new project after the model of another: its milestones, lists and tasks, all private, with nobody in it.
struct ProjectCopy {
    let name: String
    /// Whose project it will be; of a template nobody's that could see it.
    let customerNumber: Int?
    let startsOn: PlainDate?
    let isTemplate: Bool

    init(_ form: Form, isTemplate: Bool = false) throws(PortalError) {
        var check = FormCheck(form)
        self.isTemplate = isTemplate
        name = check.line("name", most: 160, missing: "Enter a name.")
        customerNumber = isTemplate ? nil : check.number("customer", in: 1...999_999_999)
        if customerNumber == nil && !isTemplate { check.refuse("customer", "Enter the customer's number.") }
        startsOn = isTemplate ? nil : check.date("starts")
        try check.finish()
    }

    /// More than these are no model.
    static let most = 1_000

    /// What is taken over of a milestone or a task: not who does it, what was said, or what became of it.
    private struct Plan {
        let id: ID<Item>
        let kind: String
        let asksFile: Bool
        let title: String
        let text: String
        let list: String?
        let startsOn: PlainDate?
        let dueOn: PlainDate?
    }

    /// - Returns: the new project.
    func make(from model: Project, _ context: StaffContext, _ tx: borrowing Transaction) throws -> Ref<
        Project
    > {
        let plans = try Self.plans(of: model, tx)
        let days = ([model.startsOn] + plans.flatMap { [$0.startsOn, $0.dueOn] }).compactMap(\.self)
        let shift = startsOn.flatMap { start in (model.startsOn ?? days.min()).map { start.days - $0.days } }
        func moved(_ day: PlainDate?) -> PlainDate? { day.map { $0.moved(by: shift ?? 0) } }
        let ref = try begin(model, endsOn: moved(model.endsOn), context, tx)
        guard let project = try context.read({ try Project.find(ref, context.scope, $0) }) else {
            throw PortalError.notFound
        }
        let (staff, now) = (context.staff.id, context.now)
        try tx.audit("project.project.written", .project, project.id)
        var lists: [String: ID<TaskList>] = [:]
        for name in try Self.lists(of: model, tx) {
            lists[name] = try TaskList.named(name, of: project, by: staff, at: now, tx)
        }
        // In their order, which the new ones have by coming in it.
        var made: [ID<Item>: ID<Item>] = [:]
        for plan in plans {
            made[plan.id] = try tx.execute(
                """
                INSERT INTO project_item (customer_id, project_id, ref, kind, asks_file, title, body, list_id, starts_on,
                    due_on, created_at, created_by)
                VALUES (\(project.customer), \(project.id), \(tx.newRef() as Ref<Item>), \(plan.kind), \(plan.asksFile),
                    \(plan.title), \(plan.text), \(plan.list.flatMap { lists[$0] }), \(moved(plan.startsOn)),
                    \(moved(plan.dueOn)), \(now), \(staff))
                """
            ).id()
        }
        try Self.copyDependencies(of: model, to: project, made, context, tx)
        return ref
    }

    private static func copyDependencies(
        of model: Project, to project: Project, _ made: [ID<Item>: ID<Item>], _ context: StaffContext,
        _ tx: borrowing Transaction
    ) throws {
        let edges: [(item: ID<Item>, needs: ID<Item>)] = try tx.rows(
            "SELECT d.item_id, d.needs_id FROM project_dependency d WHERE d.project_id = \(model.id)"
        ) { (try $0.next(), try $0.next()) }
        for edge in edges {
            guard let item = made[edge.item], let needs = made[edge.needs] else { continue }
            try tx.execute(
                """
                INSERT INTO project_dependency (item_id, needs_id, customer_id, project_id, created_at, created_by)
                VALUES (\(item), \(needs), \(project.customer), \(project.id), \(context.now), \(context.staff.id))
                """)
        }
    }

    private func begin(
        _ model: Project, endsOn: PlainDate?, _ context: StaffContext, _ tx: borrowing Transaction
    ) throws -> Ref<Project> {
        let whose = isTemplate ? model.customer : try tx.customer(numbered: customerNumber)
        guard let customer = whose else {
            throw PortalError.invalid("customer", "Enter the customer's number.")
        }
        let (ref, now): (Ref<Project>, Instant) = (tx.newRef(), context.now)
        try tx.execute("UPDATE project_counter SET value = value + 1 WHERE name = 'project'")
        try tx.execute(
            """
            INSERT INTO project_project (customer_id, ref, number, name, description, status, starts_on, ends_on, lead_id,
                created_at, created_by, updated_at, template_at, budget_minutes)
            SELECT \(customer), \(ref), k.value, \(name), \(model.description), 'planned', \(startsOn ?? model.startsOn),
                \(endsOn), \(context.staff.id), \(now), \(context.staff.id), \(now), \(isTemplate ? now : nil),
                m.budget_minutes
            FROM project_counter k JOIN project_project m ON m.id = \(model.id) WHERE k.name = 'project'
            """)
        return ref
    }

    private static func plans(of model: Project, _ tx: borrowing Transaction) throws -> [Plan] {
        let plans = try tx.rows(
            """
            SELECT i.id, i.kind, i.asks_file, i.title, i.body, l.name, i.starts_on, i.due_on FROM project_item i
            LEFT JOIN project_list l ON l.id = i.list_id
            WHERE i.project_id = \(model.id) AND i.kind IN ('milestone', 'task')
            ORDER BY i.kind, COALESCE(i.place, i.id) LIMIT \(most + 1)
            """
        ) {
            Plan(
                id: try $0.next(), kind: try $0.next(), asksFile: try $0.next(), title: try $0.next(),
                text: try $0.next(), list: try $0.next(),
                startsOn: try $0.next(), dueOn: try $0.next())
        }
        guard plans.count <= most else {
            throw PortalError.conflict("Only projects of up to \("n", most) milestones and tasks are copied.")
        }
        return plans
    }

    private static func lists(of model: Project, _ tx: borrowing Transaction) throws -> [String] {
        try tx.rows(
            """
            SELECT l.name FROM project_list l WHERE l.project_id = \(model.id) ORDER BY COALESCE(l.place, l.id)
            """
        ) { try $0.next() }
    }
}

extension PlainDate {
    /// So many days later; stays at the end of the year 9999, after which no form and no database knows a day.
    fileprivate func moved(by shift: Int32) -> PlainDate {
        PlainDate(days: min(2_932_896, Int32(clamping: Int(days) + Int(shift))))
    }
}

/// Staff copy a project.
enum CopyRoutes {
    private static let working: Right<StaffContext> = .staff(.workOnProjects)

    static let staff: [Route<StaffContext>] = [
        .get("/projects/{project}/copy", needs: working) { request, context in
            .page(form(try DeskRoutes.found(request, context), context.ui))
        },
        .post("/projects/{project}/copy", needs: working) { request, context, write in
            let model = try DeskRoutes.found(request, context)
            let copy = try ProjectCopy(request.form)
            let ref = try write { tx in try copy.make(from: model, context, tx) }
            return .seeOther(
                "\(Project.staffList)/\(ref)",
                saying: "Copied. All of it is private, and nobody of the customer is in it yet.")
        },
    ]

    private static func form(_ model: Project, _ ui: Interface) -> Page {
        let title: Words = model.isTemplate ? "New project from a template" : "Copy project"
        let crumbs = ui.breadcrumb(
            [
                NamedLink("Projects", to: Project.staffList),
                NamedLink(named: model.name, to: model.staffPath),
            ],
            current: ui.say(title))
        let fields: [HTML] = [
            ui.field("name", "Name", value: model.isTemplate ? "" : model.name, width: .long, limit: 160),
            ui.field(
                "customer", "Customer's number", kind: .number, hint: "It stands on the customer's page.",
                value: model.isTemplate ? "" : String(model.customerNumber), width: .short, limit: 12),
            ui.field(
                "starts", "Begins on", kind: .date,
                hint: "All other days move with it. Without it they stay as they are.", optional: true,
                width: .short),
        ]
        let sub: Words =
            "Milestones, task lists, tasks, what they wait for and the budget are copied. Members, comments, files, hours and what is done are not."
        let form = ui.form(
            action: model.staffPath + "/copy", submit: model.isTemplate ? "Begin project" : title,
            cancel: NamedLink("Cancel", to: model.staffPath),
            "\(fields)")
        return Page(title, "\(crumbs)\(ui.pageHead(title: title, sub: sub))\(ui.panel(form))")
    }
}
