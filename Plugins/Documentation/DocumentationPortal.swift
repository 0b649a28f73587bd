public import PortalKit

/// The knowledge base: articles in sections, for all customers, for groups that an administrator chooses, or for one.
public let documentationPortal = Portal(
    id: "documentation", title: "Documentation", icon: .book, kind: .reading,
    permissions: [.viewPublic, .viewInternal], staffPermissions: [.writeDocumentation],
    tabs: [Tab("Documentation", at: "/articles", needs: .customer(.viewPublic))],
    staffTabs: [Tab("Documentation", at: "/articles", needs: .staff(.writeDocumentation))],
    customer: ReadingRoutes.customer, staff: DeskRoutes.staff,
    search: [
        SearchSource(needs: .viewPublic, at: Article.list, Article.searchPublic),
        SearchSource("Internal documentation", needs: .viewInternal, Article.searchInternal),
    ],
    suggestions: [
        SuggestionSource(needs: .viewPublic, Article.suggestPublic),
        SuggestionSource(needs: .viewInternal, Article.suggestInternal),
    ],
    log: .documentation, objects: [.article, .version, .section], examples: DocumentationExamples.all,
    privacy: DocumentationPrivacy.rules, resources: Resources.all)

extension Permission {
    /// Visitors without an account get it from an administrator, not by themselves (C15).
    static let viewPublic = Permission(
        "documentation.public.view", title: "View Public",
        hint: "Published articles, and those for the customer",
        offers: [.organisation], start: .organisation, for: .notVisitors)
    static let viewInternal = Permission(
        "documentation.internal.view", title: "View Internal",
        hint: "Articles for chosen groups only; goes with View Public", offers: [.organisation], for: .chosen)
}

extension StaffPermission {
    static let writeDocumentation = StaffPermission(
        "documentation.write", title: "Write documentation", technicians: true)
}

extension AccessLog {
    /// Of what only some of a customer's people may read, the others do not learn the name.
    static let documentation = AccessLog(
        records: [
            LoggedRecord(
                .article, "Article", name: "title", needs: .viewPublic, shared: "published_at",
                shown: "r.is_internal = 0")
        ],
        acts: [LoggedAct("documentation.article.rated", "Rated")],
        untold: [
            "documentation.article.published", "documentation.article.withdrawn",
            "documentation.article.answered", "documentation.article.restored",
            "documentation.section.written",
            "documentation.section.changed",
        ])
}

extension ObjectKind {
    static let article = ObjectKind("article")
    static let version = ObjectKind("version")
    static let section = ObjectKind("section")
}
