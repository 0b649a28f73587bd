import PortalKit
import Web

/// One search over all portals that a customer's person has.
enum SearchRoutes {
    static let path = "/search"

    /// What one source found, with the portal it is of.
    struct Found {
        let portal: Portal
        let source: SearchSource
        let matches: [SearchSource.Match]

        /// The list that shows all of it, where there is more than fits here.
        func more(_ text: String) -> String? {
            guard matches.count > SearchSource.most, let list = source.list else { return nil }
            var query = Query()
            query.append("q", text)
            return list + query.text
        }
    }

    /// The sources that this person may use, in the order of the tabs.
    static func sources(_ visit: Visit, _ session: CustomerSession) -> [(Portal, SearchSource)] {
        visit.house.portals.flatMap { portal in
            portal.search.filter { Gate.allows($0.right, in: portal, session.policy) }.map { (portal, $0) }
        }
    }

    @Sendable static func page(_ request: Request, _ context: CustomerContext) throws -> Answer {
        let (visit, session) = try AccountRoutes.person(context)
        let text = String(request.query["q"].trimmed.unicodeScalars.prefix(200))
        let sources = sources(visit, session)
        var found: [Found] = []
        if !text.isEmpty {
            for (portal, source) in sources {
                let matches = try source.find(visit.customerContext(session, of: portal), text)
                if !matches.isEmpty { found.append(Found(portal: portal, source: source, matches: matches)) }
            }
        }
        return .page("Search", SearchPages.page(text, sources, found, visit, context.ui))
    }
}
