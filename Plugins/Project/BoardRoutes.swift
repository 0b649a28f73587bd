import PortalKit

/// Staff move tasks on the board, and from list to list.
enum BoardRoutes {
    private static let working: Right<StaffContext> = .staff(.workOnProjects)

    static let staff: [Route<StaffContext>] = [
        .get("/projects/{project}/board", needs: working) { request, context in
            let project = try DeskRoutes.found(request, context)
            let board = try context.read { try Board.read(project, Board.Part(request), $0) }
            return .page(BoardPages.page(board, context.ui))
        },
        // One card on the board as it is: the way without a mouse, and where one arrives whom somebody overtook.
        .get("/projects/{project}/items/{item}/move", needs: working) { request, context in
            let (project, item) = try DeskRoutes.foundItem(request, context)
            guard item.kind == .task else { return .seeOther(item.staffPath) }
            let board = try context.read { try Board.read(project, .whole, $0) }
            return .page(BoardPages.move(item, board, context.ui))
        },
        .post("/projects/{project}/items/{item}/move", needs: working) { request, context, write in
            let (project, item) = try DeskRoutes.foundItem(request, context)
            guard item.kind == .task else { throw PortalError.notFound }
            try DeskRoutes.refuseArchived(project)
            let move = try TaskMove(request.form)
            try write { tx in
                try move.carryOut(item, in: project, by: context.staff.id, at: context.now, tx)
                try tx.audit("project.item.moved", .item, item.id)
                if (move.column == "done") != (move.from == "done") {
                    try tx.audit(
                        move.column == "done" ? "project.item.finished" : "project.item.reopened", .item,
                        item.id)
                }
            }
            return .seeOther("\(project.staffPath)/board#\(item.anchor)", saying: "Moved.")
        },
        .get("/projects/{project}/items/{item}/place", needs: working) { request, context in
            let (project, item) = try DeskRoutes.foundItem(request, context)
            guard item.kind == .task else { return .seeOther(item.staffPath) }
            let tasks = try context.read { try TaskOrder.tasks(of: project, context.scope, $0) }
            return .page(TaskOrderPages.place(item, project, TaskOrder.byList(tasks), context.ui))
        },
    ]
}
