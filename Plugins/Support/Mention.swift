import PortalKit

/// That a note is meant for a colleague: he is told once, and finds it on his list until he says that it is done.
/// Customers never learn of one.
struct Mention {
    let note: Ref<TicketNote>
    let ticket: Ref<Ticket>
    let number: Int
    let subject: String
    let author: String
    let at: Instant

    var label: String { "#\(number)" }

    static let list = "/staff/support/mentions"
    /// A note is for so many at most; more are a meeting.
    static let most = 20

    /// The colleagues whose names stand behind an @ in a text: whole names, or a first name that only one has. An @
    /// inside a word, as in an address of e-mail, names nobody.
    static func found(in text: String, among staff: [Colleague]) -> [Colleague] {
        let names = callNames(staff)
        let bytes = Array(text.lowercased().utf8)
        var found: [Colleague] = []
        var place = 0
        while let sign = bytes[place...].firstIndex(of: UInt8(ascii: "@")), found.count < most {
            place = sign + 1
            guard sign == 0 || !isWord(bytes[sign - 1]) else { continue }
            let rest = bytes[place...]
            let named = names.first { name, _ in
                rest.starts(with: name) && rest.dropFirst(name.count).first.map(isWord) != true
            }
            if let person = named?.person, !found.contains(where: { $0.ref == person.ref }) {
                found.append(person)
            }
        }
        return found
    }

    /// What somebody may be called, the longest first.
    private static func callNames(_ staff: [Colleague]) -> [(name: [UInt8], person: Colleague)] {
        var names: [(name: [UInt8], person: Colleague)] = []
        var firsts: [String: [Colleague]] = [:]
        for person in staff {
            let name = person.name.lowercased()
            names.append((Array(name.utf8), person))
            if let first = name.split(separator: " ").first.map(String.init), first != name {
                firsts[first, default: []].append(person)
            }
        }
        for (first, people) in firsts where people.count == 1 {
            names.append((Array(first.utf8), people[0]))
        }
        return names.filter { !$0.name.isEmpty }.sorted { $0.name.count > $1.name.count }
    }

    /// A letter or digit; a byte of any other script counts as one.
    private static func isWord(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x80...: true
        default: false
        }
    }

    /// Whom a note is meant for: who was ticked, and in an internal note also who is named in it; never its author.
    ///
    /// - Throws: `PortalError.invalid` where somebody is ticked who does not work here.
    static func wished(
        _ form: Form, _ draft: TicketNote.Draft, by me: ID<StaffMember>, among staff: [Colleague]
    ) throws(PortalError) -> [Colleague] {
        let ticked = form.values("tell").filter { !$0.isEmpty }
        guard ticked.count <= most else {
            throw PortalError.invalid("tell", "Tell at most \("n", most) colleagues.")
        }
        var people: [Colleague] = []
        for text in ticked {
            guard let person = staff.first(where: { "\($0.ref)" == text }) else {
                throw PortalError.invalid("tell", "Choose colleagues who work here.")
            }
            people.append(person)
        }
        if !draft.isShared { people += found(in: draft.body, among: staff) }
        var told: Set<Ref<StaffMember>> = []
        return people.filter { $0.id != me && told.insert($0.ref).inserted }
    }
}

// MARK: Statements

extension Mention {
    /// Writes down for whom a note is, and tells each of them by mail who is there to be told.
    static func add(
        _ people: [Colleague], to note: ID<TicketNote>, at now: Instant, _ tx: borrowing Transaction
    ) throws {
        for person in people {
            let added = try tx.execute(
                """
                INSERT IGNORE INTO support_mention (note_id, staff_id, customer_id, ticket_id, created_at)
                SELECT n.id, s.id, n.customer_id, n.ticket_id, \(now)
                FROM support_note n JOIN portico_staff s ON s.id = \(person.id) AND s.removed_at IS NULL
                WHERE n.id = \(note)
                """)
            guard added.affected == 1 else { continue }
            try tx.tell(person.id, .mentioned, about: note)
        }
    }

    /// By the id of a note, whom it is meant for; of one ticket.
    static func names(
        in ticket: Ticket, _ db: borrowing Reading
    ) throws -> [ID<TicketNote>: [(name: String, id: ID<StaffMember>)]] {
        var names: [ID<TicketNote>: [(name: String, id: ID<StaffMember>)]] = [:]
        let rows: [(ID<TicketNote>, String, ID<StaffMember>)] = try db.rows(
            """
            SELECT m.note_id, s.name, s.id FROM support_mention m JOIN portico_staff s ON s.id = m.staff_id
            WHERE m.ticket_id = \(ticket.id) ORDER BY m.note_id, s.name
            """
        ) { (try $0.next(), try $0.next(), try $0.next()) }
        for (note, name, id) in rows { names[note, default: []].append((name, id)) }
        return names
    }

    /// What waits for somebody, the newest first.
    static func open(for staff: ID<StaffMember>, _ db: borrowing Reading) throws -> [Mention] {
        try db.rows(
            """
            SELECT n.ref, t.ref, t.number, t.subject, COALESCE(s.name, ''), m.created_at
            FROM support_mention m JOIN support_note n ON n.id = m.note_id
            JOIN support_ticket t ON t.id = m.ticket_id LEFT JOIN portico_staff s ON s.id = n.created_by
            WHERE m.staff_id = \(staff) AND m.done_at IS NULL
            ORDER BY m.created_at DESC, m.note_id DESC LIMIT 100
            """
        ) { row in
            Mention(
                note: try row.next(), ticket: try row.next(), number: try row.next(), subject: try row.next(),
                author: try row.next(), at: try row.next())
        }
    }

    /// What somebody is told of a note for him; nil once he is done with it.
    fileprivate static func facts(
        _ note: ID<TicketNote>, for staff: ID<StaffMember>, _ db: borrowing Reading
    ) throws -> StaffNotice.Facts? {
        try db.first(
            """
            SELECT COALESCE(s.name, ''), t.number, t.subject, t.ref
            FROM support_mention m JOIN support_note n ON n.id = m.note_id
            JOIN support_ticket t ON t.id = m.ticket_id LEFT JOIN portico_staff s ON s.id = n.created_by
            WHERE m.note_id = \(note) AND m.staff_id = \(staff) AND m.done_at IS NULL
            """
        ) { row in
            let (name, number, subject): (String, Int, String) = (
                try row.next(), try row.next(), try row.next()
            )
            let ticket: Ref<Ticket> = try row.next()
            return StaffNotice.Facts(
                "\("name", name) needs you in \("number", "#\(number)")",
                "\("name", name) wrote a note for you in \("number", "#\(number)"), \("subject", subject).",
                at: "\(Ticket.staffList)/\(ticket)")
        }
    }

    /// Takes one off one's own list; done already, it stays done.
    ///
    /// - Returns: whether there is such a note for him.
    static func finish(
        _ note: Ref<TicketNote>, for staff: ID<StaffMember>, at now: Instant, _ tx: borrowing Transaction
    ) throws -> Bool {
        let isThere: Int? = try tx.first(
            """
            SELECT 1 FROM support_mention m JOIN support_note n ON n.id = m.note_id
            WHERE n.ref = \(note) AND m.staff_id = \(staff)
            """
        ) { try $0.next() }
        guard isThere != nil else { return false }
        try tx.execute(
            """
            UPDATE support_mention m JOIN support_note n ON n.id = m.note_id SET m.done_at = \(now)
            WHERE n.ref = \(note) AND m.staff_id = \(staff) AND m.done_at IS NULL
            """)
        return true
    }
}

extension StaffNotice {
    static let mentioned = StaffNotice(
        "support.mentioned", title: "A colleague wrote a note for you", needs: .workOnTickets
    ) { (note: ID<TicketNote>, staff, db) in try Mention.facts(note, for: staff, db) }
}
