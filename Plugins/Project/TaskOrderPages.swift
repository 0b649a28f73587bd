import PortalKit

/// The order of the open tasks: lists under each other, and one task that goes to another place.
enum TaskOrderPages {
    private static let title: Words = "Order of the tasks"

    static func page(
        _ project: Project, _ lists: [(list: TaskList?, tasks: [Item])], _ ui: Interface
    ) -> Page {
        let sub: Words = "Customers see the lists and their tasks in this order."
        return Page(
            title,
            "\(crumbs(project, nil, ui))\(ui.pageHead(title: title, sub: sub))\(panels(project, lists, ui))"
        ).running(BoardPages.script)
    }

    /// The way without a mouse from list to list, and where one arrives whom somebody overtook.
    static func place(
        _ item: Item, _ project: Project, _ lists: [(list: TaskList?, tasks: [Item])], _ ui: Interface
    ) -> Page {
        let own = column(item.list)
        var (choices, now): ([Choice], String?) = ([], nil)
        for (list, tasks) in lists {
            let name = list?.name ?? ui.say("Other tasks")
            var before: Item?
            choices.append(Choice(column(list), "\("column", name): first"))
            for task in tasks {
                if task.id == item.id {
                    now = TaskMove.target(own, after: before?.ref)
                    continue
                }
                before = task
                choices.append(
                    Choice(
                        TaskMove.target(column(list), after: task.ref),
                        "\("column", name): after “\("title", task.title)”"))
            }
        }
        let form = BoardPages.form(
            item.staffPath + "/place", choices, now: now, from: own, seen: item.moves,
            back: project.staffPath + "/order", ui)
        let words: Words = "Move \("title", item.title)"
        return Page(
            words,
            """
            \(crumbs(project, item.title, ui))\(ui.pageHead(title: words))\(BoardPages.overtaken(ui))\
            \(project.isArchived || item.isDone ? HTML() : ui.panel(form))\(panels(project, lists, ui))
            """
        ).running(BoardPages.script)
    }

    private static func column(_ list: TaskList?) -> String { list.map { "\($0.ref)" } ?? TaskMove.noList }

    private static func crumbs(_ project: Project, _ task: String?, _ ui: Interface) -> HTML {
        var steps = [
            NamedLink("Projects", to: Project.staffList),
            NamedLink(named: project.name, to: project.staffPath),
            NamedLink("Tasks", to: project.staffPath + "/tasks"),
        ]
        if task != nil { steps.append(NamedLink("Order", to: project.staffPath + "/order")) }
        return ui.breadcrumb(steps, current: task ?? ui.say("Order"))
    }

    private static func panels(
        _ project: Project, _ lists: [(list: TaskList?, tasks: [Item])], _ ui: Interface
    ) -> HTML {
        guard !lists.isEmpty else { return ui.panel(ui.allDone("No task is open.")) }
        var html = HTML()
        let named = lists.compactMap(\.list)
        for (list, tasks) in lists {
            let rows: [HTML] = tasks.indices.map { index in
                row(tasks[index], (index > 0, index < tasks.count - 1), project, ui)
            }
            let name = list?.name ?? ui.say("Other tasks")
            var end = HTML()
            if let list {
                let index = named.firstIndex { $0.id == list.id } ?? 0
                end = buttons(
                    project.staffPath + "/order", [("list", "\(list.ref)")], about: list.name,
                    anchor: "list-\(list.ref)", (index > 0, index < named.count - 1), project, ui)
            }
            let body: HTML = """
                <div class="rows" data-column="\(column(list))" data-name="\(name)" data-cards>\(rows)</div>
                """
            html += ui.panel(title: Words(verbatim: name), end: end, isPadded: false, body)
        }
        let first = lists.first?.tasks.first.map { $0.staffPath + "/place" } ?? ""
        return BoardPages.movable(html, first: first, isOn: !project.isArchived, ui)
    }

    private static func row(
        _ task: Item, _ may: (up: Bool, down: Bool), _ project: Project, _ ui: Interface
    ) -> HTML {
        let path = task.staffPath + "/place"
        let ways = buttons(path, [], about: task.title, anchor: nil, may, project, ui)
        let control: HTML =
            project.isArchived
            ? HTML() : "\(ways)\(BoardPages.moveLink(path, anchor: task.anchor, about: task.title, ui))"
        let row = ui.row(
            named: task.title, at: task.staffPath, second: task.contactName ?? task.assigneeName ?? "",
            icon: .tasks, control: control)
        return """
            <div class="movable" data-item="\(task.ref.description)" data-from="\(column(task.list))" \
            data-seen="\(task.moves)" data-action="\(link: path)" data-title="\(task.title)">\(row)</div>
            """
    }

    /// A step at a time: each is a form of its own.
    private static func buttons(
        _ path: String, _ fields: [(name: String, value: String)], about: String, anchor: String?,
        _ may: (up: Bool, down: Bool), _ project: Project, _ ui: Interface
    ) -> HTML {
        var html: HTML = anchor.map { "<span id=\"\($0)\"></span>" } ?? HTML()
        guard !project.isArchived else { return html }
        if may.up {
            html += ui.postButton(
                "Move up", to: path, small: true, fields: fields + [("way", "up")], about: about)
        }
        if may.down {
            html += ui.postButton(
                "Move down", to: path, small: true, fields: fields + [("way", "down")], about: about)
        }
        return "<div class=\"buttons\">\(html)</div>"
    }
}
