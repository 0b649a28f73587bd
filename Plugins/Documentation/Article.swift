import PortalKit

/// An article as a customer reads it; in a list its text is empty.
struct Article {
    let id: ID<Article>
    let ref: Ref<Article>
    let title: String
    let summary: String
    let body: String
    let section: Section.Name?
    let isInternal: Bool
    /// Whether it is for the reader's customer alone.
    let isForOne: Bool
    let publishedAt: Instant

    static let (list, staffList) = ("/documentation/articles", "/staff/documentation/articles")

    var path: String { "\(Self.list)/\(ref)" }
    var match: SearchSource.Match {
        SearchSource.Match(title, line: summary.isEmpty ? section?.title ?? "" : summary, at: path)
    }

    /// Which articles a reader sees: those of the scope, and the internal ones only with a right of their own.
    struct Access {
        let scope: Scope
        let seesInternal: Bool

        init(_ context: CustomerContext) throws(PortalError) {
            scope = try context.scope(.viewPublic)
            seesInternal = context.reach(.viewInternal) != .none
        }
    }

    /// A section with the first of its articles, as it stands on the front page.
    struct Shelf {
        let section: Section.Name?
        var articles: [Article]
        /// How many there are in all.
        let count: Int

        var all: String { "\(Article.list)?filter%5Bsection%5D=\(section?.ref.description ?? Choice.none)" }

        enum Choice {
            /// In the address of the list: what stands in no section.
            static let none = "none"
        }
    }

    /// What the list is narrowed to by its select.
    struct Narrowed: RawRepresentable {
        let rawValue: String

        init?(rawValue: String) {
            guard !rawValue.isEmpty else { return nil }
            self.rawValue = rawValue
        }
    }
}
