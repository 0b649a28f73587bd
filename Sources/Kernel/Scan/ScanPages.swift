import PortalKit

enum ScanPages {
    static func body(_ state: ScanState, _ ui: Interface) -> HTML {
        let crumbs = ui.breadcrumb([SettingPages.start], current: ui.say("Files"))
        let head = ui.pageHead(
            title: "Files", sub: "What was uploaded, and what the virus scan says of it.")
        let parts: [HTML] = [
            scanner(state, ui), ui.section("Waiting for the virus scan", waiting(state.waiting, ui)),
            ui.section("Infected files", found(state.found, ui)),
        ]
        return "\(crumbs)\(head)<div class=\"stack\">\(parts)</div>"
    }

    private static func scanner(_ state: ScanState, _ ui: Interface) -> HTML {
        switch state.scanner {
        case .none:
            ui.note(
                .neutral, lead: "No virus scan is set up.",
                state.waiting.isEmpty
                    ? "Files are given out as they came. With clamd.socket in the configuration each is scanned first."
                    : "Files that wait go on waiting. Set clamd.socket in the configuration, so that they are scanned."
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

    private static func why(_ doubt: String?, _ ui: Interface) -> String {
        switch doubt.flatMap(Clamd.Doubt.init(rawValue:)) {
        case .away: ui.say("The virus scan did not answer.")
        case .slow: ui.say("It took too long. It is tried again.")
        case .tooLarge: ui.say("Larger than clamd takes: raise StreamMaxLength in clamd.conf.")
        case .failed, nil: ui.say("The virus scan could not read it. It is tried again.")
        }
    }

    private static func waiting(_ files: [ScanState.Waiting], _ ui: Interface) -> HTML {
        guard !files.isEmpty else {
            return ui.empty(
                .nothingYet(.file), title: "No file waits.",
                explanation:
                    "A file that could not be scanned stands here, and nobody can have it until it is.")
        }
        let rows: [[TableCell]] = files.map {
            [
                .plainTitle($0.name, second: why($0.doubt, ui)), .text($0.customer ?? ""),
                .moment($0.uploadedAt),
            ]
        }
        let table = ui.table(
            caption: "Waiting for the virus scan",
            columns: [.title("File"), .text("Customer"), .when("Uploaded")],
            rows: rows, twoLines: true)
        return "\(table)\(ui.postButton("Scan them now", to: "/staff/settings/files"))"
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
