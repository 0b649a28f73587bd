import PortalKit

/// The order of tasks in their lists and of the lists, which staff set. Each has a place of its own from the start, its
/// id, and who moves swaps two places: whatever is moved at once, every order is a valid one.
enum TaskOrder {
    enum Way: String { case up, down }

    /// Where a task stands in the whole project, as text that sorts so; its list stands as `l`.
    static let keyset = Keyset(
        "concat(lpad(coalesce(l.place,l.id,999999999999),12,'0'),lpad(coalesce(i.place,i.id),12,'0'))",
        .ascending, id: "i.id")
    static let key: SQL = "\(column: keyset)"

    /// The open tasks in their order, for who moves them.
    static func tasks(of project: Project, _ scope: Scope, _ db: borrowing Reading) throws -> [Item] {
        try Item.some(of: project, where: "i.kind = 'task' AND i.done_at IS NULL", by: key, scope, db)
    }

    /// The tasks by list, in the order that they come in.
    static func byList(_ tasks: [Item]) -> [(list: TaskList?, tasks: [Item])] {
        var lists: [(list: TaskList?, tasks: [Item])] = []
        for task in tasks {
            if let last = lists.last, last.list?.id == task.list?.id {
                lists[lists.count - 1].tasks.append(task)
            } else {
                lists.append((task.list, [task]))
            }
        }
        return lists
    }

    /// Who moves waits for who moves in the same project, and then reads what that one wrote.
    static func lock(_ project: Project, _ tx: borrowing Transaction) throws {
        _ = try tx.rows("SELECT p.id FROM project_project p WHERE p.id = \(project.id) FOR UPDATE") {
            try $0.next() as ID<Project>
        }
    }

    /// Changes places with the next open task of its list; at the end of the list it stays.
    static func move(_ item: Item, _ way: Way, in project: Project, _ tx: borrowing Transaction) throws {
        try lock(project, tx)
        let neighbours: SQL = """
            project_item o JOIN project_item i ON i.project_id = o.project_id AND i.kind = 'task' AND i.done_at IS NULL
                AND i.list_id <=> o.list_id
            """
        let found: [Swap<Item>] = try tx.rows(
            """
            SELECT o.id, COALESCE(o.place, o.id), i.id, COALESCE(i.place, i.id) FROM \(sql: neighbours)
            WHERE o.id = \(item.id) AND \(sql: way.isNext) ORDER BY \(sql: way.order) LIMIT 1
            """, Swap.init)
        for swap in found {
            try tx.execute(
                """
                UPDATE project_item SET place = IF(id = \(swap.one), \(swap.otherPlace), \(swap.onePlace)),
                    moves = moves + IF(id = \(swap.one), 1, 0)
                WHERE id IN (\(swap.one), \(swap.other))
                """)
        }
    }

    /// Changes places with the next list; the last stays.
    static func move(
        list: Ref<TaskList>, _ way: Way, in project: Project, _ tx: borrowing Transaction
    ) throws {
        try lock(project, tx)
        let found: [Swap<TaskList>] = try tx.rows(
            """
            SELECT o.id, COALESCE(o.place, o.id), i.id, COALESCE(i.place, i.id)
            FROM project_list o JOIN project_list i ON i.project_id = o.project_id
            WHERE o.ref = \(list) AND o.project_id = \(project.id) AND \(sql: way.isNext)
                AND EXISTS (SELECT 1 FROM project_item t WHERE t.list_id = i.id AND t.done_at IS NULL)
            ORDER BY \(sql: way.order) LIMIT 1
            """, Swap.init)
        for swap in found {
            try tx.execute(
                """
                UPDATE project_list SET place = IF(id = \(swap.one), \(swap.otherPlace), \(swap.onePlace))
                WHERE id IN (\(swap.one), \(swap.other))
                """)
        }
    }

    private struct Swap<Noun> {
        let one: ID<Noun>
        let onePlace: Int
        let other: ID<Noun>
        let otherPlace: Int

        init(_ row: borrowing Row) throws {
            (one, onePlace) = (try row.next(), try row.next())
            (other, otherPlace) = (try row.next(), try row.next())
        }
    }
}

extension TaskOrder.Way {
    private static let one: SQL = "coalesce(i.place,i.id)"
    private static let other: SQL = "coalesce(o.place,o.id)"

    /// What stands as `i` comes next in this direction after what stands as `o`.
    fileprivate var isNext: SQL {
        self == .up ? "\(sql: Self.one) < \(sql: Self.other)" : "\(sql: Self.one) > \(sql: Self.other)"
    }
    fileprivate var order: SQL { self == .up ? "\(sql: Self.one) DESC" : Self.one }
}

// MARK: For staff

enum TaskOrderRoutes {
    private static let working: Right<StaffContext> = .staff(.workOnProjects)

    static let staff: [Route<StaffContext>] = [
        .get("/projects/{project}/order", needs: working) { request, context in
            let project = try DeskRoutes.found(request, context)
            let tasks = try context.read { try TaskOrder.tasks(of: project, context.scope, $0) }
            return .page(TaskOrderPages.page(project, TaskOrder.byList(tasks), context.ui))
        },
        .post("/projects/{project}/order", needs: working) { request, context, write in
            let project = try DeskRoutes.found(request, context)
            try DeskRoutes.refuseArchived(project)
            let list = try Ref<TaskList>(request.form["list"])
            let way = try way(request)
            try write { tx in
                try TaskOrder.move(list: list, way, in: project, tx)
                try tx.audit("project.list.moved", .project, project.id)
            }
            return .seeOther("\(project.staffPath)/order#list-\(list)")
        },
        .post("/projects/{project}/items/{item}/place", needs: working) { request, context, write in
            let (project, item) = try DeskRoutes.foundItem(request, context)
            try DeskRoutes.refuseArchived(project)
            guard item.kind == .task else { throw PortalError.notFound }
            let move = request.form["way"].isEmpty ? try TaskMove(request.form) : nil
            let way = move == nil ? try way(request) : .up
            try write { tx in
                if let move {
                    try move.carryOut(listing: item, in: project, at: context.now, tx)
                } else {
                    try TaskOrder.move(item, way, in: project, tx)
                }
                try tx.audit("project.item.moved", .item, item.id)
            }
            return .seeOther("\(project.staffPath)/order#\(item.anchor)")
        },
    ]

    private static func way(_ request: Request) throws -> TaskOrder.Way {
        guard let way = TaskOrder.Way(rawValue: request.form["way"]) else { throw PortalError.notFound }
        return way
    }
}
