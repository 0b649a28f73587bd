import PortalKit

/// What customers see.
enum ReadingPages {
    private static let about = ListPage(
        "Documentation", search: search, icon: .book, nothingYet: nothingYet, explanation: explanation,
        noMatch: "No article has all of these words.")
    private static let search: Words = "Search the documentation"
    private static let nothingYet: Words = "No articles yet."
    private static let explanation: Words = "Manuals and answers to what is asked often will stand here."

    /// The search, and every section with its first articles.
    static func front(_ shelves: [Article.Shelf], _ ui: Interface) -> Page {
        let head = ui.pageHead(title: "Documentation")
        guard !shelves.isEmpty else {
            let empty = ui.empty(.nothingYet(.book), title: nothingYet, explanation: explanation)
            return Page("Documentation", "\(head)\(empty)")
        }
        let parts = shelves.map { shelf -> HTML in
            let rest: HTML =
                shelf.count > shelf.articles.count
                ? ui.link("All \("n", shelf.count) articles", to: shelf.all) : HTML()
            return ui.panel(
                title: title(of: shelf), end: rest, isPadded: false,
                ui.rows(shelf.articles.map { row($0, ui) }))
        }
        return Page(
            "Documentation",
            "\(head)\(ui.filterBar(action: Article.list, search: search, submit: "Search"))\(parts)")
    }

    private static func title(of shelf: Article.Shelf) -> Words {
        shelf.section.map { Words(verbatim: $0.title) } ?? "Other articles"
    }

    private static func row(_ article: Article, _ ui: Interface) -> HTML {
        ui.row(named: article.title, at: article.path, second: article.summary, mark: mark(article, ui))
    }

    private static func mark(_ article: Article, _ ui: Interface) -> HTML {
        if article.isInternal { return ui.tag("Internal") }
        return article.isForOne ? ui.tag("For you") : HTML()
    }

    /// What was searched for, or one section.
    static func list(
        _ found: Listing<Article>, _ shelves: [Article.Shelf], _ ui: Interface
    ) -> Page {
        var views = ListViews()
        views.add(
            "section", "Section",
            [Choice("", "All sections")]
                + shelves.map { shelf in
                    Choice(shelf.section?.ref.description ?? Article.Shelf.Choice.none, title(of: shelf))
                })
        return ui.list(
            about, found, views: views,
            [
                ListColumn(.title("Title")) { .title($0.title, to: $0.path, second: $0.summary) },
                ListColumn(.text("Section")) { .text($0.section?.title ?? "") },
                ListColumn(.when("Updated")) { .moment($0.publishedAt) },
            ])
    }

    static func article(_ article: Article, _ said: Feedback?, _ ui: Interface) -> Page {
        let crumbs = ui.breadcrumb([NamedLink("Documentation", to: Article.list)], current: article.title)
        let head = ui.pageHead(
            named: article.title, sub: "Updated \("when", ui.reader.exactly(article.publishedAt))",
            pill: mark(article, ui))
        return Page(
            Words(verbatim: article.title),
            "\(crumbs)\(head)\(ui.panel(ui.article(article.body)))\(feedback(article, said, ui))")
    }

    private static func feedback(_ article: Article, _ said: Feedback?, _ ui: Interface) -> HTML {
        let chosen = said.map { $0.isHelpful ? Feedback.Answer.yes : .no }?.rawValue ?? ""
        let fields: [HTML] = [
            ui.radios("helpful", "Your answer", Feedback.Answer.choices, value: chosen),
            ui.field(
                "comment", "Comment", hint: "What is missing, or what was wrong?", value: said?.comment ?? "",
                optional: true, rows: 3),
        ]
        let form = ui.form(
            action: article.path, submit: said == nil ? "Send" : "Change answer", style: .outlined,
            "\(fields)")
        return "<div id=\"feedback\">\(ui.panel(title: "Was this helpful?", form))</div>"
    }
}
