import PortalKit
import Web

enum SearchPages {
    static func page(
        _ text: String, _ sources: [(Portal, SearchSource)], _ found: [SearchRoutes.Found], _ visit: Visit,
        _ ui: Interface
    ) -> HTML {
        let head = ui.pageHead(title: "Search")
        guard !sources.isEmpty else { return "\(head)\(nowhere(visit, ui))" }
        let bar = ui.filterBar(
            action: SearchRoutes.path, search: "Search all your portals", query: text, submit: "Search")
        if text.isEmpty { return "\(head)\(bar)\(nothingTyped(sources, visit, ui))" }
        if found.isEmpty { return "\(head)\(bar)\(noMatch(text, sources, visit, ui))" }
        return "\(head)\(bar)\(found.map { group($0, text, visit, ui) })"
    }

    private static func group(
        _ found: SearchRoutes.Found, _ text: String, _ visit: Visit, _ ui: Interface
    ) -> HTML {
        let title = title(found.portal, found.source, visit)
        let rows = found.matches.prefix(SearchSource.most).map { match in
            ui.row(named: match.title, at: match.path, second: match.line, icon: found.portal.icon)
        }
        let more = found.more(text).map { ui.link("Show all in \("portal", title)", to: $0) }
        return ui.section(
            Words(verbatim: title), end: more ?? HTML(), ui.panel(isPadded: false, ui.rows(rows)))
    }

    private static func title(_ portal: Portal, _ source: SearchSource, _ visit: Visit) -> String {
        visit.reader(of: portal).say(source.title ?? portal.title)
    }

    private static func names(_ sources: [(Portal, SearchSource)], _ visit: Visit) -> String {
        sources.map { title($0.0, $0.1, visit) }.joined(separator: ", ")
    }

    private static func nothingTyped(
        _ sources: [(Portal, SearchSource)], _ visit: Visit, _ ui: Interface
    ) -> HTML {
        ui.empty(
            .nothingYet(.search), title: "What are you looking for?",
            explanation: "A word or a part of one is looked up in: \("portals", names(sources, visit)).")
    }

    private static func noMatch(
        _ text: String, _ sources: [(Portal, SearchSource)], _ visit: Visit, _ ui: Interface
    ) -> HTML {
        ui.empty(
            .noMatch, title: "Nothing mentions “\("text", text)”.",
            explanation: "It was looked up in: \("portals", names(sources, visit)).",
            ways: [ui.linkButton("Search anew", to: SearchRoutes.path)])
    }

    private static func nowhere(_ visit: Visit, _ ui: Interface) -> HTML {
        let name = visit.house.installation.operatorName
        return ui.empty(
            .noAccess, title: "There is no portal to search in.",
            explanation:
                "None of your portals has something that can be searched. \("operator", name) can give you access to others.",
            ways: [ui.linkButton("Back to Home", to: "/home")])
    }
}
