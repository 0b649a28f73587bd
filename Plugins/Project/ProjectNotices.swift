import PortalKit

// The mails of projects. Each is found anew within the recipient's own scope: who could not open it, is not told.
extension Notice {
    static let projectJoined = Notice(
        "project.project-joined", title: "Somebody was added to a project", subject: "You are in {project}",
        text:
            "Hello {name},\n\nyou are a member of the project {project} now. You can follow it here: {link}",
        placeholders: ["project"], needs: .viewProjects
    ) { (id: ID<Project>, scope, _, db) in
        try db.first(
            "SELECT p.ref, p.name FROM project_project p WHERE p.id = \(id) AND \(sql: Project.visible(scope))"
        ) { row in
            let ref: Ref<Project> = try row.next()
            return Notice.Facts(path: "\(Project.list)/\(ref)", ["project": try row.next()])
        }
    }

    static let itemShared = Notice(
        "project.item-shared", title: "An update or a document was shared", subject: "{project}: {title}",
        text:
            "Hello {name},\n\n{author} shared {title} in the project {project}.\n\n{text}\n\nRead it here: {link}",
        placeholders: ["project", "title", "author", "text"], needs: .viewProjects
    ) { (id: ID<Item>, scope, _, db) in try Item.facts(id, scope, db) }

    static let taskGiven = Notice(
        "project.task-given", title: "Somebody got a task", subject: "A task for you: {title}",
        text:
            "Hello {name},\n\nin the project {project} there is a task for you: {title}.\n\n{text}\n\nYou find it here: {link}",
        placeholders: ["project", "title", "author", "text"], needs: .viewProjects
    ) { (id: ID<Item>, scope, _, db) in try Item.facts(id, scope, db) }

    static let approvalAsked = Notice(
        "project.approval-asked", title: "An approval is asked for", subject: "Please approve: {title}",
        text:
            "Hello {name},\n\nin the project {project} we ask you to approve {title}.\n\n{text}\n\nApprove it or ask for changes here: {link}",
        placeholders: ["project", "title", "author", "text"], needs: .approveItems
    ) { (id: ID<Item>, scope, _, db) in try Item.facts(id, scope, db) }

    static let commentShared = Notice(
        "project.comment-shared", title: "A comment was shared", subject: "{project}: {title}",
        text: "Hello {name},\n\n{author} wrote about {title}:\n\n{text}\n\nAnswer here: {link}",
        placeholders: ["project", "title", "author", "text"], needs: .viewProjects
    ) { (id: ID<Comment>, scope, _, db) in try Comment.facts(id, where: "TRUE", scope, db) }
}

extension Comment {
    static func facts(
        _ id: ID<Comment>, where condition: SQL, _ scope: Scope, _ db: borrowing Reading
    ) throws -> Notice.Facts? {
        try db.first(
            """
            SELECT p.ref, i.ref, n.ref, p.name, i.title, COALESCE(s.name, k.name, c.name), n.body FROM \(sql: joined)
            WHERE n.id = \(id) AND \(sql: visible(scope)) AND \(sql: condition)
            """
        ) { row in
            let (project, item, ref): (Ref<Project>, Ref<Item>, Ref<Comment>) = (
                try row.next(), try row.next(), try row.next()
            )
            return Notice.Facts(
                path: "\(Project.list)/\(project)/items/\(item)#comment-\(ref)",
                [
                    "project": try row.next(), "title": try row.next(), "author": try row.next(),
                    "text": try row.next(),
                ])
        }
    }
}

extension Item {
    fileprivate static func facts(
        _ id: ID<Item>, _ scope: Scope, _ db: borrowing Reading
    ) throws -> Notice.Facts? {
        try db.first(
            """
            SELECT p.ref, i.ref, p.name, i.title, COALESCE(s.name, ''), i.body FROM project_item i
            JOIN project_project p ON p.id = i.project_id LEFT JOIN portico_staff s ON s.id = i.created_by
            WHERE i.id = \(id) AND \(sql: Project.visible(scope)) AND \(sql: visible(scope))
            """
        ) { row in
            let (project, item): (Ref<Project>, Ref<Item>) = (try row.next(), try row.next())
            return Notice.Facts(
                path: "\(Project.list)/\(project)/items/\(item)",
                [
                    "project": try row.next(), "title": try row.next(), "author": try row.next(),
                    "text": try row.next(),
                ])
        }
    }
}
