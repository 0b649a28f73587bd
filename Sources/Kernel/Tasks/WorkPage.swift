import MariaDB
import PortalKit
import Web

/// What happens in the background, for administrators: every job, and the tasks that wait or were given up.
enum WorkRoutes {
    static let all: [Route<StaffContext>] = [
        .get("/staff/settings/background", needs: .staff(.settings)) { _, context in
            let visit = try context.visit()
            let jobs = try JobRow.all(visit)
            return .page(
                "Background work", WorkPage.body(jobs, try TaskRow.open(visit.connection), context.ui))
        },
        .post("/staff/settings/background", needs: .staff(.settings)) { _, context, write in
            let visit = try context.visit()
            let isAny = try write { _ in
                let isAny = try TaskRow.runFailedAgain(visit)
                if isAny {
                    try visit.audit("administration.tasks.repeated", kind: nil, id: nil, customer: nil)
                }
                return isAny
            }
            return .seeOther(
                "/staff/settings/background",
                saying: isAny ? "The tasks are in line again." : "No task was given up any more.")
        },
    ]
}

struct JobRow {
    let name: String
    let title: String
    let portal: String
    let dueAt: Instant
    let doneAt: Instant?
    let lastError: String?

    /// The jobs of this program, in the order of their names.
    static func all(_ visit: Visit) throws -> [JobRow] {
        let jobs = visit.house.work.jobs
        return try visit.connection.rows(
            "SELECT name, due_at, done_at, last_error FROM kernel_job ORDER BY name"
        ) { row -> JobRow? in
            let name: String = try row.next()
            guard let (portal, job) = jobs[name] else { return nil }
            let reader = visit.reader(of: portal)
            return JobRow(
                name: name, title: reader.say(job.title), portal: reader.say(portal.title),
                dueAt: try row.next(),
                doneAt: try row.next(), lastError: try row.next())
        }.compactMap(\.self)
    }
}

struct TaskRow {
    let kind: String
    let createdAt: Instant
    let attempts: Int
    let isFailed: Bool
    let lastError: String?

    /// Those that were given up, then those that wait; a hundred are enough to see what is wrong.
    static func open(_ connection: Connection) throws -> [TaskRow] {
        try connection.rows(
            """
            (SELECT kind, created_at, attempts, 1, last_error FROM kernel_task
                WHERE failed_at IS NOT NULL ORDER BY id DESC LIMIT 50)
            UNION ALL
            (SELECT kind, created_at, attempts, 0, last_error FROM kernel_task
                WHERE is_open = 1 ORDER BY due_at LIMIT 50)
            """
        ) { row in
            TaskRow(
                kind: try row.next(), createdAt: try row.next(), attempts: try row.next(),
                isFailed: try row.next(), lastError: try row.next())
        }
    }

    /// Puts everything in line once more that was given up.
    static func runFailedAgain(_ visit: Visit) throws -> Bool {
        let changed = try visit.connection.execute(
            """
            UPDATE kernel_task
            SET queued_at = \(visit.now), due_at = \(visit.now), attempts = 0, failed_at = NULL, last_error = NULL
            WHERE failed_at IS NOT NULL
            """)
        visit.wakesTasks = changed.affected > 0
        return changed.affected > 0
    }
}

enum WorkPage {
    static func body(_ jobs: [JobRow], _ tasks: [TaskRow], _ ui: Interface) -> HTML {
        let crumbs = ui.breadcrumb([SettingPages.start], current: ui.say("Background work"))
        let head = ui.pageHead(
            title: "Background work", sub: "What the portals do by themselves, and what went wrong.")
        return
            "\(crumbs)\(head)<div class=\"stack\">\(ui.section("Jobs", Self.jobs(jobs, ui)))\(ui.section("Tasks", Self.tasks(tasks, ui)))</div>"
    }

    private static func jobs(_ jobs: [JobRow], _ ui: Interface) -> HTML {
        guard !jobs.isEmpty else {
            return ui.empty(
                .nothingYet(.clock), title: "No jobs.",
                explanation: "Portals list here what comes back by the clock.")
        }
        let columns: [TableColumn] = [
            .title("Job"), .status("State"), .text("Portal"), .when("Last run"), .when("Due"),
        ]
        let rows: [[TableCell]] = jobs.map { job in
            [
                .plainTitle(job.title, second: job.lastError ?? (job.title == job.name ? "" : job.name)),
                state(job), .text(job.portal),
                job.doneAt.map(TableCell.moment) ?? .none, .text(ui.reader.exactly(job.dueAt)),
            ]
        }
        return ui.table(caption: "Jobs", columns: columns, rows: rows, twoLines: true)
    }

    private static func state(_ job: JobRow) -> TableCell {
        if job.lastError != nil { return .pill("Failed", .wrong) }
        return job.doneAt == nil ? .pill("Waiting", .rest) : .pill("Fine", .good)
    }

    private static func tasks(_ tasks: [TaskRow], _ ui: Interface) -> HTML {
        guard !tasks.isEmpty else {
            return ui.empty(
                .nothingYet(.clock), title: "Nothing waits.",
                explanation: "Tasks stand here until they are done.")
        }
        let columns: [TableColumn] = [
            .title("Task"), .status("State"), .number("Attempts"), .when("Written"),
        ]
        let rows: [[TableCell]] = tasks.map { task in
            [
                .plainTitle(task.kind, second: task.lastError ?? ""),
                task.isFailed ? .pill("Failed", .wrong) : .pill("Waiting", .rest),
                .number(ui.reader.number(task.attempts)), .moment(task.createdAt),
            ]
        }
        let table = ui.table(caption: "Tasks", columns: columns, rows: rows, twoLines: true)
        guard tasks.contains(where: \.isFailed) else { return table }
        return "\(table)\(ui.postButton("Run failed tasks again", to: "/staff/settings/background"))"
    }
}
