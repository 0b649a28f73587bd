import PortalKit

/// The board of a project, for staff.
enum BoardPages {
    /// It finds what can be moved by its marks, and sends what the form of one task sends.
    static let script: StaticString = "project-board.js"

    static func page(_ board: Board, _ ui: Interface) -> Page {
        let (project, title): (Project, Words) = (board.project, "Board")
        var ways = [ui.linkButton("Order of the tasks", to: project.staffPath + "/order")]
        if !project.isArchived {
            ways.append(
                ui.linkButton(
                    "New task", to: project.staffPath + "/items/new?kind=task", .filled, icon: .plus))
        }
        let head = ui.pageHead(title: title, sub: Words(verbatim: project.name), actions: ways)
        return Page(
            "Board of \("project", project.name)",
            "\(crumbs(project, nil, part: board.part, ui))\(head)\(columns(board, ui))"
        ).running(script)
    }

    /// One task that goes to another place, above the board as it is now.
    static func move(_ item: Item, _ board: Board, _ ui: Interface) -> Page {
        let project = board.project
        var (choices, now): ([Choice], String?) = ([], item.isDone ? item.state.rawValue : nil)
        for column in board.columns {
            let name = ui.say(column.state.words)
            guard column.state != .done else {
                choices.append(Choice(column.state.rawValue, Words(verbatim: name)))
                continue
            }
            choices.append(Choice(column.state.rawValue, "\("column", name): first"))
            var before: Board.Card?
            for card in column.cards {
                if card.ref == item.ref {
                    now = TaskMove.target(column.state.rawValue, after: before?.ref)
                    continue
                }
                before = card
                choices.append(
                    Choice(
                        TaskMove.target(column.state.rawValue, after: card.ref),
                        "\("column", name): after “\("title", card.title)”"))
            }
        }
        let words: Words = "Move \("title", item.title)"
        let form = form(
            item.staffPath + "/move", choices, now: now, from: item.state.rawValue, seen: item.moves,
            back: project.staffPath + "/board", ui)
        return Page(
            words,
            """
            \(crumbs(project, item.title, part: .whole, ui))\(ui.pageHead(title: words))\(overtaken(ui))\
            \(project.isArchived ? HTML() : ui.panel(form))\(columns(board, ui))
            """
        ).running(script)
    }

    private static func crumbs(
        _ project: Project, _ task: String?, part: Board.Part, _ ui: Interface
    ) -> HTML {
        var steps = [
            NamedLink("Projects", to: Project.staffList),
            NamedLink(named: project.name, to: project.staffPath),
        ]
        let isWhole = task == nil && part.state == nil
        if !isWhole { steps.append(NamedLink("Board", to: project.staffPath + "/board")) }
        let here = task ?? part.state.map { ui.say($0.words) } ?? ui.say("Board")
        return ui.breadcrumb(steps, current: here)
    }

    // MARK: What both ways of moving share

    /// Where a task goes, in one field: the column or list, and after what.
    ///
    /// - Parameter now: where it stands; nil where that is further down than the page shows.
    static func form(
        _ path: String, _ choices: [Choice], now: String?, from: String, seen: Int, back: String,
        _ ui: Interface
    ) -> HTML {
        let choices = now == nil ? [Choice("", "Choose where it goes.")] + choices : choices
        return ui.form(
            action: path, submit: "Move", cancel: NamedLink("Cancel", to: back),
            summary: ui.problem("") == nil,
            """
            \(ui.select("to", "Where it goes", choices, value: now ?? "", width: .full))\
            \(ui.hidden("from", from))\(ui.hidden("seen", String(seen)))
            """)
    }

    /// What somebody reads whose move came second.
    static func overtaken(_ ui: Interface) -> HTML {
        guard let said = ui.problem("") else { return HTML() }
        return """
            <div role="alert" tabindex="-1" autofocus>\
            \(ui.note(.wrong, lead: "Not moved.", Words(verbatim: said)))</div>
            """
    }

    /// - Parameter anchor: where one arrives who moved it, and so goes on from it by keyboard.
    static func moveLink(_ path: String, anchor: String, about: String, _ ui: Interface) -> HTML {
        """
        <a class="button text small" id="\(anchor)" data-grip href="\(link: path)">\(ui.say("Move"))\
        <span class="unseen">: \(about)</span></a>
        """
    }

    /// Around what can be moved: what the script says and sends. Without it none of this is seen.
    static func movable(_ body: HTML, first path: String, isOn: Bool, _ ui: Interface) -> HTML {
        guard isOn, !path.isEmpty else { return body }
        let (title, column, number, all) = ("{title}", "{column}", "{n}", "{all}")
        let lifted: Words =
            "“\("title", title)” is picked up. The arrow keys move it, Space puts it down, Escape puts it back."
        let at: Words =
            "“\("title", title)”: \("column", column), place \("n", number) of \("all", all)."
        let back: Words = "“\("title", title)” is back where it was."
        return """
            <div class="movables" data-board data-lifted="\(ui.say(lifted))" data-at="\(ui.say(at))" \
            data-back="\(ui.say(back))"><p class="small" id="board-help" hidden>\
            \(ui.say("Drag a task, or press Space on its Move and then the arrow keys."))</p>\
            <p class="unseen" id="board-live" aria-live="assertive"></p>\
            <form id="board-form" method="post" action="\(link: path)" hidden>\(ui.formKeys())\
            \(ui.hidden("to", ""))\(ui.hidden("from", ""))\(ui.hidden("seen", ""))</form>\(body)</div>
            """
    }

    // MARK: Columns and cards

    private static func columns(_ board: Board, _ ui: Interface) -> HTML {
        let first = board.columns.lazy.flatMap(\.cards).first
        let html = board.columns.map { column($0, board, ui) }
        let action = first.map { path($0, board.project) } ?? ""
        return movable(
            "<div class=\"board\">\(html)</div>", first: action, isOn: !board.project.isArchived, ui)
    }

    private static func path(_ card: Board.Card, _ project: Project) -> String {
        "\(project.staffPath)/items/\(card.ref)/move"
    }

    private static func column(_ column: Board.Column, _ board: Board, _ ui: Interface) -> HTML {
        let (state, name) = (column.state.rawValue, ui.say(column.state.words))
        let cards = column.cards.map { card($0, board.project, ui) }
        var foot = HTML()
        if column.cards.count == Board.most, !column.isWhole, let last = column.cards.last {
            foot =
                column.state == .done
                ? ui.link("All that are done", to: board.project.staffPath + "/tasks?state=done")
                : ui.link(
                    "Show more", to: "\(board.project.staffPath)/board?column=\(state)&after=\(last.place)")
        } else if cards.isEmpty {
            foot = "<span class=\"ink-3\">\(ui.say("No task stands here."))</span>"
        }
        return """
            <section class="board-column" data-column="\(state)" data-name="\(name)" aria-labelledby="column-\(state)"\
            \(board.part.after == nil ? HTML() : " data-cut")>\
            <div class="section-head"><h2 id="column-\(state)">\(name)</h2>\
            <span class="aside">\(ui.reader.number(column.count))</span></div>\
            <ol class="cards" data-cards>\(cards)</ol><p class="small">\(foot)</p></section>
            """
    }

    private static func card(_ card: Board.Card, _ project: Project, _ ui: Interface) -> HTML {
        var facts: [String] = []
        if let list = card.list { facts.append(list) }
        if let who = card.who { facts.append(who) }
        if let day = card.dueOn { facts.append(ui.say("Due \("day", ui.reader.date(day))")) }
        var marks: [HTML] = []
        if card.state != .done {
            if let day = card.dueOn, day < ui.reader.day(ui.reader.now) {
                marks.append(ui.pill("Overdue", .wrong))
            }
            if card.needs > 0 {
                marks.append(
                    ui.pill(
                        Words(card.needs, one: "Waits for {n} task", other: "Waits for {n} tasks"), .waiting))
            }
            if card.asksFile { marks.append(ui.pill("File wanted", .waiting)) }
        }
        if card.isShared { marks.append(ui.pill("Shared", .rest)) }
        let action = path(card, project)
        let way = project.isArchived ? HTML() : moveLink(action, anchor: card.anchor, about: card.title, ui)
        return """
            <li class="card movable" data-item="\(card.ref.description)" data-from="\(card.state.rawValue)" \
            data-seen="\(card.moves)" data-action="\(link: action)" data-title="\(card.title)">\
            <a class="title" href="\(link: "\(project.staffPath)/items/\(card.ref)")">\(card.title)</a>\
            <p class="second">\(facts.joined(separator: " · "))</p><p class="marks">\(marks)</p>\(way)</li>
            """
    }
}
