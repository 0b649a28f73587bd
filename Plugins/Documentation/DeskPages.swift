import PortalKit

/// What staff see.
enum DeskPages {
    private static let crumb = NamedLink("Documentation", to: Article.staffList)

    // MARK: Lists

    static func list(_ found: Manuscript.Found, _ sections: [Section], _ ui: Interface) -> Page {
        var views = ListViews()
        for (view, count) in found.counts { views.add(view, words(view), count: count) }
        views.add(
            "section", "Section",
            [Choice("", "All sections")]
                + sections.map { Choice($0.ref.description, Words(verbatim: $0.title)) }
                + [Choice(Article.Shelf.Choice.none, "No section")])
        let about = ListPage(
            "Documentation", search: "Search all articles", icon: .book, nothingYet: "No articles yet.",
            explanation: "What you answer often is an article: customers find it before they ask.")
        let actions: HTML = """
            \(ui.linkButton("Sections", to: Section.staffList))\
            \(ui.linkButton("New article", to: Article.staffList + "/new", .filled, icon: .plus))
            """
        return ui.list(
            about, found.listing, views: views, action: actions,
            [
                ListColumn(.title("Title")) { .title($0.text.title, to: $0.staffPath) },
                ListColumn(.status("State")) { .pill($0.state.words, $0.state.meaning) },
                ListColumn(.text("Section")) { .text($0.section?.title ?? "") },
                ListColumn(.text("For")) { .text($0.audience(ui)) },
                ListColumn(.number("Helpful")) { .number(share($0.tally, ui)) },
                ListColumn(.when("Changed")) { .moment($0.changedAt) },
            ])
    }

    private static func words(_ view: Manuscript.View) -> Words {
        switch view {
        case .all: "All"
        case .drafts: "Drafts"
        case .changed: "Changed since published"
        case .published: "Published"
        }
    }

    private static func share(_ tally: Feedback.Tally, _ ui: Interface) -> String {
        tally.all == 0 ? "" : ui.say("\("n", tally.helpful) of \("all", tally.all)")
    }

    static func sections(_ listing: Listing<Section>, _ ui: Interface) -> Page {
        ui.list(
            ListPage(
                "Sections", search: "Search sections", icon: .book, nothingYet: "No sections yet.",
                explanation: "A section groups articles on the front page of the documentation."),
            listing, action: ui.newButton(sectionEditor),
            [
                ListColumn(.title("Title")) { .title($0.title, to: $0.staffPath) },
                ListColumn(.number("Position")) { .number("\($0.position)") },
                ListColumn(.number("Articles")) { .number("\($0.articles)") },
            ])
    }

    static let sectionEditor = Editor(
        under: NamedLink("Sections", to: Section.staffList), new: "New section", submit: "Save section",
        Section.Draft.init, name: \.title)

    // MARK: One article

    /// As its readers will see it, with what is to be known beside it.
    static func detail(
        _ article: Manuscript, _ versions: [Version], _ said: [Feedback], _ ui: Interface
    ) -> Page {
        var actions = [ui.linkButton("Edit", to: article.staffPath + "/edit")]
        if article.publishedAt != nil {
            actions.append(ui.postButton("Withdraw", to: article.staffPath + "/withdraw"))
        }
        if article.state != .published {
            actions.append(ui.postButton("Publish", to: article.staffPath + "/publish", .filled))
        }
        let head = ui.pageHead(
            named: article.text.title, pill: ui.pill(article.state.words, article.state.meaning),
            actions: actions)
        var main: HTML = ui.panel(ui.article(article.text.body))
        if let pending = article.pending {
            main += ui.panel(
                title: "Not published yet", ui.difference(from: article.live.lines, to: pending.lines))
        }
        let body = ui.columns(
            main: main, side: "\(facts(article, ui))\(history(article, versions, ui))\(comments(said, ui))")
        return Page(
            Words(verbatim: article.text.title),
            "\(ui.breadcrumb([crumb], current: article.text.title))\(head)\(body)")
    }

    private static func facts(_ article: Manuscript, _ ui: Interface) -> HTML {
        var facts: [(label: Words, value: HTML)] = [
            ("For", "\(article.audience(ui))"),
            ("Section", "\(article.section?.title ?? ui.say("No section"))"),
            ("Changed", ui.moment(article.changedAt)),
        ]
        if let at = article.publishedAt {
            facts.append(("Published", "\(article.publishedBy ?? ""), \(ui.moment(at))"))
        }
        let tally = share(article.tally, ui)
        facts.append(("Helpful", "\(tally.isEmpty ? ui.say("Nobody has said yet") : tally)"))
        if article.deflections > 0 {
            facts.append(("Answered before a ticket was opened", "\(ui.reader.number(article.deflections))"))
        }
        if !article.text.summary.isEmpty { facts.append(("Summary", "\(article.text.summary)")) }
        return ui.panel(title: "About it", ui.facts(facts))
    }

    private static func history(_ article: Manuscript, _ versions: [Version], _ ui: Interface) -> HTML {
        guard !versions.isEmpty else { return HTML() }
        let rows = versions.map { version in
            ui.row(
                named: ui.say("Version \("n", version.number)"),
                at: "\(article.staffPath)/versions/\(version.ref)",
                second: "\(version.publishedBy), \(ui.reader.moment(version.publishedAt))")
        }
        return ui.panel(title: "Published versions", isPadded: false, ui.rows(rows))
    }

    private static func comments(_ said: [Feedback], _ ui: Interface) -> HTML {
        guard !said.isEmpty else { return HTML() }
        let entries: [(label: Words, value: HTML)] = said.map { said in
            let name = said.actedBy.map { ui.say("\("staff", $0) for \("name", said.name)") } ?? said.name
            let verdict: HTML =
                said.isHelpful ? ui.pill("Helpful", .good) : ui.pill("Not helpful", .wrong)
            return (
                Words(verbatim: "\(name), \(ui.reader.moment(said.at))"),
                "\(verdict)\(ui.prose(said.comment))"
            )
        }
        return ui.panel(title: "What readers said", ui.facts(entries))
    }

    // MARK: One version

    static func version(_ version: Version, of article: Manuscript, _ ui: Interface) -> Page {
        let name = ui.say("Version \("n", version.number)")
        let head = ui.pageHead(
            named: name,
            sub:
                "Published by \("who", version.publishedBy), \("when", ui.reader.exactly(version.publishedAt))"
        )
        let crumbs = ui.breadcrumb(
            [crumb, NamedLink(named: article.text.title, to: article.staffPath)], current: name)
        let path = "\(article.staffPath)/versions/\(version.ref)"
        let isSame = version.text == article.text
        let changes =
            isSame
            ? ui.note(.neutral, lead: "The article says the same now.")
            : "\(ui.panel(title: "From this version to now", ui.difference(from: version.text.lines, to: article.text.lines)))\(ui.form(action: path, submit: "Restore this version", style: .outlined, HTML()))"
        return Page(
            Words(verbatim: name), "\(crumbs)\(head)\(changes)\(ui.panel(ui.article(version.text.body)))")
    }
}
