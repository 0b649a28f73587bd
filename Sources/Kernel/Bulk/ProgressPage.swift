import PortalKit
import Web

/// The part of the results that a page shows.
struct ResultView {
    let tally: BatchTally
    let shown: [BatchResult]
    let page: Int
    let count: Int
    let leftOut: [String]

    init(_ results: [BatchResult], _ request: Request) {
        var tally = BatchTally()
        for result in results { tally.count(result.outcome) }
        self.tally = tally
        let rows = results.filter { $0.outcome != .leftOut }
        leftOut = results.filter { $0.outcome == .leftOut }.map(\.name)
        count = rows.count
        page = max(1, min(Int(request.query["page"]) ?? 1, (rows.count + Batch.page - 1) / Batch.page))
        shown = Array(rows.dropFirst((page - 1) * Batch.page).prefix(Batch.page))
    }
}

/// How far a batch has come, and what became of each row.
enum ProgressPage {
    static func html(_ batch: Batch, _ view: ResultView, _ ui: Interface) -> HTML {
        let isRunning = batch.state == .running
        let tally = view.tally
        let title =
            isRunning
            ? Words(tally.toDo, one: "Enabling one contact", other: "Enabling {n} contacts")
            : Words(tally.toDo, one: "One contact", other: "{n} contacts")
        let state = BatchWords.state(batch.state)
        return """
            \(ui.breadcrumb(RehearsalPage.crumbs, current: ui.say("Result")))\
            \(ui.pageHead(title: title, sub: sub(batch, ui), pill: ui.pill(state.words, state.meaning), actions: actions(batch, tally, ui)))\
            \(ui.trail("Steps", RehearsalPage.steps, current: isRunning || batch.state == .stopped ? 2 : 3))\
            <div class="stack">\(ui.panel(progress(batch, tally, ui)))\(table(batch, view, ui))</div>
            """
    }

    private static func sub(_ batch: Batch, _ ui: Interface) -> Words {
        let when = batch.startedAt.map { ui.reader.exactly($0) } ?? ""
        let who = batch.startedBy?.name ?? "bulk-enable"
        return batch.state == .running
            ? "Started by \("name", who), \("when", when). You may leave this page; the work goes on."
            : "Started by \("name", who), \("when", when)."
    }

    private static func actions(_ batch: Batch, _ tally: BatchTally, _ ui: Interface) -> [HTML] {
        var actions = [ui.linkButton("As CSV", to: batch.path + "/csv", icon: .download)]
        if tally.unprinted > 0 {
            actions.append(
                ui.postButton(
                    Words(tally.unprinted, one: "Print the sheet", other: "Print {n} sheets"),
                    to: batch.path + "/sheets"))
        }
        switch batch.state {
        case .running: actions.append(ui.postButton("Stop", to: batch.path + "/stop"))
        case .stopped: actions.append(ui.postButton("Go on", to: batch.path + "/again", .filled))
        case .done where tally.failed > 0:
            actions.append(ui.postButton("Try the failed again", to: batch.path + "/again", .filled))
        case .done, .draft: break
        }
        return actions
    }

    private static func progress(_ batch: Batch, _ tally: BatchTally, _ ui: Interface) -> HTML {
        let percent = tally.toDo == 0 ? 100 : tally.done * 100 / tally.toDo
        let done = ui.say(
            "\("done", ui.reader.number(tally.done)) of \("all", ui.reader.number(tally.toDo)) done")
        func count(_ n: Int, one: Words, other: Words, isWrong: Bool = false) -> HTML? {
            guard n > 0 else { return nil }
            let words = ui.reader.say(n, one: one, other: other)
            return isWrong ? "<span class=\"words-wrong\">\(words)</span>" : "\(words)"
        }
        let parts: [HTML?] = [
            count(tally.delivered, one: "One mail delivered", other: "{n} mails delivered"),
            count(tally.sending, one: "One mail on its way", other: "{n} mails on their way"),
            count(tally.sheets, one: "One sheet", other: "{n} sheets"),
            count(tally.signedIn, one: "One has signed in", other: "{n} have signed in"),
            count(tally.refused, one: "One refused", other: "{n} refused", isWrong: true),
            count(tally.failed, one: "One failed", other: "{n} failed", isWrong: true),
            count(tally.unchanged, one: "One stayed as it was", other: "{n} stayed as they were"),
            count(tally.undone, one: "One taken back", other: "{n} taken back"),
            count(tally.waiting, one: "One to go", other: "{n} to go"),
        ]
        let refresh = ui.link("Refresh", to: batch.path)
        return """
            \(ui.tally(["<b>\(done)</b>"], end: "<b>\(String(percent)) %</b>"))\
            \(ui.progress("Done", done: tally.done, of: tally.toDo))\
            \(ui.tally(parts.compactMap(\.self), end: refresh))
            """
    }

    private static func table(_ batch: Batch, _ view: ResultView, _ ui: Interface) -> HTML {
        let columns: [TableColumn] = [
            .title("Contact"), .text("Result"), .when("At"), .action("What can be done"),
        ]
        let rows: [[TableCell]] = view.shown.map { result in
            [
                .title(result.name, to: result.path, second: result.customerName),
                .html(said(result, ui)), result.at.map { .moment($0) } ?? .none,
                .html(ways(result, batch, ui)),
            ]
        }
        let last = (view.page - 1) * Batch.page + view.shown.count
        let range = ui.reader.number(last - view.shown.count + 1) + "–" + ui.reader.number(last)
        func link(_ page: Int) -> String { batch.path + "?page=" + String(page) }
        let pager =
            view.count <= Batch.page
            ? HTML()
            : ui.pager(
                showing: "Showing \("range", range) of \("all", ui.reader.number(view.count))",
                previous: view.page > 1 ? link(view.page - 1) : nil,
                next: last < view.count ? link(view.page + 1) : nil)
        return """
            \(ui.table(caption: "Result", columns: columns, rows: rows))\(pager)\(foot(batch, view, ui))
            """
    }

    private static func said(_ result: BatchResult, _ ui: Interface) -> HTML {
        let (words, meaning, line) = BatchWords.result(result.outcome)
        return """
            \(ui.pill(words, meaning))\(when: line?.isEmpty == false, " <span class=\"second\">\(line ?? "")</span>")
            """
    }

    private static func ways(_ result: BatchResult, _ batch: Batch, _ ui: Interface) -> HTML {
        let row = batch.path + "/rows/" + result.ref.description
        var ways: [HTML] = []
        if case .refused = result.outcome {
            ways.append(
                ui.linkButton(
                    "Correct the address", to: result.path + "/edit", .text, small: true, about: result.name))
        }
        switch result.outcome {
        case .sheetReady:
            ways.append(
                ui.postButton("Print the sheet", to: row + "/sheet", .text, small: true, about: result.name))
        case .sheetPrinted:
            ways.append(
                ui.postButton("Print a new sheet", to: row + "/sheet", .text, small: true, about: result.name)
            )
        default: break
        }
        if result.outcome.canBeSentAgain {
            ways.append(ui.postButton("Resend", to: row + "/resend", .text, small: true, about: result.name))
        }
        if result.outcome.canBeUndone {
            ways.append(ui.postButton("Revoke", to: row + "/revoke", .text, small: true, about: result.name))
        }
        return ways.isEmpty ? HTML() : ui.buttons(ways)
    }

    private static func foot(_ batch: Batch, _ view: ResultView, _ ui: Interface) -> HTML {
        var html = HTML()
        if !view.leftOut.isEmpty {
            var names = view.leftOut.prefix(20).joined(separator: ", ")
            if view.leftOut.count > 20 { names += " …" }
            html += "<p class=\"ink-2\">\(ui.say("Left out in the rehearsal: \("names", names)"))</p>"
        }
        let count = view.tally.canBeUndone
        if count > 0 {
            let undo = Words(
                count, one: "Undo for the one who has not signed in…",
                other: "Undo for the {n} who have not signed in…")
            html += "<p>\(ui.destructive(undo, to: batch.path + "/undo"))</p>"
        }
        return html
    }

    static func undo(_ batch: Batch, _ tally: BatchTally, _ ui: Interface) -> HTML {
        ui.confirmPage(
            title: "Take it back?",
            consequences: [
                Words(
                    tally.canBeUndone,
                    one: "One person who has not signed in loses the access; the link is dead.",
                    other:
                        "{n} people who have not signed in lose the access, and their invitations' links no longer work."
                ),
                tally.signedIn == 0
                    ? "Nobody of them has signed in yet."
                    : Words(
                        tally.signedIn, one: "The one who has signed in keeps everything.",
                        other: "The {n} who have signed in keep everything."),
                "If it still runs, it stops. A customer without portal users has a token link again, a new one.",
            ], action: batch.path + "/undo", submit: "Take it back",
            under: RehearsalPage.crumbs + [NamedLink("Result", to: batch.path)])
    }
}
