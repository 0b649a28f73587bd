import PortalKit

// Tasks of another system: known within their project by their external id, brought up to date by importing them again.
extension Item {
    static let importer = Importer(
        "tasks",
        [
            ImportColumn("external_id", also: ["id", "task", "task_id", "key"], isRequired: true),
            ImportColumn("project", also: ["project_number"], isRequired: true),
            ImportColumn("list", also: ["task_list", "section"]),
            ImportColumn("title", also: ["name", "summary"], isRequired: true),
            ImportColumn("text", also: ["description", "notes", "body"]),
            ImportColumn("due", also: ["due_on", "due_date"]),
            ImportColumn("starts", also: ["starts_on", "start_date"]), ImportColumn("shared"),
        ]
    ) { row, context, tx in try take(row, context, tx) }

    /// It is written in the name of who leads its project. What the row says nothing of, who does it and whether it is
    /// done, stays as it is; so does who sees it where the column is empty. A new one is private then.
    private static func take(
        _ row: ImportRow, _ context: SystemContext, _ tx: borrowing Transaction
    ) throws -> Importer.Outcome {
        let draft = try Draft(row.form, .task, isNew: true)
        let id = row["external_id"]
        guard (1...64).contains(id.utf8.count) else {
            throw PortalError.invalid("external_id", "Use 1 to 64 bytes.")
        }
        let isShared = try sharing(row)
        let (project, lead) = try project(row, context, tx)
        guard let stored = try known(id, in: project, context, tx) else {
            let added = try add(draft, .task, to: project, by: lead, at: context.now, tx)
            try tx.execute("UPDATE project_item SET external_id = \(id) WHERE id = \(added.id)")
            if isShared == true, !draft.isShared {
                let item = try context.read { try find(added.ref, in: project.ref, context.scope, $0) }
                try item?.share(true, of: project, by: lead, at: context.now, tx)
            }
            try tx.audit("project.item.written", .item, added.id)
            if isShared == true { try tx.audit("project.item.shared", .item, added.id) }
            return .added
        }
        try stored.take(draft, of: project, by: lead, at: context.now, tx)
        if let isShared, isShared != stored.isShared {
            try stored.share(isShared, of: project, by: lead, at: context.now, tx)
            try tx.audit(isShared ? "project.item.shared" : "project.item.hidden", .item, stored.id)
        }
        return .updated
    }

    /// Writes what is different, so that the same file once more changes nothing.
    private func take(
        _ draft: Draft, of project: Project, by lead: ID<StaffMember>, at now: Instant,
        _ tx: borrowing Transaction
    ) throws {
        let isSame =
            title == draft.title && text == draft.text && (list?.name ?? "") == draft.list
            && startsOn == draft.startsOn && dueOn == draft.dueOn
        guard !isSame else { return }
        try tx.execute(
            """
            UPDATE project_item SET title = \(draft.title), body = \(draft.text),
                list_id = \(try TaskList.named(draft.list, of: project, by: lead, at: now, tx)),
                starts_on = \(draft.startsOn), due_on = \(draft.dueOn), version = version + 1
            WHERE id = \(id)
            """)
        try tx.audit("project.item.changed", .item, id)
        if isShared { try project.touch(at: now, tx) }
    }

    /// Whether its customer sees it; nil where the row does not say.
    private static func sharing(_ row: ImportRow) throws -> Bool? {
        switch row["shared"].lowercased() {
        case "": nil
        case "1", "yes", "true": true
        case "0", "no", "false": false
        default: throw PortalError.invalid("shared", "Write yes or no.")
        }
    }

    private static func known(
        _ id: String, in project: Project, _ context: SystemContext, _ tx: borrowing Transaction
    ) throws -> Item? {
        let ref: Ref<Item>? = try tx.first(
            """
            SELECT ref FROM project_item WHERE project_id = \(project.id) AND external_id = \(id) AND kind = 'task'
            """
        ) { try $0.next() }
        guard let ref else { return nil }
        return try context.read { try find(ref, in: project.ref, context.scope, $0) }
    }

    private static func project(
        _ row: ImportRow, _ context: SystemContext, _ tx: borrowing Transaction
    ) throws -> (project: Project, lead: ID<StaffMember>) {
        let text = row["project"]
        // P-101, as people read it, or the number alone.
        let isNamed = text.utf8.starts(with: [0x50, 0x2D])
        let number = Int(isNamed ? text.dropFirst(2) : text[...])
        let found: (ref: Ref<Project>, lead: ID<StaffMember>?)? = try tx.first(
            "SELECT ref, COALESCE(lead_id, created_by) FROM project_project WHERE number = \(number)"
        ) { (try $0.next(), try $0.next()) }
        guard let found,
            let project = try context.read({ try Project.find(found.ref, context.scope, $0) })
        else { throw PortalError.invalid("project", "There is no project with this number.") }
        guard let lead = found.lead else {
            throw PortalError.invalid("project", "Nobody leads this project, so nobody adds tasks to it.")
        }
        try project.refuseTemplate("project")
        guard !project.isArchived else {
            throw PortalError.invalid("project", "The project has been put away; bring it back first.")
        }
        return (project, lead)
    }
}
