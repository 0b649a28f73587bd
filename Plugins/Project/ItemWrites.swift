import PortalKit

// What is written of a project's items. Their project was found by the scope of the same request.
extension Item {
    /// Who does something, for the columns that say so.
    enum Actor {
        case staff(ID<StaffMember>)
        /// Himself, or a member of staff in his place.
        case customer(ID<ContactReference>?, by: ID<StaffMember>?)

        init(_ viewer: Viewer) { self = .customer(viewer.person, by: viewer.staff?.id) }

        var staff: ID<StaffMember>? { if case .staff(let id) = self { id } else { nil } }
        var contact: ID<ContactReference>? { if case .customer(let id, _) = self { id } else { nil } }
        var actedBy: ID<StaffMember>? { if case .customer(_, let id) = self { id } else { nil } }
    }

    /// - Returns: the new item.
    static func add(
        _ draft: Draft, _ kind: Kind, to project: Project, by staff: ID<StaffMember>, at now: Instant,
        _ tx: borrowing Transaction
    ) throws -> (id: ID<Item>, ref: Ref<Item>) {
        let ref: Ref<Item> = tx.newRef()
        let contact = try project.member(draft.contact, tx)
        let id: ID<Item> = try tx.execute(
            """
            INSERT INTO project_item (customer_id, project_id, ref, kind, asks_file, folder, title, body, list_id, starts_on, due_on,
                assignee_id, contact_id, created_at, created_by, shared_at, shared_by)
            VALUES (\(project.customer), \(project.id), \(ref), \(kind.rawValue), \(draft.asksFile),
                \(try DocumentFolder.named(draft.folder, of: project, tx)), \(draft.title),
                \(draft.text),
                \(try TaskList.named(draft.list, of: project, by: staff, at: now, tx)), \(draft.startsOn), \(draft.dueOn),
                \(try Colleague.id(draft.assignee, field: "assignee", tx)), \(contact), \(now), \(staff),
                \(draft.isShared ? now : nil), \(draft.isShared ? staff : nil))
            """
        ).id()
        try addFiles(draft.files, to: id, of: project, by: .staff(staff), at: now, tx)
        if draft.isShared { try tell(id, kind, of: project, at: now, tx) }
        return (id, ref)
    }

    func save(
        _ draft: Draft, of project: Project, by staff: ID<StaffMember>, at now: Instant,
        _ tx: borrowing Transaction
    ) throws {
        let contact = try project.member(draft.contact, tx)
        try tx.save(
            """
            UPDATE project_item SET title = \(draft.title), body = \(draft.text),
                list_id = \(try TaskList.named(draft.list, of: project, by: staff, at: now, tx)),
                starts_on = \(draft.startsOn), due_on = \(draft.dueOn),
                assignee_id = \(try Colleague.id(draft.assignee, field: "assignee", tx)), contact_id = \(contact),
                asks_file = \(draft.asksFile), folder = \(try DocumentFolder.named(draft.folder, of: project, tx)),
                version = version + 1
            WHERE id = \(id) AND version = \(draft.version)
            """)
        try Self.addFiles(draft.files, to: id, of: project, by: .staff(staff), at: now, tx)
        if isShared {
            try project.touch(at: now, tx)
            if let contact, contact != self.contact {
                try tx.notify(.taskGiven, about: id, to: .contact(contact))
            }
        }
    }

    static func addFiles(
        _ files: [UploadedFile], to item: ID<Item>, of project: Project, by actor: Actor, at now: Instant,
        _ tx: borrowing Transaction
    ) throws {
        for file in files {
            let attachment = try tx.attach(file)
            try tx.execute(
                """
                INSERT INTO project_file (customer_id, project_id, item_id, ref, attachment_id, created_at, created_by,
                    contact_id)
                VALUES (\(project.customer), \(project.id), \(item), \(tx.newRef() as Ref<ItemFile>), \(attachment),
                    \(now), \(actor.staff), \(actor.contact))\(unscoped: "a file of an item that the scope found")
                """)
        }
    }

    /// Shows or hides it, at once, with its files. Its comments have switches of their own.
    func share(
        _ isOn: Bool, of project: Project, by staff: ID<StaffMember>, at now: Instant,
        _ tx: borrowing Transaction
    )
        throws
    {
        try tx.execute(
            """
            UPDATE project_item SET shared_by = IF(\(isOn), COALESCE(shared_by, \(staff)), NULL),
                shared_at = IF(\(isOn), COALESCE(shared_at, \(now)), NULL)
            WHERE id = \(id)
            """)
        if isOn { try Self.tell(id, kind, of: project, at: now, tx) }
    }

    /// The mails of what is shared for the first time.
    private static func tell(
        _ id: ID<Item>, _ kind: Kind, of project: Project, at now: Instant, _ tx: borrowing Transaction
    ) throws {
        try project.touch(at: now, tx)
        let isNews =
            try tx.execute(
                "UPDATE project_item SET told_at = \(now) WHERE id = \(id) AND told_at IS NULL"
            ).affected == 1
        guard isNews else { return }
        switch kind {
        case .update, .document: try tx.notify(.itemShared, about: id, to: .contacts(project.people(tx)))
        case .task:
            let found: (owner: ID<ContactReference>?, asksFile: Bool)? = try tx.first(
                "SELECT contact_id, asks_file FROM project_item WHERE id = \(id)"
            ) { (try $0.next(), try $0.next()) }
            if let owner = found?.owner {
                try tx.notify(.taskGiven, about: id, to: .contact(owner))
            } else if found?.asksFile == true {
                try tx.notify(.filesAsked, about: project.id, to: .contacts(project.people(tx)))
            }
        case .milestone: break
        }
    }

    /// Staff say that it is done, or not.
    func finish(
        _ isOn: Bool, of project: Project, by staff: ID<StaffMember>, at now: Instant,
        _ tx: borrowing Transaction
    )
        throws
    {
        let changed = try tx.execute(
            """
            UPDATE project_item SET done_at = \(isOn ? now : nil), done_by = \(isOn ? staff : nil), done_by_contact = NULL
            WHERE id = \(id) AND (done_at IS NOT NULL) <> \(isOn)
            """)
        guard changed.affected == 1 else { return }
        if isShared { try project.touch(at: now, tx) }
        if isOn { try tellDone(in: project, tx) }
    }

    /// The customer's person says that a task of his is done.
    ///
    /// - Throws: `PortalError.conflict` when it is not his any more, or done already.
    func finish(of project: Project, by actor: Actor, at now: Instant, _ tx: borrowing Transaction) throws {
        let changed = try tx.execute(
            """
            UPDATE project_item SET done_at = \(now), done_by_contact = \(actor.contact), done_by = \(actor.actedBy)
            WHERE id = \(id) AND kind = 'task' AND done_at IS NULL AND contact_id = \(actor.contact) AND shared_at IS NOT NULL
                \(unscoped: "a task that the scope of this request found")
            """)
        guard changed.affected == 1 else {
            throw PortalError.conflict("The task is done already, or no longer yours.")
        }
        try project.touch(at: now, tx)
        try tellDone(in: project, tx)
    }

    /// Asks the customer to approve what it is now, once more where he decided already; or takes that back.
    func ask(
        _ isOn: Bool, of project: Project, by staff: ID<StaffMember>, at now: Instant,
        _ tx: borrowing Transaction
    )
        throws
    {
        guard kind.takesApproval, isShared || !isOn else {
            throw PortalError.conflict("Share it first: nobody can approve what he does not see.")
        }
        let changed = try tx.execute(
            """
            UPDATE project_item SET asked_at = \(isOn ? now : nil), asked_by = \(isOn ? staff : nil),
                round = round + \(isOn ? 1 : 0)
            WHERE id = \(id) AND round = \(approval?.round ?? 0) AND (asked_at IS NOT NULL) = \(approval?.askedAt != nil)
            """)
        guard changed.affected == 1 else {
            throw PortalError.conflict("Somebody else changed this a moment ago.")
        }
        guard isOn else { return }
        try project.touch(at: now, tx)
        try tx.notify(.approvalAsked, about: id, to: .contacts(project.people(tx)))
    }

    /// One decision for each time it was asked for: the second of two finds the first.
    func decide(
        _ draft: Decision.Draft, of project: Project, by actor: Actor, at now: Instant,
        _ tx: borrowing Transaction
    ) throws {
        do {
            let made = try tx.execute(
                """
                INSERT INTO project_decision (customer_id, project_id, item_id, round, verdict, comment, decided_at, contact_id,
                    acted_by, attachment_id)
                SELECT i.customer_id, i.project_id, i.id, i.round, \(draft.verdict.rawValue), \(draft.comment), \(now),
                    \(actor.contact), \(actor.actedBy), (SELECT f.attachment_id FROM project_file f WHERE f.item_id = i.id
                        AND i.kind = 'document' ORDER BY f.id DESC LIMIT 1)
                FROM project_item i WHERE i.id = \(id) AND i.round = \(draft.round) AND i.asked_at IS NOT NULL
                    AND i.shared_at IS NOT NULL
                    \(unscoped: "an item that the scope found")\(unscoped: "its file")\(unscoped: "its decision")
                """)
            guard made.affected == 1 else {
                throw PortalError.conflict("It was changed since you read it. Read it again, then decide.")
            }
        } catch let error as DatabaseError {
            guard case .duplicateKey = error.kind else { throw error }
            throw PortalError.conflict("Somebody of you decided a moment ago.")
        }
        try project.touch(at: now, tx)
        try tell(draft.verdict, in: project, tx)
    }
}

extension TaskList {
    /// The list of that name, made where there is none; nil for no name.
    static func named(
        _ name: String, of project: Project, by staff: ID<StaffMember>, at now: Instant,
        _ tx: borrowing Transaction
    ) throws -> ID<TaskList>? {
        guard !name.isEmpty else { return nil }
        return try tx.execute(
            """
            INSERT INTO project_list (customer_id, project_id, ref, name, created_at, created_by)
            VALUES (\(project.customer), \(project.id), \(tx.newRef() as Ref<TaskList>), \(name), \(now), \(staff))
            ON DUPLICATE KEY UPDATE id = LAST_INSERT_ID(id)
            """
        ).id()
    }
}

extension Comment {
    /// - Returns: the new comment; a customer's is shared by being written.
    static func add(
        _ text: String, files: [UploadedFile] = [], isShared: Bool, to item: ID<Item>, of project: Project,
        by actor: Item.Actor,
        at now: Instant, _ tx: borrowing Transaction
    ) throws -> ID<Comment> {
        let isShared = isShared || actor.staff == nil
        let id: ID<Comment> = try tx.execute(
            """
            INSERT INTO project_comment (customer_id, project_id, item_id, ref, body, created_at, created_by, contact_id,
                acted_by, shared_at, shared_by)
            VALUES (\(project.customer), \(project.id), \(item), \(tx.newRef() as Ref<Comment>), \(text), \(now),
                \(actor.staff), \(actor.contact), \(actor.actedBy), \(isShared ? now : nil),
                \(isShared ? actor.staff : nil))\(unscoped: "a comment on an item that the scope found")
            """
        ).id()
        try Item.addFiles(files, to: item, of: project, by: actor, at: now, tx)
        if isShared { try project.touch(at: now, tx) }
        return id
    }

    /// - Returns: whether it is shown now and nobody was told of it before.
    func share(_ isOn: Bool, by staff: ID<StaffMember>, at now: Instant, _ tx: borrowing Transaction) throws
        -> Bool
    {
        guard isStaffs else { throw PortalError.conflict("The customer wrote this and always sees it.") }
        try tx.execute(
            """
            UPDATE project_comment SET shared_by = IF(\(isOn), COALESCE(shared_by, \(staff)), NULL),
                shared_at = IF(\(isOn), COALESCE(shared_at, \(now)), NULL)
            WHERE id = \(id)
            """)
        return isOn ? try Self.isNews(id, at: now, tx) : false
    }

    /// Marks it as told, once.
    static func isNews(_ id: ID<Comment>, at now: Instant, _ tx: borrowing Transaction) throws -> Bool {
        try tx.execute("UPDATE project_comment SET told_at = \(now) WHERE id = \(id) AND told_at IS NULL")
            .affected == 1
    }
}
