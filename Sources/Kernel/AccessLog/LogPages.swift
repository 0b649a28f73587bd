import PortalKit
import Web

/// The log as people read it, on the customer's side and on the staff's.
struct LogPage {
    let listing: Listing<LogEntry>
    let names: LogNames
    let people: [(ref: String, name: String)]
    let filter: LogFilter
    /// Where the page is.
    let path: String
    let query: Query

    func html(_ visit: Visit, _ ui: Interface) -> HTML {
        let options = LogFilter.periods.map { Choice(String($0), Self.period($0)) }
        let selects = [
            SelectFilter(
                "person", label: "Who",
                options: [
                    Choice("", "Everybody"),
                    Choice(LogFilter.staff, "Staff of \("operator", visit.house.installation.operatorName)"),
                ] + people.map { Choice($0.ref, Words(verbatim: $0.name)) }, value: filter.person),
            SelectFilter(
                "what", label: "What",
                options: [Choice("", "All acts")]
                    + LogTable.Part.allCases.map { Choice($0.rawValue, $0.words) },
                value: filter.part?.rawValue ?? ""),
            SelectFilter(
                "days", label: "When", options: [Choice("", "At any time")] + options,
                value: filter.days.map { String($0) } ?? ""),
        ]
        return ui.filterBar(action: path, search: nil, selects: selects) + rows(visit, ui)
    }

    private func rows(_ visit: Visit, _ ui: Interface) -> HTML {
        guard !listing.rows.isEmpty else {
            return ui.empty(
                .noMatch, title: "Nothing was written down.",
                ways: [ui.linkButton("Show everything", to: path)])
        }
        let rows: [[TableCell]] = listing.rows.map { entry in
            let line = LogLineText(entry, names, visit, ui)
            return [
                line.path.map { .title(line.what, to: $0, second: line.record) }
                    ?? .plainTitle(line.what, second: line.record),
                .text(line.who, second: line.mark), .text(line.device), .moment(entry.at),
            ]
        }
        let file = path + "/export" + query.setting("after", nil).setting("before", nil).text
        return """
            \(ui.table(caption: "Access log", columns: [.title("What"), .text("Who"), .text("With"), .when("When")], rows: rows, twoLines: true))\
            \(ui.pager(showing: listing.showing(ui.reader), previous: listing.previous, next: listing.next))\
            \(ui.buttons([ui.linkButton("Download as CSV", to: file, icon: .download)]))
            """
    }

    private static func period(_ days: Int64) -> Words {
        Words(Int(days), one: "The last day", other: "The last {n} days")
    }
}

extension LogTable.Part {
    var words: Words {
        switch self {
        case .viewed: "Viewed"
        case .downloaded: "Downloaded"
        case .changed: "Changed"
        case .signIn: "Sign-in and account"
        }
    }
}

/// An entry in the reader's words.
struct LogLineText {
    let what: String
    /// What it was about: its name where the reader may see it now, else only its kind.
    let record: String
    let path: String?
    let who: String
    /// That somebody is of the operator's staff.
    let mark: String
    let device: String

    init(_ entry: LogEntry, _ names: LogNames, _ visit: Visit, _ ui: Interface) {
        let table = visit.house.logTable
        let act = table.act(entry.action)
        what = act.map { visit.reader(of: $0.portal).say($0.words) } ?? ""
        let name = names[entry, table]
        let kind = table.record(of: entry.action, entry.kind).map {
            visit.reader(of: $0.portal).say($0.logged.title)
        }
        record = [kind, name?.text].compactMap(\.self).joined(separator: " · ")
        path = name?.path
        device = entry.device.map { ui.say($0.words) } ?? ""
        switch entry.who {
        case .person(let name): (who, mark) = (name, "")
        case .staff(let name):
            (who, mark) = (name, ui.say("Staff of \("operator", visit.house.installation.operatorName)"))
        case .former: (who, mark) = (ui.say("A former contact"), "")
        case .visitor: (who, mark) = (ui.say("Somebody without an account"), "")
        case .system: (who, mark) = (ui.say("By itself"), "")
        }
    }
}
