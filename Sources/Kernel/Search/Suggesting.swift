package import PortalKit

extension Visit {
    /// Asks every portal that the person has, in the order of the tabs.
    package func suggestions(for text: String) throws -> [Suggestion]? {
        guard case .customer(let session) = identity else { return nil }
        let sources = house.portals.flatMap { portal in
            portal.suggestions.filter { Gate.allows($0.right, in: portal, session.policy) }.map {
                (portal, $0)
            }
        }
        guard !sources.isEmpty else { return nil }
        guard !text.isEmpty else { return [] }
        let found = try sources.flatMap { portal, source in
            try source.find(customerContext(session, of: portal), text)
        }
        return Array(found.prefix(SuggestionSource.most))
    }
}
