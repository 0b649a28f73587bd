import PortalKit

/// A new project after the model of another: its milestones, lists and tasks, all private, with nobody in it.
struct ProjectCopy {
    let name: String
    let customerNumber: Int?
    let startsOn: PlainDate?

    init(_ form: Form) throws(PortalError) {
        var check = FormCheck(form)
        name = check.line("name", most: 160, missing: "Enter a name.")
        customerNumber = check.number("customer", in: 1...999_999_999)
        if customerNumber == nil { check.refuse("customer", "Enter the customer's number.") }
        startsOn = check.date("starts")
        try check.finish()
    }

    /// More than these are no model.
    static let most = 1_000

    /// What is taken over of a milestone or a task: not who does it, what was said, or what became of it.
    private struct Plan {
        let kind: String
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
        for name in try Self.lists(of: model, tx) {
            _ = try TaskList.named(name, of: project, by: staff, at: now, tx)
        }
        for plan in plans {
            let list = try TaskList.named(plan.list ?? "", of: project, by: staff, at: now, tx)
            try tx.execute(
                """
                INSERT INTO project_item (customer_id, project_id, ref, kind, title, body, list_id, starts_on, due_on,
                    created_at, created_by)
                VALUES (\(project.customer), \(project.id), \(tx.newRef() as Ref<Item>), \(plan.kind), \(plan.title),
                    \(plan.text), \(list), \(moved(plan.startsOn)), \(moved(plan.dueOn)), \(now), \(staff))
                """)
        }
        return ref
    }

    private func begin(
        _ model: Project, endsOn: PlainDate?, _ context: StaffContext, _ tx: borrowing Transaction
    ) throws -> Ref<Project> {
        guard let customer = try tx.customer(numbered: customerNumber) else {
            throw PortalError.invalid("customer", "Enter the customer's number.")
        }
        let (ref, now): (Ref<Project>, Instant) = (tx.newRef(), context.now)
        try tx.execute("UPDATE project_counter SET value = value + 1 WHERE name = 'project'")
        try tx.execute(
            """
            INSERT INTO project_project (customer_id, ref, number, name, description, status, starts_on, ends_on, lead_id,
                created_at, created_by, updated_at)
            SELECT \(customer), \(ref), k.value, \(name), \(model.description), 'planned', \(startsOn ?? model.startsOn),
                \(endsOn), \(context.staff.id), \(now), \(context.staff.id), \(now)
            FROM project_counter k WHERE k.name = 'project'
            """)
        return ref
    }

    private static func plans(of model: Project, _ tx: borrowing Transaction) throws -> [Plan] {
        let plans = try tx.rows(
            """
            SELECT i.kind, i.title, i.body, l.name, i.starts_on, i.due_on FROM project_item i
            LEFT JOIN project_list l ON l.id = i.list_id
            WHERE i.project_id = \(model.id) AND i.kind IN ('milestone', 'task') ORDER BY i.id LIMIT \(most + 1)
            """
        ) {
            Plan(
                kind: try $0.next(), title: try $0.next(), text: try $0.next(), list: try $0.next(),
                startsOn: try $0.next(), dueOn: try $0.next())
        }
        guard plans.count <= most else {
            throw PortalError.conflict("Only projects of up to \("n", most) milestones and tasks are copied.")
        }
        return plans
    }

    private static func lists(of model: Project, _ tx: borrowing Transaction) throws -> [String] {
        try tx.rows("SELECT l.name FROM project_list l WHERE l.project_id = \(model.id) ORDER BY l.id") {
            try $0.next()
        }
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
        let title: Words = "Copy project"
        let crumbs = ui.breadcrumb(
            [
                NamedLink("Projects", to: Project.staffList),
                NamedLink(named: model.name, to: model.staffPath),
            ],
            current: ui.say(title))
        let fields: [HTML] = [
            ui.field("name", "Name", value: model.name, width: .long, limit: 160),
            ui.field(
                "customer", "Customer's number", kind: .number, hint: "It stands on the customer's page.",
                value: String(model.customerNumber), width: .short, limit: 12),
            ui.field(
                "starts", "Begins on", kind: .date,
                hint: "All other days move with it. Without it they stay as they are.", optional: true,
                width: .short),
        ]
        let sub: Words =
            "Milestones, task lists and tasks are copied. Members, comments, files and what is done are not."
        let form = ui.form(
            action: model.staffPath + "/copy", submit: title,
            cancel: NamedLink("Cancel", to: model.staffPath),
            "\(fields)")
        return Page(title, "\(crumbs)\(ui.pageHead(title: title, sub: sub))\(ui.panel(form))")
    }
}
