import PortalKit

extension WalkReport {
    /// The whole table for an auditor, portal by portal: for each route a line for each kind of record, a column for
    /// each kind of viewer. It says how it is read, and ends with the sums.
    package var matrix: String {
        var lines = Self.legend
        var portals: [String] = []
        for trial in trials where portals.last != trial.portal && !portals.contains(trial.portal) {
            portals.append(trial.portal)
        }
        for portal in portals { lines += table(of: portal) }
        return lines.joined(separator: "\n")
    }

    private static var legend: [String] {
        var lines = [
            "How to read this", "",
            "Each cell is what one kind of viewer was answered for one kind of record:",
            "  200-303  a page, a file or the next page: the declarations admit him",
            "  403      he is not admitted, whatever the record",
            "  404      there is no such record, or none for him: both look the same",
            "  409 422  he is admitted; the state of the record or what was typed forbids it",
            "  sign-in  led to the sign-in page",
            "  (empty)  not asked: the page is for guests, or the viewer is refused before a record is looked at",
            "An answer that is not what the declarations demand stands as answer!demanded, and is a finding.",
            "", "Viewers",
        ]
        for (number, viewer) in WalkViewer.allCases.enumerated() {
            lines.append("  \(number + 1)\(number < 9 ? " " : "") \(viewer.rawValue)")
        }
        lines += ["", "Records, seen from the first contact of the first customer"]
        return lines + WalkObject.allCases.map { "  " + $0.rawValue }
    }

    private func table(of portal: String) -> [String] {
        let own = trials.filter { $0.portal == portal }
        var routes: [String] = []
        var cells: [String: [WalkObject: [WalkViewer: WalkTrial]]] = [:]
        for trial in own {
            if cells[trial.route] == nil { routes.append(trial.route) }
            cells[trial.route, default: [:]][trial.object, default: [:]][trial.viewer] = trial
        }
        let wrong = own.count { !$0.holds }
        var lines = [
            "", "Portal \(portal)",
            "\(routes.count) routes tried, \(own.count) requests, \(wrong) not as demanded",
        ]
        for route in routes {
            lines += ["", route]
            lines.append(Self.line("", WalkViewer.allCases.indices.map { String($0 + 1) }))
            for object in WalkObject.allCases {
                guard let row = cells[route]?[object] else { continue }
                lines.append(
                    Self.line(object.rawValue, WalkViewer.allCases.map { row[$0].map(Self.cell) ?? "" }))
            }
        }
        return lines
    }

    private static func cell(_ trial: WalkTrial) -> String {
        let seen = trial.answer == 0 ? "sign-in" : String(trial.answer)
        guard !trial.holds else { return seen }
        switch trial.expected {
        case .signIn: return seen + "!sign-in"
        case .forbidden: return seen + "!403"
        case .notFound: return seen + "!404"
        case .held: return seen + "!held"
        case .answered, .either: return seen + "!200"
        }
    }

    private static func line(_ name: String, _ cells: [String]) -> String {
        func cell(_ text: String, _ width: Int) -> String {
            text + String(repeating: " ", count: max(1, width - text.utf8.count))
        }
        let line = cells.reduce(cell(name, 18)) { $0 + cell($1, 8) }
        return String(line.reversed().drop { $0 == " " }.reversed())
    }
}
