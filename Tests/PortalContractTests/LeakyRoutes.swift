import PortalKit

/// The pages and forms of the leaky portal; each leak is one line that is otherwise there.
struct LeakyRoutes {
    let leaky: LeakyPortal

    var customer: [Route<CustomerContext>] {
        [
            .get("/tickets", needs: .customer(.viewLeaky), list),
            .get("/tickets/new", needs: .customer(.viewLeaky)) { _, context in
                .page(
                    "New ticket",
                    """
                    <h1>New ticket</h1>\
                    \(context.ui.form(action: "/leaky/tickets/new", submit: "Open", context.ui.field("subject", "Subject")))
                    """)
            },
            .post("/tickets/new", needs: .customer(.viewLeaky), open),
            .get("/tickets/{ticket}", needs: .customer(.viewLeaky), page),
            .file(
                "/tickets/{ticket}/file", needs: .customer(.viewLeaky),
                { try find($0, $1, $2, unless: .file) }, \.file),
            .get("/tickets/{ticket}/notes/{note}", needs: .customer(.viewLeaky), note),
            .post("/tickets/{ticket}/merge", needs: .customer(.viewLeaky), merge),
        ]
    }

    var staff: [Route<StaffContext>] {
        [
            .detail(
                "/tickets/{ticket}", needs: .staff(.answerLeaky), { try find($0, $1, $2, unless: .removed) },
                { ticket, _ in Page("Ticket", "<h1>\(ticket.subject)</h1>") })
        ]
    }

    // MARK: Reading

    private func find(
        _ ref: Ref<LeakyTicket>, _ scope: Scope, _ db: borrowing Reading, unless leak: LeakyPortal.Leak
    ) throws -> LeakyTicket? {
        var visible = leaky.visible(scope, unless: leak)
        // Only the removal was forgotten, not the owner.
        if leak == .removed, leaky.leak == .removed { visible = "\(scope, on: "t", own: "t.contact_id")" }
        return try db.first(
            """
            SELECT t.id, t.ref, t.subject, f.ref, f.name, f.type, f.size, f.verdict FROM leaky_ticket t
            LEFT JOIN portico_attachment f ON f.id = t.attachment_id
            WHERE t.ref = \(ref) AND \(sql: visible)
            """
        ) {
            LeakyTicket(
                id: try $0.next(), ref: try $0.next(), subject: try $0.next(),
                file: try Attachment.optional($0))
        }
    }

    private func found(_ request: Request, _ context: CustomerContext) throws -> LeakyTicket {
        let ref: Ref<LeakyTicket> = try request.ref(LeakyPortal.ticket)
        let scope = try context.scope(.viewLeaky)
        guard let ticket = try context.read({ try find(ref, scope, $0, unless: .removed) }) else {
            throw PortalError.notFound
        }
        return ticket
    }

    @Sendable private func list(_ request: Request, _ context: CustomerContext) throws -> Answer {
        let scope = try context.scope(.viewLeaky)
        let search = request.query["q"]
        let visible = leaky.visible(scope, unless: search.isEmpty ? .list : .search)
        let subjects: [String] = try context.read { db in
            try db.rows(
                """
                SELECT t.subject FROM leaky_ticket t
                WHERE \(sql: visible) AND \(search: search, in: "t.subject") ORDER BY t.id
                """
            ) { try $0.next() }
        }
        return .page("Tickets", "<h1>Tickets</h1>\(subjects.map { subject -> HTML in "<p>\(subject)</p>" })")
    }

    @Sendable private func page(_ request: Request, _ context: CustomerContext) throws -> Answer {
        let ticket = try found(request, context)
        let scope = try context.scope(.viewLeaky)
        if leaky.leak == .getWrites {
            _ = try context.read { db in
                try db.rows(
                    """
                    UPDATE leaky_ticket t SET t.looked_at = \(context.now)
                    WHERE t.id = \(ticket.id) AND \(scope, on: "t", own: "t.contact_id")
                    """
                ) { _ in 0 }
            }
        }
        let shared: SQL =
            leaky.leak == .unsharedNote
            ? "\(scope, on: "n", own: "t.contact_id")"
            : "\(scope, on: "n", own: "t.contact_id", shared: "n.shared_at")"
        let notes: [String] = try context.read { db in
            try db.rows(
                """
                SELECT n.text FROM leaky_note n JOIN leaky_ticket t ON t.id = n.ticket_id
                WHERE n.ticket_id = \(ticket.id) AND \(sql: shared)\(unscoped: "the ticket was found")
                """
            ) { try $0.next() }
        }
        return .page(
            "Ticket", "<h1>\(ticket.subject)</h1>\(notes.map { note -> HTML in "<p>\(note)</p>" })")
    }

    @Sendable private func note(_ request: Request, _ context: CustomerContext) throws -> Answer {
        let ticket = try found(request, context)
        let scope = try context.scope(.viewLeaky)
        let ref: Ref<LeakyNote> = try request.ref(LeakyPortal.note)
        let text: String? = try context.read { db in
            try db.first(
                """
                SELECT n.text FROM leaky_note n JOIN leaky_ticket t ON t.id = n.ticket_id
                WHERE n.ref = \(ref) AND n.ticket_id = \(ticket.id)
                    AND \(scope, on: "n", own: "t.contact_id", shared: "n.shared_at")\(unscoped: "the ticket was found")
                """
            ) { try $0.next() }
        }
        guard let text else { throw PortalError.notFound }
        return .page("Note", "<h1>Note</h1><p>\(text)</p>")
    }

    // MARK: Writing

    @Sendable private func open(
        _ request: Request, _ context: CustomerContext, _ write: consuming Write
    ) throws -> Answer {
        let scope = try context.scope(.viewLeaky)
        let looked = leaky.leak == .massAssignment && request.form.has("looked_at")
        _ = try write { tx in
            try tx.execute(
                """
                INSERT INTO leaky_ticket (customer_id, contact_id, ref, subject, looked_at)
                VALUES (\(ownerOf: scope), \(context.viewer.contact), \(tx.newRef() as Ref<LeakyTicket>),
                    \(request.form["subject"]), \(looked ? context.now : nil))
                """)
        }
        return .seeOther("/leaky/tickets", saying: "Opened.")
    }

    @Sendable private func merge(
        _ request: Request, _ context: CustomerContext, _ write: consuming Write
    ) throws -> Answer {
        let ticket = try found(request, context)
        let scope = try context.scope(.viewLeaky)
        let into: Ref<LeakyTicket> = try Ref(request.form["into"])
        let other = try context.read { try find(into, scope, $0, unless: .foreignID) }
        guard let other else { throw PortalError.notFound }
        _ = try write { tx in
            try tx.execute(
                """
                UPDATE leaky_ticket t SET t.merged_into = \(other.id)
                WHERE t.id = \(ticket.id) AND \(scope, on: "t", own: "t.contact_id")
                """)
        }
        return .seeOther("/leaky/tickets", saying: "Merged.")
    }
}
