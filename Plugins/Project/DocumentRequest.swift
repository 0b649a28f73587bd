import PortalKit

/// What is needed from a customer before the work can go on: tasks that ask for a file, written down several at once.
struct DocumentRequest {
    /// More than these at once are a list that nobody reads.
    static let most = 50

    /// What staff fill in.
    struct Draft {
        let titles: [String]
        let dueOn: PlainDate?
        let contact: String
        let isShared: Bool

        init(_ form: Form) throws(PortalError) {
            var check = FormCheck(form)
            titles = DocumentRequest.titles(
                check.text("titles", mostBytes: 20_000, missing: "Write what you need, one thing a line."))
            dueOn = check.date("due")
            contact = form["contact"]
            isShared = check.isTicked("shared")
            if titles.count > DocumentRequest.most {
                check.refuse("titles", "At most \("n", DocumentRequest.most) at once.")
            }
            if titles.contains(where: { $0.utf8.count > 160 }) {
                check.refuse("titles", "A line has room for 160 letters.")
            }
            try check.finish()
        }
    }

    /// The lines that say something, each once.
    static func titles(_ text: String) -> [String] {
        var titles: [String] = []
        for line in text.utf8.split(whereSeparator: { $0 == 0x0A || $0 == 0x0D }) {
            let blank: (UInt8) -> Bool = { $0 == 0x20 || $0 == 0x09 }
            let bytes = line.drop(while: blank)
            guard let last = bytes.lastIndex(where: { !blank($0) }) else { continue }
            let title = String(decoding: bytes[...last], as: UTF8.self)
            if !titles.contains(title) { titles.append(title) }
        }
        return titles
    }
}

extension Item {
    /// Whether this person may send what it asks for: the one whose it is, or any member where it is nobody's.
    func awaitsFile(of person: ID<ContactReference>?) -> Bool {
        asksFile && !isDone && (contact == nil || contact == person)
    }

    /// A task that asks for a file is not ticked off without one by who was asked.
    func refuseWithoutFile() throws(PortalError) {
        guard !asksFile else { throw PortalError.conflict("It asks for a file: send it, and it is done.") }
    }
}

extension Item.Draft {
    /// A task that asks for a file and is shared afterwards, with the others of its list.
    init(asking title: String, _ draft: DocumentRequest.Draft) {
        self.title = title
        (text, list, assignee) = ("", "", "")
        (startsOn, dueOn) = (nil, draft.dueOn)
        contact = draft.contact
        asksFile = true
        folder = ""
        files = []
        isShared = false
        version = nil
    }
}

// MARK: Statements

extension DocumentRequest {
    /// Writes them down; who is asked has one mail for all of them.
    static func add(
        _ draft: Draft, to project: Project, by staff: ID<StaffMember>, at now: Instant,
        _ tx: borrowing Transaction
    ) throws {
        var ids: [ID<Item>] = []
        for title in draft.titles {
            let item = try Item.add(
                Item.Draft(asking: title, draft), .task, to: project, by: staff, at: now, tx)
            try tx.audit("project.item.written", .item, item.id)
            if draft.isShared { try tx.audit("project.item.shared", .item, item.id) }
            ids.append(item.id)
        }
        guard draft.isShared else { return }
        try tx.execute(
            """
            UPDATE project_item SET shared_at = \(now), shared_by = \(staff), told_at = \(now)
            WHERE id IN (\(list: ids))
            """)
        try project.touch(at: now, tx)
        let asked = try project.member(draft.contact, tx)
        try tx.notify(
            .filesAsked, about: project.id, to: .contacts(try asked.map { [$0] } ?? project.people(tx)))
    }
}

extension Item {
    /// All that is asked for in a project, what is open first.
    static func requests(of project: Project, _ scope: Scope, _ db: borrowing Reading) throws -> [Item] {
        try some(
            of: project, where: "i.asks_file", by: "i.done_at IS NOT NULL, i.due_on IS NULL, i.due_on, i.id",
            scope, db)
    }

    /// The customer's person sends what it asked for: once, and it is done by it.
    ///
    /// - Throws: `PortalError.conflict` when somebody was quicker, or it is asked of somebody else now.
    func deliver(
        _ files: [UploadedFile], of project: Project, by actor: Actor, at now: Instant,
        _ tx: borrowing Transaction
    ) throws {
        let changed = try tx.execute(
            """
            UPDATE project_item SET done_at = \(now), done_by_contact = \(actor.contact), done_by = \(actor.actedBy)
            WHERE id = \(id) AND kind = 'task' AND asks_file AND done_at IS NULL AND shared_at IS NOT NULL
                AND (contact_id IS NULL OR contact_id = \(actor.contact))
                \(unscoped: "a task that the scope of this request found")
            """)
        guard changed.affected == 1 else {
            throw PortalError.conflict("Somebody sent it a moment ago, or it is asked of somebody else now.")
        }
        try Self.addFiles(files, to: id, of: project, by: actor, at: now, tx)
        try project.touch(at: now, tx)
        try tellDone(in: project, tx)
        try tx.publish(.requestDelivered, Happening(self, of: project))
    }
}

extension Notice {
    static let filesAsked = Notice(
        "project.files-asked", title: "Files are asked for", subject: "{project}: we need files from you",
        text:
            "Hello {name},\n\nfor the project {project} we need from you:\n\n{titles}\n\nYou can send them here: {link}",
        placeholders: ["project", "titles"], needs: .viewProjects
    ) { (id: ID<Project>, scope, _, db) in
        let found: [(ref: Ref<Project>, name: String, title: String)] = try db.rows(
            """
            SELECT p.ref, p.name, i.title FROM project_item i JOIN project_project p ON p.id = i.project_id
            WHERE p.id = \(id) AND i.asks_file AND i.done_at IS NULL AND \(sql: Project.visible(scope))
                AND \(sql: Item.visible(scope))
            ORDER BY i.id LIMIT 100
            """
        ) { (try $0.next(), try $0.next(), try $0.next()) }
        guard let first = found.first else { return nil }
        let titles = found.map { "- " + $0.title }.joined(separator: "\n")
        return Notice.Facts(path: "\(Project.list)/\(first.ref)", ["project": first.name, "titles": titles])
    }
}
