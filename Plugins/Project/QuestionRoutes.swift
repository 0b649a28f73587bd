import PortalKit

/// Asking and what becomes of it.
enum QuestionRoutes {
    private static let working: Right<StaffContext> = .staff(.workOnProjects)
    private static let commenting: Right<CustomerContext> = .customer(.commentProjects)

    // MARK: Customers

    static let customer: [Route<CustomerContext>] = [
        .get("/projects/{project}/question", needs: commenting) { request, context in
            .page(QuestionPages.form(try reached(request, context), context.ui))
        },
        .post("/projects/{project}/question", needs: commenting) { request, context, write in
            let project = try reached(request, context)
            let draft = try Question.Draft(request.form)
            let ref = try write { tx in
                let item = try Item.open(draft, in: project, at: context.now, tx)
                let comment = try Comment.add(
                    draft.text, isShared: true, to: item.id, of: project, by: Item.Actor(context.viewer),
                    at: context.now, tx)
                try Question.ask(comment, of: .staff, on: item.id, of: project, at: context.now, tx)
                try CustomerAct(.asked, of: item.ref).tell(tx)
                return item.ref
            }
            return .seeOther("\(project.path)/items/\(ref)", saying: "Asked. The answer comes here.")
        },
    ]

    /// The project that he sees and may write in, while it goes on.
    private static func reached(_ request: Request, _ context: CustomerContext) throws -> Project {
        let ref: Ref<Project> = try request.ref(.project)
        let (scope, seen) = (try context.scope(.commentProjects), try ProjectRoutes.seen(context))
        let found = try context.read { db in
            try Project.find(ref, scope, db) == nil ? nil : try Project.find(ref, seen, db)
        }
        guard let found else { throw PortalError.notFound }
        guard !found.isArchived else {
            throw PortalError.conflict("The project has been put away; it is only read now.")
        }
        return found
    }

    /// What waits for the person who looks, where he may answer.
    @Sendable static func waiting(
        _ context: CustomerContext, _ scope: Scope, _ db: borrowing Reading
    ) throws -> [Waiting] {
        try asked(context, in: nil, scope, db).map {
            Waiting(
                $0.title, icon: .message, reason: "\("name", $0.asker) asks you a question", since: $0.at,
                verb: "Answer", at: $0.path)
        }
    }

    static func asked(
        _ context: CustomerContext, in project: ID<Project>?, _ scope: Scope, _ db: borrowing Reading
    ) throws -> [Question.Asked] {
        guard context.reach(.commentProjects) != .none else { return [] }
        return try Question.waiting(for: context.viewer.person, in: project, scope, db)
    }

    // MARK: Staff

    static let list = "/staff/project/questions"

    static let staff: [Route<StaffContext>] = [
        .list("/questions", needs: working, Question.listing, QuestionPages.list),
        .get("/projects/{project}/items/{item}/question", needs: working) { request, context in
            let (project, item) = try DeskRoutes.foundItem(request, context)
            let members = try context.read { try Member.all(of: project, context.scope, $0) }
            return .page(QuestionPages.form(item, of: project, members, context.ui))
        },
        .post("/projects/{project}/items/{item}/question", needs: working) { request, context, write in
            let (project, item) = try DeskRoutes.foundItem(request, context)
            try DeskRoutes.refuseArchived(project)
            try item.refuseQuestionWhileHidden()
            let draft = try Question.Draft(request.form)
            try write { tx in
                let contact = try project.member(draft.contact, tx)
                let comment = try Comment.add(
                    draft.text, isShared: true, to: item.id, of: project, by: .staff(context.staff.id),
                    at: context.now, tx)
                try Question.ask(
                    comment, of: .customer, contact, on: item.id, of: project, at: context.now, tx)
                _ = try Comment.isNews(comment, at: context.now, tx)
                try tx.notify(
                    .questionAsked, about: comment,
                    to: .contacts(try contact.map { [$0] } ?? project.people(tx)))
            }
            return .seeOther(item.staffPath + "#answer", saying: "Asked. Who is asked has a mail.")
        },
        .post("/projects/{project}/items/{item}/comments/{comment}/end", needs: working) {
            request, context, write in
            let (_, item) = try DeskRoutes.foundItem(request, context)
            let ref: Ref<Comment> = try request.ref(.comment)
            let comment = try context.read { try Comment.find(ref, in: item, context.scope, $0) }
            guard let comment, let question = comment.question else { throw PortalError.notFound }
            let outcome = question.ending
            try write { tx in try Question.end(comment, as: outcome, at: context.now, tx) }
            return .seeOther(
                "\(item.staffPath)#\(comment.anchor)",
                saying: outcome == .done ? "Done." : "It waits for nobody any more.")
        },
    ]
}

extension Notice {
    static let questionAsked = Notice(
        "project.question-asked", title: "Somebody is asked a question", subject: "A question about {title}",
        text:
            "Hello {name},\n\nin the project {project}, {author} asks you about {title}:\n\n{text}\n\nAnswer here: {link}",
        placeholders: ["project", "title", "author", "text"], needs: .viewProjects
    ) { (id: ID<Comment>, scope, _, db) in try Comment.facts(id, where: "q.settled_at IS NULL", scope, db) }
}
