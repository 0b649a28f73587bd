import PortalKit

/// What customers do.
enum ReadingRoutes {
    private static let reading: Right<CustomerContext> = .customer(.viewPublic)

    static let customer: [Route<CustomerContext>] = [
        .get("/articles", needs: reading) { request, context in
            let access = try Article.Access(context)
            let paging = try context.paging(request)
            return try context.read { db in
                let shelves = try Article.shelves(access, db)
                let isNarrowed =
                    !paging.search.isEmpty || paging.filter("section", Article.Narrowed.self) != nil
                guard isNarrowed else { return .page(ReadingPages.front(shelves, context.ui)) }
                let found = try Article.listing(paging, access, db)
                return .page(ReadingPages.list(found, shelves, context.ui))
            }
        },
        .get("/articles/{article}", needs: reading) { request, context in
            let access = try Article.Access(context)
            let article = try found(request, access, context)
            let said = try context.read { try Feedback.own(article, access, $0) }
            return .page(ReadingPages.article(article, said, context.ui))
        },
        .post("/articles/{article}", needs: reading) { request, context, write in
            let access = try Article.Access(context)
            let article = try found(request, access, context)
            let draft = try Feedback.Draft(request.form)
            try write { tx in
                try Feedback.give(draft, of: article, access, by: context.viewer, at: context.now, tx)
                try tx.audit("documentation.article.rated", .article, article.id)
            }
            return .seeOther(article.path + "#feedback", saying: "Thank you for telling us.")
        },
        .post("/articles/{article}/answered", needs: reading) { request, context, write in
            let access = try Article.Access(context)
            let article = try found(request, access, context)
            try write { tx in
                try article.noteAnswered(access, at: context.now, tx)
                try tx.audit("documentation.article.answered", .article, article.id)
            }
            return .seeOther(article.path, saying: "Good to know. No ticket was opened.")
        },
    ]

    private static func found(
        _ request: Request, _ access: Article.Access, _ context: CustomerContext
    ) throws -> Article {
        let ref: Ref<Article> = try request.ref(.article)
        guard let article = try context.read({ try Article.find(ref, access, $0) }) else {
            throw PortalError.notFound
        }
        return article
    }
}
