import PortalKit

/// What the walk proves projects with.
enum ProjectExamples {
    static let all = Examples([project, item, file, comment], forms: forms)

    private static let project = ExampleRecord(
        .project, of: .contact, shared: .byStaff, removed: .never, seenBy: .viewProjects
    ) { it, tx in
        let ref: Ref<Project> = tx.newRef()
        try tx.execute("UPDATE project_counter SET value = value + 1 WHERE name = 'project'")
        try tx.execute(
            """
            INSERT INTO project_project (customer_id, ref, number, name, description, created_at, updated_at, shared_at, shared_by)
            SELECT \(it.customer), \(ref), k.value, \(it.text), \(it.text), \(it.now), \(it.now), \(it.shared.at), \(it.shared.by)
            FROM project_counter k
            """)
        try tx.execute(
            """
            INSERT INTO project_member (project_id, contact_id, customer_id, added_at)
            SELECT p.id, \(it.contact), p.customer_id, \(it.now) FROM project_project p WHERE p.ref = \(ref)
            """)
        return ref
    }

    private static let item = ExampleRecord(
        .item, in: .project, of: .contact, shared: .byStaff, removed: .never
    ) { it, tx in
        let ref: Ref<Item> = tx.newRef()
        try tx.execute(
            """
            INSERT INTO project_item (customer_id, project_id, ref, kind, title, body, asked_at, asked_by, round, created_at,
                created_by, shared_at, shared_by)
            SELECT p.customer_id, p.id, \(ref), 'document', \(it.text), \(it.text), \(it.now), \(it.staff), 1, \(it.now),
                \(it.staff), \(it.shared.at), \(it.shared.by)
            FROM project_project p WHERE p.ref = \(try it.parent() as Ref<Project>)
            """)
        return ref
    }

    private static let file = ExampleRecord(
        .file, in: .item, of: .contact, shared: .always, removed: .never
    ) { it, tx in
        let ref: Ref<ItemFile> = tx.newRef()
        try tx.execute(
            """
            INSERT INTO project_file (customer_id, project_id, item_id, ref, attachment_id, created_at, created_by)
            SELECT i.customer_id, i.project_id, i.id, \(ref), \(try tx.attach(it.file)), \(it.now), \(it.staff)
            FROM project_item i WHERE i.ref = \(try it.parent() as Ref<Item>)
            """)
        return ref
    }

    private static let comment = ExampleRecord(
        .comment, in: .item, of: .contact, shared: .byStaff, removed: .never
    ) { it, tx in
        let ref: Ref<Comment> = tx.newRef()
        try tx.execute(
            """
            INSERT INTO project_comment (customer_id, project_id, item_id, ref, body, created_at, created_by, shared_at, shared_by)
            SELECT i.customer_id, i.project_id, i.id, \(ref), \(it.text), \(it.now), \(it.staff), \(it.shared.at), \(it.shared.by)
            FROM project_item i WHERE i.ref = \(try it.parent() as Ref<Item>)
            """)
        try tx.execute(
            """
            INSERT INTO project_question (comment_id, customer_id, project_id, item_id, waits_for, contact_id, asked_at)
            SELECT n.id, n.customer_id, n.project_id, n.item_id, 'customer', \(it.contact), \(it.now) FROM project_comment n
            WHERE n.ref = \(ref)
            """)
        return ref
    }

    private static let forms: [ExampleForm] = [
        .customer("/calendar", [:], naming: ["project": .project]), .customer("/calendar/revoke", [:]),
        .customer("/projects/{project}/items/{item}", ["comment": "thank you"], files: ["files"]).after {
            (ref: Ref<Item>, tx) in try tx.execute("UPDATE project_item SET kind = 'task' WHERE ref = \(ref)")
        },
        .customer(
            "/projects/{project}/items/{item}/decision",
            ["verdict": "changes", "wish": "wider", "round": "1"]),
        .customer("/projects/{project}/items/{item}/done", [:]).after { (ref: Ref<Item>, tx) in
            try tx.execute(
                """
                UPDATE project_item i JOIN project_member m ON m.project_id = i.project_id
                SET i.kind = 'task', i.contact_id = m.contact_id WHERE i.ref = \(ref)
                """)
        },
        .customer("/projects/{project}/items/{item}/delivery", [:], files: ["files"]).after {
            (ref: Ref<Item>, tx) in
            try tx.execute("UPDATE project_item SET kind = 'task', asks_file = TRUE WHERE ref = \(ref)")
        },
        .staff("/projects/{project}/order", ["list": "0123456789ABCDEF", "way": "up"]),
        .staff("/projects/{project}/items/{item}/place", ["way": "up"]).after { (ref: Ref<Item>, tx) in
            try tx.execute("UPDATE project_item SET kind = 'task' WHERE ref = \(ref)")
        },
        .staff(
            "/projects/{project}/items/{item}/move", ["to": "doing", "from": "todo", "seen": "0"]
        ).after { (ref: Ref<Item>, tx) in
            try tx.execute("UPDATE project_item SET kind = 'task' WHERE ref = \(ref)")
        },
        .staff("/projects/{project}/template", ["name": "Every shop"]),
        .staff("/projects/{project}/items/{item}/waits", ["needs": "0123456789ABCDEF", "on": "0"]).after {
            (ref: Ref<Item>, tx) in
            try tx.execute("UPDATE project_item SET kind = 'task' WHERE ref = \(ref)")
        },
        .staff("/projects/{project}/items/{item}/time", ["hours": "1", "minutes": "30", "remark": "talks"])
            .after {
                (ref: Ref<Item>, tx) in
                try tx.execute("UPDATE project_item SET kind = 'task' WHERE ref = \(ref)")
            },
        .staff("/projects/{project}/items/{item}/time/remove", ["entry": "0123456789ABCDEF"]).after {
            (ref: Ref<Item>, tx) in
            try tx.execute("UPDATE project_item SET kind = 'task' WHERE ref = \(ref)")
        },
        .staff("/projects/{project}/hours", ["budget": "40"]),
        .staff("/projects/{project}/hours/sharing", ["what": "hours", "on": "1"]),
        .staff("/projects/{project}/items/{item}/ticket", ["ticket": "#1042"]).after {
            (ref: Ref<Item>, tx) in
            try tx.execute("UPDATE project_item SET kind = 'task' WHERE ref = \(ref)")
        },
        .customer("/projects/{project}/question", ["question": "when do you come?"]),
        .staff("/projects/{project}/items/{item}/question", ["question": "which colour?"]),
        .staff("/projects/{project}/items/{item}/comments/{comment}/end", [:]),
        .staff("/projects/{project}/requests", ["titles": "Letter of the landlord", "shared": "1"]),
        .staff(
            "/projects/new",
            ["name": "New shop", "status": "active", "shared": "1", "customer": ExampleForm.customersNumber]),
        .staff("/projects/{project}/sharing", ["on": "1"], naming: ["items": .item]),
        .staff(
            "/projects/{project}/copy",
            ["name": "Next shop", "starts": "2026-06-01", "customer": ExampleForm.customersNumber]),
        .staff("/projects/{project}/edit", ["name": "New shop", "status": "paused"]),
        .staff("/projects/{project}/archive", ["on": "1"]),
        .staff("/projects/{project}/people", [:], naming: ["contact": .contact]),
        .staff("/projects/{project}/people/remove", [:], naming: ["contact": .contact]),
        .staff(
            "/projects/{project}/items/new",
            ["kind": "document", "title": "Plan", "folder": "Plans", "shared": "1"],
            files: ["files"]),
        .staff("/projects/{project}/items/{item}", ["comment": "we look at it"]),
        .staff(
            "/projects/{project}/items/{item}/edit", ["title": "Plan two", "folder": "Plans"],
            files: ["files"]),
        .staff("/projects/{project}/items/{item}/sharing", ["on": "1"]),
        .staff("/projects/{project}/items/{item}/done", ["on": "1"]).after { (ref: Ref<Item>, tx) in
            try tx.execute("UPDATE project_item SET kind = 'task' WHERE ref = \(ref)")
        },
        .staff("/projects/{project}/items/{item}/approval", ["on": "0"]),
        .staff("/projects/{project}/items/{item}/comments/{comment}/sharing", ["on": "1"]),
    ]
}
