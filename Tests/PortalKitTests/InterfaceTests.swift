import Testing

@testable import PortalKit

@Suite("Every component, given the worst of texts")
struct InterfaceTests {
    /// Begins tags, ends quotes and attributes, with the marks that a scan by character overlooks.
    static let hostile = #"<script>alert(1)</script>"' onload=x '\#u{301}"\#u{301}><xmp>&amp;"#
    static let evilPath = "javascript:alert(1)//"

    static func ui(typed: Form? = nil, problems: [FieldProblem] = []) -> Interface {
        let reader = Reader(language: "en", timeZone: "UTC", now: Instant(microseconds: 0))
        return Interface(
            reader: reader, csrf: hostile, typed: typed, problems: problems, newOnce: { hostile })
    }

    static let words = Words(verbatim: hostile)
    static let link = NamedLink(named: hostile, to: evilPath)

    static let components: [(name: String, html: HTML)] = pieces + lists + forms + pages

    static var pieces: [(name: String, html: HTML)] {
        let ui = ui()
        return [
            ("button", ui.button(words, name: hostile, value: hostile)),
            ("linkButton", ui.linkButton(words, to: evilPath, about: hostile)),
            ("destructive", ui.destructive(words, to: evilPath, about: hostile)),
            ("postButton", ui.postButton(words, to: evilPath, fields: [(hostile, hostile)], about: hostile)),
            ("disabledButton", ui.disabledButton(words)),
            ("link", ui.link(link)), ("pill", ui.pill(words, .wrong)), ("tag", ui.tag(words)),
            (
                "dayChart",
                ui.dayChart(
                    words, above: words, below: words, [ChartDay(PlainDate(days: 0), above: 1, below: 9)])
            ),
            ("bars", ui.bars(words, of: words, counted: words, [Bar(hostile, 3, meaning: .wrong)])),
            ("avatar", ui.avatar(hostile)), ("person", ui.person(hostile, initials: hostile)),
            ("fileRow", ui.fileRow(name: hostile, detail: hostile, path: evilPath)),
            ("prose", ui.prose(hostile + "\n\n" + hostile + "\r\n" + hostile)),
            ("markdown", ui.markdown("# \(hostile)\n\n[\(hostile)](\(evilPath))\n\n" + hostile)),
            ("article", ui.article(String(repeating: "# \(hostile)\n\n\(hostile)\n\n", count: 3))),
            ("secret", ui.secret(hostile)),
            ("note", ui.note(.wrong, lead: words, words, link: link)), ("tableFoot", ui.tableFoot(words)),
            ("empty", ui.empty(.noMatch, title: words, explanation: words)), ("allDone", ui.allDone(words)),
            ("waitingRow", waiting(ui)),
            ("counterCard", ui.counterCard(words, number: hostile, to: evilPath)),
            ("moment", ui.moment(Instant(microseconds: 1))), ("mailLine", ui.mailLine(hostile)),
            ("phoneLine", ui.phoneLine(hostile)),
            ("row", ui.row(named: hostile, second: hostile)),
            ("settingRow", ui.settingRow(words, effect: "", control: "")),
        ]
    }

    static func waiting(_ ui: Interface) -> HTML {
        ui.waitingRow(
            icon: .file, title: hostile, reason: "", amount: hostile, age: hostile, verb: words, to: evilPath)
    }

    static var lists: [(name: String, html: HTML)] {
        let ui = ui()
        let cells: [TableCell] = [
            .title(hostile, to: evilPath, second: hostile), .plainTitle(hostile, second: hostile),
            .text(hostile, second: hostile),
            .number(hostile), .pill(words, .good), .moment(Instant(microseconds: 1)),
            .day(PlainDate(days: 1)),
            .tick(name: hostile, value: hostile, about: hostile), .none,
        ]
        let columns = cells.map { _ in TableColumn.text(words, sort: SortLink(to: evilPath, .ascending)) }
        let choices = [Choice(hostile, words, hint: words), Choice("b", "B")]
        return [
            (
                "table",
                ui.table(caption: words, columns: columns, rows: [cells, [.group(hostile)]], isWide: true)
            ),
            ("presets", ui.presets([Preset(words, to: evilPath, count: 3, isCurrent: true)])),
            (
                "filterBar",
                ui.filterBar(
                    action: evilPath, search: words, query: hostile,
                    selects: [SelectFilter(hostile, label: words, options: choices, value: hostile)],
                    keeping: [(hostile, hostile)])
            ),
            ("chips", ui.chips([link], clear: evilPath)),
            ("pager", ui.pager(showing: words, previous: evilPath, next: evilPath)),
            ("bulkBar", ui.bulkBar(words, actions: [])),
            ("track", ui.track("Steps", [TimelineEntry("\(hostile)", second: "\(hostile)", .done)])),
            ("timeline", ui.day(hostile, [TimelineEntry("\(hostile)", second: "\(hostile)", .current)])),
            ("steps", ui.steps([(words, "")])), ("progress", ui.progress(words, done: -1, of: 0)),
        ]
    }

    static var forms: [(name: String, html: HTML)] {
        let ui = ui(typed: [hostile: hostile], problems: [FieldProblem(hostile, words)])
        let choices = [Choice(hostile, words, hint: words), Choice("b", "B")]
        let fields: [HTML] = [
            ui.field(hostile, words, hint: words, value: hostile, autocomplete: hostile, limit: 3),
            ui.field(hostile, words, value: hostile, rows: 4),
            ui.file(hostile, words, hint: words, accept: hostile),
            ui.select(hostile, words, choices, hint: words, value: hostile),
            ui.checkbox(hostile, words, hint: words),
            ui.checkboxes(hostile, words, choices), ui.radios(hostile, words, choices),
            ui.segmented(hostile, words, choices, value: hostile), ui.hidden(hostile, hostile),
        ]
        return [
            ("form", ui.form(action: evilPath, submit: words, cancel: link, takesFiles: true, "\(fields)")),
            ("switchButton", ui.switchButton(to: evilPath, words, state: words, isOn: true, name: hostile)),
            ("errorSummary", ui.errorSummary([(hostile, hostile), ("", hostile)])),
            (
                "confirmPage",
                ui.confirmPage(
                    title: words, lead: words, consequences: [words], action: evilPath, submit: words,
                    under: [link])
            ),
            ("saveBar", ui.saveBar("\(hostile)", [])),
        ]
    }

    static var pages: [(name: String, html: HTML)] {
        let ui = ui()
        return [
            ("pageHead", ui.pageHead(named: hostile, sub: words)),
            ("breadcrumb", ui.breadcrumb([link], current: hostile)),
            ("withSideMenu", ui.withSideMenu(words, [link], current: evilPath, "")),
            ("section", ui.section(words, aside: words, "")),
            ("panel", ui.panel(title: words, aside: words, "")),
            ("facts", ui.facts([(words, "\(hostile)")])), ("columns", ui.columns(main: "", side: "")),
            ("customerFrame", ui.customerFrame(frame, "")), ("staffFrame", ui.staffFrame(frame, "")),
            ("signInFrame", ui.signInFrame(signIn, "")), ("errorPage", ui.errorPage(error)),
        ]
    }

    static var document: HTMLDocument {
        HTMLDocument(
            title: hostile, language: hostile, stylesheets: [evilPath], scripts: [evilPath], icon: evilPath)
    }
    static var frame: Frame {
        Frame(
            document: document, brand: Brand(name: hostile, initials: hostile, logo: evilPath),
            home: evilPath,
            tabs: (0..<6).map {
                FrameTab(hostile, path: evilPath, icon: .file, count: $0, countInWords: hostile)
            },
            person: FramePerson(
                name: hostile, initials: hostile, detail: hostile, links: [link], signOut: evilPath),
            seats: FrameSeats(
                current: hostile,
                seats: [
                    .init(value: hostile, name: hostile), .init(value: "2", name: hostile, isCurrent: true),
                ],
                action: evilPath),
            search: evilPath, help: evilPath, footer: [link], footerNote: hostile,
            flash: Flash(hostile, undo: evilPath),
            viewingAs: FrameViewing(lead: hostile, sentence: hostile, end: hostile, stop: evilPath))
    }
    static var signIn: SignInFrame {
        SignInFrame(
            document: document, brand: Brand(name: hostile, initials: hostile), promise: hostile,
            explanation: hostile,
            host: hostile, footer: [link], footerNote: hostile, flash: Flash(hostile))
    }
    static var error: ErrorMessage {
        ErrorMessage(
            kind: hostile, title: hostile, explanation: hostile, ways: [], request: hostile, time: hostile)
    }

    @Test(
        "SF04 no text becomes a tag, an attribute or an address that runs", arguments: components.map(\.name))
    func escaping(name: String) throws {
        let html = try #require(Self.components.first { $0.name == name }).html
        let page = Page(html)
        #expect(page.all("script").allSatisfy { name.hasSuffix("Frame") && $0.attributes["src"] == "#" })
        #expect(page.all("xmp").isEmpty)
        for tag in page.tags {
            #expect(!tag.attributes.keys.contains { $0.hasPrefix("on") || $0 == "style" }, "\(tag)")
            for attribute in ["href", "src", "action"] {
                #expect(tag.attributes[attribute]?.contains("javascript") != true)
            }
        }
        #expect(page.faults == [])
        #expect(!page.text.contains("\"") && !page.text.contains("'"))
    }

    @Test("what was hostile can still be read")
    func readable() throws {
        for (name, html) in Self.components where !["columns", "moment", "progress"].contains(name) {
            #expect(html.text.contains("&lt;script&gt;"), "\(name)")
        }
    }

    @Test(
        "a chart draws no more than there is room for, what is more than nothing can be seen, and the numbers are there"
    )
    func charts() {
        let ui = Self.ui()
        let days = [(0, 0), (1, 5_000), (-3, 2_000)].enumerated().map { index, counts in
            ChartDay(PlainDate(days: Int32(index)), above: counts.0, below: counts.1)
        }
        let html = ui.dayChart("By day", above: "Came", below: "Went", days).text
        for text in [
            "viewBox=\"0 0 30 2000\"", "<rect class=\"above\" x=\"11\" y=\"990\" width=\"8\" height=\"10\">",
            "<rect class=\"below\" x=\"11\" y=\"1000\" width=\"8\" height=\"1000\">", "height=\"400\"",
            "<th scope=\"row\">2 January</th><td class=\"number\">1</td><td class=\"number\">1,000+</td>",
        ] {
            #expect(html.contains(text), "\(text)")
        }
        #expect(!ui.dayChart("By day", above: "Came", below: "Went", []).text.contains("chart-ends"))
        let bars = ui.bars(
            "By age", of: "Age", counted: "Tickets", [Bar("New", 4), Bar("Old", 1), Bar("None", 0)]
        ).text
        for width in ["1000", "250", "0"] { #expect(bars.contains("<rect width=\"\(width)\"")) }
    }

    @Test("a track says in words what its marks say, and which step is now")
    func track() {
        let steps: [TimelineEntry] = [
            TimelineEntry("Survey", .done), TimelineEntry("Plan", second: "Friday", .current),
            TimelineEntry("Opening", .ahead),
        ]
        let html = Self.ui().track("Milestones", steps).text
        #expect(
            html.contains("<li class=\"current\" aria-current=\"step\"><svg")
                && html.contains("<li class=\"ahead\"><svg"))
        for (title, when, state) in [
            ("Survey", "", "Done"), ("Plan", "Friday", "Now"), ("Opening", "", "To come"),
        ] {
            #expect(html.contains("<th scope=\"row\">\(title)</th><td>\(when)</td><td>\(state)</td>"))
        }
    }

    @Test("a list that listens to keys is the same list, with a script that adds what is hidden without it")
    func keys() {
        let page = PortalKit.Page("Things", "<p>All</p>").listening(to: .list, Self.ui())
        #expect(
            page.scripts == ["keys.js"]
                && page.body.text.hasPrefix("<p>All</p><div class=\"keys\" data-keys=\"list\" hidden>"))
        let record = PortalKit.Page("Thing", HTML()).listening(
            to: .record(answer: Self.hostile, list: Self.evilPath), Self.ui())
        #expect(Page(record.body).tags.contains { $0.attributes["data-list"] == "#" })
    }
}
