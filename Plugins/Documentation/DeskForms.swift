import PortalKit

/// The form of an article.
enum DeskForms {
    static func new(_ sections: [Section], _ ui: Interface) -> Page {
        page(named: ui.say("New article"), nil, at: Article.staffList + "/new", back: list, sections, ui)
    }

    static func edit(_ article: Manuscript, _ sections: [Section], _ ui: Interface) -> Page {
        page(
            named: article.text.title, article, at: article.staffPath + "/edit",
            back: NamedLink("Cancel", to: article.staffPath), sections, ui)
    }

    private static let list = NamedLink("Cancel", to: Article.staffList)

    private static func page(
        named name: String, _ article: Manuscript?, at path: String, back: NamedLink, _ sections: [Section],
        _ ui: Interface
    ) -> Page {
        let buttons = ui.buttons([
            ui.button("Save and preview", name: "then", value: "look"),
            ui.button("Save and publish", .outlined, name: "then", value: "publish"), ui.link(back),
        ])
        return ui.page(
            named: name, under: NamedLink("Documentation", to: Article.staffList),
            ui.panel(ui.form(action: path, "\(fields(article, sections, ui))\(buttons)")))
    }

    private static func fields(
        _ article: Manuscript?, _ sections: [Section], _ ui: Interface
    ) -> [HTML] {
        let text = article?.text
        let places =
            [Choice("", "No section")]
            + sections.map { Choice($0.ref.description, Words(verbatim: $0.title)) }
        let audience: Manuscript.Audience = article?.isInternal == true ? .groups : .everybody
        return [
            ui.field("title", "Title", value: text?.title ?? "", width: .long, limit: 160),
            ui.field(
                "summary", "Summary", hint: "One sentence, for lists and what the search finds.",
                value: text?.summary ?? "", optional: true, limit: 300),
            ui.field(
                "body", "Text",
                hint:
                    "Markdown: # heading, **bold**, - list, > quote, [words](https://address), and tables.",
                value: text?.body ?? "", rows: 20),
            ui.select("section", "Section", places, value: article?.section?.ref.description ?? ""),
            ui.radios(
                "audience", "Who reads it", Manuscript.Audience.choices, value: audience.rawValue),
            ui.field(
                "customer", "Customer's number", kind: .number,
                hint: "Empty is for all customers. With a number it is for that customer alone.",
                value: article?.customerNumber.map(String.init) ?? "", optional: true, width: .short,
                limit: 12),
            ui.hidden("version", String(article?.version ?? 0)),
        ]
    }
}
