import PortalKit

// What is written of tickets. The guard comes first: a conditional update that also holds the row until the commit.
extension Ticket {
    /// Who does something, for the columns that say so.
    enum Actor {
        case staff(ID<StaffMember>)
        /// Himself, or a member of staff on his behalf.
        case customer(ID<ContactReference>?, by: ID<StaffMember>?)

        init(_ viewer: Viewer) { self = .customer(viewer.person, by: viewer.staff?.id) }

        var staff: ID<StaffMember>? { if case .staff(let id) = self { id } else { nil } }
        var contact: ID<ContactReference>? { if case .customer(let id, _) = self { id } else { nil } }
        /// Who of staff stands behind the customer's person.
        var actedBy: ID<StaffMember>? { if case .customer(_, let id) = self { id } else { nil } }
    }

    /// For whom a new ticket is.
    struct Owner {
        let customer: ID<CustomerRecord>
        let contact: ID<ContactReference>?
        let name: String
        let customerName: String

        /// The contact that a staff form names.
        static func find(_ ref: Ref<ContactReference>, _ db: borrowing Reading) throws -> Owner? {
            try db.first(
                """
                SELECT p.customer_id, p.id, p.name, c.name FROM portico_contact p
                JOIN portico_customer c ON c.id = p.customer_id
                WHERE p.ref = \(ref) AND p.removed_at IS NULL AND c.removed_at IS NULL
                """
            ) { try Owner(customer: $0.next(), contact: $0.next(), name: $0.next(), customerName: $0.next()) }
        }

        /// A contact's name in addresses.
        static func ref(of contact: ID<ContactReference>?, _ db: borrowing Reading) throws
            -> Ref<ContactReference>?
        {
            guard let contact else { return nil }
            return try db.first("SELECT p.ref FROM portico_contact p WHERE p.id = \(contact)") {
                try $0.next()
            }
        }

        /// Contacts whose name or customer's name has the text in it, for choosing one.
        static func search(_ text: String, _ db: borrowing Reading) throws -> [(Ref<ContactReference>, Owner)]
        {
            try db.rows(
                """
                SELECT p.ref, p.customer_id, p.id, p.name, c.name FROM portico_contact p
                JOIN portico_customer c ON c.id = p.customer_id
                WHERE p.removed_at IS NULL AND c.removed_at IS NULL AND \(search: text, in: "p.name", "c.name")
                ORDER BY c.name, p.name LIMIT 25
                """
            ) { row in
                let ref: Ref<ContactReference> = try row.next()
                return (
                    ref,
                    try Owner(
                        customer: row.next(), contact: row.next(), name: row.next(),
                        customerName: row.next())
                )
            }
        }
    }

    /// A ticket that staff open for somebody.
    static func open(
        _ draft: Draft, for owner: Owner, files: [UploadedFile], _ targets: TicketTargets,
        by staff: ID<StaffMember>, at now: Instant, _ tx: borrowing Transaction
    ) throws -> (id: ID<Ticket>, ref: Ref<Ticket>) {
        try takeNumber(tx)
        let ref: Ref<Ticket> = tx.newRef()
        let id: ID<Ticket> = try tx.execute(
            """
            INSERT INTO support_ticket (customer_id, ref, number, contact_id, subject, description, category_id,
                created_at, created_by, moved_at, updated_at, touched_at, solve_by)
            SELECT \(owner.customer), \(ref), k.value, \(owner.contact), \(draft.subject), \(draft.description),
                \(draft.answers.category?.id), \(now), \(staff), \(now), \(now), \(now),
                \(targets.solveBy(now))
            FROM support_counter k WHERE k.name = 'ticket'
            """
        ).id()
        try draft.answers.save(to: id, tx)
        for file in files {
            try TicketFile.add(file, to: id, note: nil, isShared: false, by: .staff(staff), at: now, tx)
        }
        return (id, ref)
    }

    /// A ticket that a customer opens: it is his or the colleague's for whom he opens it, and so are its files.
    static func open(
        _ draft: Draft, for colleague: PortalPerson?, files: [UploadedFile], _ targets: TicketTargets,
        _ scope: Scope, by actor: Actor, at now: Instant, _ tx: borrowing Transaction
    ) throws -> (id: ID<Ticket>, ref: Ref<Ticket>) {
        try takeNumber(tx)
        let ref: Ref<Ticket> = tx.newRef()
        let id: ID<Ticket> = try tx.execute(
            """
            INSERT INTO support_ticket (customer_id, ref, number, contact_id, written_by, subject, description,
                category_id, created_at, acted_by, moved_at, updated_at, touched_at, solve_by, answer_by)
            SELECT \(ownerOf: scope), \(ref), k.value, \(colleague?.id ?? actor.contact),
                \(colleague == nil ? nil : actor.contact), \(draft.subject), \(draft.description),
                \(draft.answers.category?.id), \(now), \(actor.actedBy), \(now), \(now), \(now),
                \(targets.solveBy(now)), \(targets.answerBy(now))
            FROM support_counter k WHERE k.name = 'ticket'\(unscoped: "the counter is nobody's")
            """
        ).id()
        try draft.answers.save(to: id, tx)
        if colleague != nil { try join(actor.contact, id, at: now, tx) }
        try TicketFile.admit(files.count, to: id, at: now, tx)
        for file in files {
            try TicketFile.add(file, to: id, note: nil, isShared: true, by: actor, at: now, tx)
        }
        return (id, ref)
    }

    /// The row stays locked until the commit, so that two never get one number.
    static func takeNumber(_ tx: borrowing Transaction) throws {
        try tx.execute(
            """
            UPDATE support_counter SET value = value + 1 WHERE name = 'ticket'\(unscoped: "the counter is nobody's")
            """)
    }

    /// Holds the ticket for this transaction.
    ///
    /// - Throws: `PortalError.conflict` when it has ended for good meanwhile.
    func hold(_ scope: Scope, _ reopening: Reopening, at now: Instant, _ tx: borrowing Transaction) throws {
        let held = try tx.execute(
            """
            UPDATE support_ticket t SET t.touched_at = \(now)
            WHERE t.id = \(id) AND t.merged_into IS NULL AND \(sql: Self.visible(scope))
                AND (t.status NOT IN ('solved', 'closed') OR t.moved_at > \(reopening.limit(at: now)))
            """)
        guard held.affected == 1 else {
            throw PortalError.conflict("The ticket is closed. Open a new one and name its number.")
        }
    }

    /// Holds it for a member of staff who writes in it: also in one that is closed, but not in one that went elsewhere.
    func holdForStaff(at now: Instant, _ tx: borrowing Transaction) throws {
        let held = try tx.execute(
            "UPDATE support_ticket SET touched_at = \(now) WHERE id = \(id) AND merged_into IS NULL")
        guard held.affected == 1 else {
            throw PortalError.conflict("The ticket was merged into another. Write there.")
        }
    }

    /// Moves a ticket that is held by a law from wherever it stands, and writes down that it moved.
    func move(
        by law: Law, _ scope: Scope, at now: Instant,
        _ tx: borrowing Transaction
    ) throws {
        var then: SQL = "CASE t.status"
        for status in Status.allCases {
            then = "\(sql: then) WHEN \(status.rawValue) THEN \(law(status).rawValue)"
        }
        then = "\(sql: then) END"
        try tx.execute(
            """
            INSERT INTO support_change (customer_id, ticket_id, at, old_status, new_status)
            SELECT t.customer_id, t.id, \(now), t.status, \(sql: then) FROM support_ticket t
            WHERE t.id = \(id) AND t.status <> \(sql: then) AND \(sql: Self.visible(scope))
                \(unscoped: "the change is of the ticket that the scope found")
            """)
        try tx.execute(
            """
            UPDATE support_ticket t
            SET t.version = IF(t.status = \(sql: then), t.version, t.version + 1),
                t.moved_at = IF(t.status = \(sql: then), t.moved_at, \(now)), t.status = \(sql: then)
            WHERE t.id = \(id) AND \(sql: Self.visible(scope))
            """)
    }

    /// The last thing that the customer can see: a pure function of what is shared, so that hiding tells nothing.
    func refresh(_ scope: Scope, _ tx: borrowing Transaction) throws {
        try tx.execute(
            """
            UPDATE support_ticket t SET t.updated_at = GREATEST(t.created_at, t.moved_at,
                COALESCE((SELECT MAX(n.shared_at) FROM support_note n WHERE n.ticket_id = t.id), t.created_at),
                COALESCE((SELECT MAX(f.shared_at) FROM support_file f
                    LEFT JOIN support_note m ON m.id = f.note_id
                    WHERE f.ticket_id = t.id AND (f.note_id IS NULL OR m.shared_at IS NOT NULL)), t.created_at))
            WHERE t.id = \(id) AND \(sql: Self.visible(scope))
                \(unscoped: "notes of the ticket that the scope found")\(unscoped: "its files")\
                \(unscoped: "their notes")
            """)
    }
}

// MARK: Staff

extension Ticket {
    func save(
        _ correction: Correction, by staff: ID<StaffMember>, at now: Instant, _ tx: borrowing Transaction
    ) throws {
        try tx.save(
            """
            UPDATE support_ticket SET subject = \(correction.subject), description = \(correction.description),
                touched_at = \(now), version = version + 1
            WHERE id = \(id) AND version = \(correction.version)
            """)
        if correction.subject != subject {
            try note(
                TicketChange.Property.subject.rawValue, subject, correction.subject, by: staff, at: now, tx)
        }
        if correction.description != description {
            try note(TicketChange.Property.description.rawValue, nil, nil, by: staff, at: now, tx)
        }
    }

    /// What staff set beside the conversation, for one ticket or for many: its rows, its history, who is told.
    func change(
        _ wish: Properties, assignee: (ref: Ref<StaffMember>, id: ID<StaffMember>)?, _ targets: TicketTargets,
        by staff: ID<StaffMember>, _ scope: Scope, at now: Instant, _ tx: borrowing Transaction
    ) throws {
        try save(wish, assignee: assignee?.id, targets, by: staff, scope, at: now, tx)
        if assignee?.ref != self.assignee { try noteAssignee(assignee?.id, at: now, tx) }
        try tx.audit("support.ticket.changed", .ticket, id, by: staff)
        try tell(of: wish.status, tx)
    }

    private func save(
        _ properties: Properties, assignee: ID<StaffMember>?, _ targets: TicketTargets,
        by staff: ID<StaffMember>, _ scope: Scope, at now: Instant, _ tx: borrowing Transaction
    ) throws {
        let status = properties.status
        try tx.save(
            """
            UPDATE support_ticket SET
                moved_at = IF(status = \(status.rawValue) AND cause = \(properties.cause)
                    AND solution = \(properties.solution), moved_at, \(now)),
                status = \(status.rawValue), priority = \(properties.priority.rawValue),
                assignee_id = \(assignee), cause = \(properties.cause), solution = \(properties.solution),
                touched_at = \(now), version = version + 1
            WHERE id = \(id) AND version = \(properties.version) AND status = \(self.status.rawValue)
            """)
        if status != self.status {
            try tx.execute(
                """
                INSERT INTO support_change (customer_id, ticket_id, at, old_status, new_status)
                VALUES (\(customer), \(id), \(now), \(self.status.rawValue), \(status.rawValue))
                """)
        }
        if properties.priority != priority {
            try note(
                TicketChange.Property.priority.rawValue, priority.rawValue, properties.priority.rawValue,
                by: staff, at: now, tx)
        }
        try save(properties.answers, by: staff, at: now, tx)
        try keepTime(targets, at: now, tx)
        try refresh(scope, tx)
    }

    /// Writes down who handles it now.
    func noteAssignee(_ assignee: ID<StaffMember>?, at now: Instant, _ tx: borrowing Transaction) throws {
        try tx.execute(
            """
            INSERT INTO support_change (customer_id, ticket_id, at, assignee_id)
            VALUES (\(customer), \(id), \(now), \(assignee))
            """)
    }
}
