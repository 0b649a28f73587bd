import PortalKit

/// What staff do.
enum DeskRoutes {
    private static let writing: Right<StaffContext> = .staff(.writeDocumentation)

    static let staff = articles + states + versions + sections

    private static let articles: [Route<StaffContext>] = [
        .get("/articles", needs: writing) { request, context in
            let paging = try context.paging(request)
            return try context.read { db in
                let found = try Manuscript.listing(paging, context.scope, db)
                return .page(DeskPages.list(found, try Section.all(db), context.ui))
            }
        },
        .get("/articles/new", needs: writing) { _, context in
            let sections = try context.read { try Section.all($0) }
            return .page(DeskForms.new(sections, context.ui))
        },
        .post("/articles/new", needs: writing) { request, context, write in
            let draft = try Manuscript.Draft(request.form)
            let ref = try write { tx in
                let (id, ref) = try Manuscript.begin(draft, by: context.staff.id, at: context.now, tx)
                try tx.audit("documentation.article.written", .article, id)
                if draft.publishes { try publish(id, context, tx) }
                return ref
            }
            return .seeOther("\(Article.staffList)/\(ref)", saying: said(draft))
        },
        .get("/articles/{article}", needs: writing) { request, context in
            let article = try found(request, context)
            return try context.read { db in
                .page(
                    DeskPages.detail(
                        article, try article.versions(db), try Feedback.all(of: article.id, db), context.ui))
            }
        },
        .get("/articles/{article}/edit", needs: writing) { request, context in
            let article = try found(request, context)
            let sections = try context.read { try Section.all($0) }
            return .page(DeskForms.edit(article, sections, context.ui))
        },
        .post("/articles/{article}/edit", needs: writing) { request, context, write in
            let article = try found(request, context)
            let draft = try Manuscript.Draft(request.form)
            try write { tx in
                try article.save(draft, at: context.now, tx)
                try tx.audit("documentation.article.changed", .article, article.id)
                let isNews = article.publishedAt == nil || draft.text != article.live
                if draft.publishes, isNews { try publish(article.id, context, tx) }
            }
            return .seeOther(article.staffPath, saying: said(draft))
        },
    ]

    private static let states: [Route<StaffContext>] = [
        .post("/articles/{article}/publish", needs: writing) { request, context, write in
            let article = try found(request, context)
            try write { tx in try publish(article.id, context, tx) }
            return .seeOther(article.staffPath, saying: "The article is published.")
        },
        .post("/articles/{article}/withdraw", needs: writing) { request, context, write in
            let article = try found(request, context)
            try write { tx in
                try article.withdraw(at: context.now, tx)
                try tx.audit("documentation.article.withdrawn", .article, article.id)
            }
            return .seeOther(article.staffPath, saying: "Customers do not see it any more.")
        },
    ]

    private static let versions: [Route<StaffContext>] = [
        .get("/articles/{article}/versions/{version}", needs: writing) { request, context in
            let (article, version) = try published(request, context)
            return .page(DeskPages.version(version, of: article, context.ui))
        },
        .post("/articles/{article}/versions/{version}", needs: writing) { request, context, write in
            let (article, version) = try published(request, context)
            try write { tx in
                try article.restore(version, at: context.now, tx)
                try tx.audit("documentation.article.restored", .article, article.id)
            }
            return .seeOther(article.staffPath, saying: "Version \("n", version.number) is back as a draft.")
        },
    ]

    private static let sections: [Route<StaffContext>] =
        [.list("/sections", needs: writing, Section.listing, DeskPages.sections)]
        + Route.editor(
            "/sections", of: .section, needs: writing, Section.find, DeskPages.sectionEditor, Section.save)

    private static func publish(
        _ id: ID<Manuscript>, _ context: StaffContext, _ tx: borrowing Transaction
    ) throws {
        try Manuscript.publish(id, by: context.staff.id, at: context.now, tx)
        try tx.audit("documentation.article.published", .article, id)
    }

    private static func said(_ draft: Manuscript.Draft) -> Words {
        draft.publishes ? "The article is published." : "Saved. This is how it will look."
    }

    private static func found(_ request: Request, _ context: StaffContext) throws -> Manuscript {
        let ref: Ref<Manuscript> = try request.ref(.article)
        guard let article = try context.read({ try Manuscript.find(ref, context.scope, $0) }) else {
            throw PortalError.notFound
        }
        return article
    }

    private static func published(
        _ request: Request, _ context: StaffContext
    ) throws -> (Manuscript, Version) {
        let article = try found(request, context)
        let ref: Ref<Version> = try request.ref(.version)
        guard let version = try context.read({ try Version.find(ref, of: article, $0) }) else {
            throw PortalError.notFound
        }
        return (article, version)
    }
}
