import PortalKit

enum ScanPages {
    static func body(_ state: ScanState, _ ui: Interface) -> HTML {
        let crumbs = ui.breadcrumb([SettingPages.start], current: ui.say("Files"))
        let head = ui.pageHead(
            title: "Files", sub: "What was uploaded, and what the virus scan says of it.")
        let parts: [HTML] = [
            scanner(state, ui),
            ui.section("Held back", aside: "\("n", ui.reader.number(state.held.count))", held(state, ui)),
            ui.section("Infected files", found(state.found, ui)),
        ]
        return "\(crumbs)\(head)<div class=\"stack\">\(parts)</div>"
    }

    private static func scanner(_ state: ScanState, _ ui: Interface) -> HTML {
        switch state.scanner {
        case .none:
            ui.note(
                .neutral, lead: "No virus scan is set up.",
                state.held.count == 0
                    ? "Files are given out as they came. With clamd.socket in the configuration each is scanned first."
                    : "What waits for it is yours to decide: release it or withhold it, or set clamd.socket in the configuration."
            )
        case .silent:
            ui.note(
                .wrong, lead: "The virus scan does not answer.",
                "New files wait in quarantine and are scanned once it does. See whether clamd runs, and whether clamd.socket is its socket."
            )
        case .answers(let version):
            ui.note(.good, lead: "The virus scan answers.", Words(verbatim: version))
        }
    }

    private static func why(_ file: HeldFile, _ ui: Interface) -> String {
        if file.isWithheld { return ui.say("Withheld by an administrator.") }
        return switch file.doubt.flatMap(Clamd.Doubt.init(rawValue:)) {
        case .away: ui.say("The virus scan did not answer.")
        case .slow: ui.say("It took too long. It is tried again.")
        case .tooLarge: ui.say("Larger than clamd takes: raise StreamMaxLength in clamd.conf.")
        case .failed, nil: ui.say("The virus scan could not read it. It is tried again.")
        }
    }

    private static func held(_ state: ScanState, _ ui: Interface) -> HTML {
        guard !state.held.files.isEmpty else {
            return ui.empty(
                .nothingYet(.file), title: "No file is held back.",
                explanation:
                    "A file that could not be scanned stands here, and nobody can have it until it is.")
        }
        let rows: [[TableCell]] = state.held.files.map { file in
            [
                .plainTitle(file.name, second: why(file, ui)), .text(file.customer ?? ""),
                .moment(file.uploadedAt),
                file.isUpToPeople(state.scanner) ? .html(ways(file, ui)) : .none,
            ]
        }
        let table = ui.table(
            caption: "Held back",
            columns: [.title("File"), .text("Customer"), .when("Uploaded"), .text("Decide")],
            rows: rows, twoLines: true)
        if case .none = state.scanner { return table }
        return "\(table)\(ui.postButton("Scan them now", to: ScanRoutes.path))"
    }

    private static func ways(_ file: HeldFile, _ ui: Interface) -> HTML {
        let release = ui.linkButton(
            "Release", to: "\(ScanRoutes.path)?release=\(file.ref)", .text, small: true, about: file.name)
        guard !file.isWithheld else { return release }
        let withhold = ui.postButton(
            "Withhold", to: ScanRoutes.path, .text, small: true, fields: [("withhold", "\(file.ref)")],
            about: file.name)
        return ui.buttons([release, withhold])
    }

    static func release(_ file: HeldFile, _ ui: Interface) -> HTML {
        ui.confirmPage(
            title: "Release \("file", file.name)?",
            consequences: [
                "No virus scan has looked at it. Release it only if you know where it comes from.",
                "Whoever may see it can have it at once, and who waited for it is told by mail.",
                "It is recorded under your name.",
            ], action: ScanRoutes.path, submit: "Release",
            under: [SettingPages.start, NamedLink("Files", to: ScanRoutes.path)],
            fields: ui.hidden("release", "\(file.ref)"))
    }

    private static func found(_ files: [ScanState.Found], _ ui: Interface) -> HTML {
        guard !files.isEmpty else {
            return ui.empty(
                .nothingYet(.shield), title: "No infected file.",
                explanation: "What the scan found in the last 90 days stands here. No such file is kept.")
        }
        let rows: [[TableCell]] = files.map {
            [
                .plainTitle($0.name, second: $0.signature), .pill(words($0.way), .wrong),
                .text($0.who ?? ""), .text($0.customer ?? ""), .moment($0.at),
            ]
        }
        return ui.table(
            caption: "Infected files",
            columns: [
                .title("File"), .status("What became of it"), .text("Who"), .text("Customer"), .when("Found"),
            ],
            rows: rows, twoLines: true)
    }

    private static func words(_ way: Infection.Way) -> Words {
        switch way {
        case .form: "Refused"
        case .mail: "Withheld"
        case .later: "Removed"
        }
    }
}
