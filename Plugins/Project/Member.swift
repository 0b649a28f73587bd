import PortalKit

/// Somebody of the customer who is in a project (E07–E11).
struct Member {
    let id: ID<ContactReference>
    let ref: Ref<ContactReference>
    let name: String
    let initials: String
    let at: Instant

    /// More than these make a mailing list of a project.
    static let most = 100

    static func all(of project: Project, _ scope: Scope, _ db: borrowing Reading) throws -> [Member] {
        try db.rows(
            """
            SELECT k.id, k.ref, k.name, k.initials, m.added_at FROM project_member m
            JOIN project_project p ON p.id = m.project_id
            JOIN portico_contact k ON k.id = m.contact_id
            WHERE m.project_id = \(project.id) AND k.removed_at IS NULL AND \(sql: Project.visible(scope))
                AND \(scope, on: "m", members: "project_member(project_id)", of: "p")
            ORDER BY k.name
            """
        ) { try Member(id: $0.next(), ref: $0.next(), name: $0.next(), initials: $0.next(), at: $0.next()) }
    }

    /// The people of the project's customer who could be added, those with the text in their name.
    static func candidates(
        _ text: String, for project: Project, _ db: borrowing Reading
    ) throws -> [(ref: Ref<ContactReference>, name: String)] {
        try db.rows(
            """
            SELECT p.ref, p.name FROM portico_contact p
            WHERE p.customer_id = \(project.customer) AND p.removed_at IS NULL
                AND NOT EXISTS (SELECT 1 FROM project_member m WHERE m.project_id = \(project.id) AND m.contact_id = p.id)
                AND \(sql: text.isEmpty ? "TRUE" : "\(search: text, in: "p.name")")
            ORDER BY p.name LIMIT 51
            """
        ) { (try $0.next(), try $0.next()) }
    }

    /// Takes somebody out of every project.
    static func forget(_ person: ID<ContactReference>, at now: Instant, _ tx: borrowing Transaction) throws {
        try Question.withdraw(from: person, at: now, tx)
        try tx.execute("DELETE FROM project_member WHERE contact_id = \(person)")
        try tx.execute(
            "UPDATE project_item SET contact_id = NULL WHERE contact_id = \(person) AND done_at IS NULL")
    }
}

extension Project {
    /// Adds a person of the project's customer and gives him the portal.
    ///
    /// - Returns: nil when he is in it already.
    /// - Throws: `PortalError.invalid` for somebody of another customer, or when the project is full.
    func add(
        member ref: Ref<ContactReference>, by staff: StaffMember, at now: Instant, _ tx: borrowing Transaction
    ) throws -> Admission? {
        let found: (contact: ID<ContactReference>, isIn: Bool, count: Int)? = try tx.first(
            """
            SELECT p.id, EXISTS (SELECT 1 FROM project_member x WHERE x.project_id = \(id) AND x.contact_id = p.id),
                (SELECT COUNT(*) FROM project_member y WHERE y.project_id = \(id))
            FROM portico_contact p
            WHERE p.ref = \(ref) AND p.customer_id = \(customer) AND p.removed_at IS NULL
            """
        ) { (try $0.next(), try $0.next(), try $0.next()) }
        guard let found else {
            throw PortalError.invalid("contact", "Choose people of \("customer", customerName).")
        }
        guard !found.isIn else { return nil }
        guard found.count < Member.most else {
            throw PortalError.invalid(
                "contact", "A project has room for \("n", Member.most) people. Take somebody out first.")
        }
        try tx.execute(
            """
            INSERT INTO project_member (project_id, contact_id, customer_id, added_at, added_by)
            VALUES (\(id), \(found.contact), \(customer), \(now), \(staff.id))
            ON DUPLICATE KEY UPDATE added_at = added_at
            """)
        try tx.audit("project.member.added", .project, id)
        let admission = try tx.admit(found.contact, by: staff)
        if admission == .hasAccess || admission == .granted {
            try tx.notify(.projectJoined, about: id, to: .contact(found.contact))
        }
        return admission
    }

    /// - Returns: false when he was not in it.
    func remove(
        member ref: Ref<ContactReference>, at now: Instant, _ tx: borrowing Transaction
    ) throws -> Bool {
        let person: ID<ContactReference>? = try tx.first(
            "SELECT p.id FROM portico_contact p WHERE p.ref = \(ref)"
        ) { try $0.next() }
        guard let person else { return false }
        let gone = try tx.execute(
            """
            DELETE FROM project_member WHERE project_id = \(id) AND contact_id = \(person)
            """)
        guard gone.affected > 0 else { return false }
        try tx.execute(
            """
            UPDATE project_item SET contact_id = NULL
            WHERE project_id = \(id) AND contact_id = \(person) AND done_at IS NULL
            """)
        try Question.withdraw(from: person, in: id, at: now, tx)
        try tx.audit("project.member.removed", .project, id)
        return true
    }

    /// The member that a form names; nil where it names nobody.
    func member(_ text: String, _ tx: borrowing Transaction) throws -> ID<ContactReference>? {
        guard !text.isEmpty else { return nil }
        let ref = try? Ref<ContactReference>(text)
        let found: ID<ContactReference>? = try tx.first(
            """
            SELECT m.contact_id FROM project_member m JOIN portico_contact p ON p.id = m.contact_id
            WHERE m.project_id = \(id) AND p.ref = \(ref) AND p.removed_at IS NULL
            """
        ) { try $0.next() }
        guard let found else {
            throw PortalError.invalid("contact", "Choose somebody who is in the project.")
        }
        return found
    }

    /// Everybody who is in it.
    func people(_ tx: borrowing Transaction) throws -> [ID<ContactReference>] {
        try tx.rows(
            """
            SELECT m.contact_id FROM project_member m WHERE m.project_id = \(id)
                \(unscoped: "members of a project that the scope of this request found")
            """
        ) { try $0.next() }
    }

    func onlookers(_ members: [Member], _ context: StaffContext) throws -> [Onlooker] {
        try context.onlookers(of: .viewProjects, at: customer, own: [], members: members.map(\.id))
    }
}
