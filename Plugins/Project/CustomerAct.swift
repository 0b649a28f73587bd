import PortalKit

/// What somebody of a customer did in a project, for who leads it: told a moment later.
struct CustomerAct: Codable, Sendable {
    enum What: String, Codable {
        case commented, asked, finished, decided
    }

    let what: What
    let item: String

    init(_ what: What, of item: Ref<Item>) {
        self.what = what
        self.item = "\(item)"
    }

    func tell(_ tx: borrowing Transaction) throws { try tx.enqueue(Self.told, payload: self) }

    /// A mail to who leads the project: no request of a customer writes to staff by itself.
    static let told = TaskKind("project.tell-lead") { (act: CustomerAct, context, write) in
        let ref = try Ref<Item>(act.item)
        let found: (item: ID<Item>, lead: ID<StaffMember>?, assignee: ID<StaffMember>?)? = try context.read {
            try $0.first(
                """
                SELECT i.id, p.lead_id, i.assignee_id FROM project_item i JOIN project_project p ON p.id = i.project_id
                WHERE i.ref = \(ref)
                """
            ) { (try $0.next(), try $0.next(), try $0.next()) }
        }
        guard let found else { return }
        // A question reaches who does the work as well.
        let others = act.what == .asked && found.assignee != found.lead ? [found.assignee] : []
        try write { tx in
            for staff in ([found.lead] + others).compactMap(\.self) {
                try tx.tell(staff, act.what.notice, about: found.item)
            }
        }
    }
}

extension CustomerAct.What {
    fileprivate var notice: StaffNotice {
        switch self {
        case .commented: .commented
        case .asked: .asked
        case .finished: .finished
        case .decided: .decided
        }
    }
}

// Each is read when its mail is written: what was said last, who finished it, what was decided.
extension StaffNotice {
    static let commented = StaffNotice(
        "project.commented", title: "A customer commented in your project", needs: .workOnProjects
    ) { (id: ID<Item>, _, db) in
        try db.first(
            """
            SELECT p.ref, i.ref, i.title, COALESCE(k.name, c.name), n.body FROM project_comment n
            JOIN project_item i ON i.id = n.item_id JOIN project_project p ON p.id = i.project_id
            JOIN portico_customer c ON c.id = n.customer_id LEFT JOIN portico_contact k ON k.id = n.contact_id
            WHERE n.item_id = \(id) AND n.created_by IS NULL ORDER BY n.id DESC LIMIT 1
            """
        ) { row in
            let path = try Item.staffPath(row)
            let (title, who, text): (String, String, String) = (
                try row.next(), try row.next(), try row.next()
            )
            return Facts("\("name", who) wrote about \("title", title)", said(text), at: path)
        }
    }

    static let asked = StaffNotice(
        "project.asked", title: "A customer asked a question in your project", needs: .workOnProjects
    ) { (id: ID<Item>, _, db) in
        try db.first(
            """
            SELECT p.ref, i.ref, i.title, COALESCE(k.name, c.name), n.body FROM project_question q
            JOIN project_comment n ON n.id = q.comment_id JOIN project_item i ON i.id = q.item_id
            JOIN project_project p ON p.id = q.project_id JOIN portico_customer c ON c.id = q.customer_id
            LEFT JOIN portico_contact k ON k.id = n.contact_id
            WHERE q.item_id = \(id) AND q.waits_for = 'staff' AND q.settled_at IS NULL ORDER BY n.id DESC LIMIT 1
            """
        ) { row in
            let path = try Item.staffPath(row)
            let (title, who, text): (String, String, String) = (
                try row.next(), try row.next(), try row.next()
            )
            return Facts("\("name", who) asks about \("title", title)", said(text), at: path)
        }
    }

    static let finished = StaffNotice(
        "project.finished", title: "A customer finished a task in your project", needs: .workOnProjects
    ) { (id: ID<Item>, _, db) in
        try db.first(
            """
            SELECT p.ref, i.ref, i.title, COALESCE(k.name, c.name), i.body FROM project_item i
            JOIN project_project p ON p.id = i.project_id JOIN portico_customer c ON c.id = i.customer_id
            LEFT JOIN portico_contact k ON k.id = i.done_by_contact WHERE i.id = \(id) AND i.done_at IS NOT NULL
            """
        ) { row in
            let path = try Item.staffPath(row)
            let (title, who, text): (String, String, String) = (
                try row.next(), try row.next(), try row.next()
            )
            return Facts("\("name", who) finished \("title", title)", said(text), at: path)
        }
    }

    static let decided = StaffNotice(
        "project.decided", title: "A customer decided in your project", needs: .workOnProjects
    ) { (id: ID<Item>, _, db) in
        try db.first(
            """
            SELECT p.ref, i.ref, i.title, COALESCE(k.name, c.name), d.comment, d.verdict FROM project_decision d
            JOIN project_item i ON i.id = d.item_id AND i.round = d.round JOIN project_project p ON p.id = i.project_id
            JOIN portico_customer c ON c.id = d.customer_id LEFT JOIN portico_contact k ON k.id = d.contact_id
            WHERE i.id = \(id)
            """
        ) { row in
            let path = try Item.staffPath(row)
            let (title, who, text): (String, String, String) = (
                try row.next(), try row.next(), try row.next()
            )
            let verdict = try Item.Decision.Verdict.read(row)
            return Facts(
                verdict == .approved
                    ? "\("name", who) approved \("title", title)"
                    : "\("name", who) wishes changes of \("title", title)", said(text), at: path)
        }
    }

    private static func said(_ text: String) -> Words {
        text.isEmpty ? "There are no words with it." : Words(verbatim: text.opening(2_000))
    }
}

extension Item {
    /// The page of staff of an item, of which a row begins with the references of its project and of itself.
    fileprivate static func staffPath(_ row: borrowing Row) throws -> String {
        let (project, item): (Ref<Project>, Ref<Item>) = (try row.next(), try row.next())
        return "\(Project.staffList)/\(project)/items/\(item)"
    }
}
