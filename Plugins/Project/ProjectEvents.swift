import PortalKit

// What others hear of projects, shared with the customer or not: who shows it to a customer asks for `shared`.
extension EventName {
    static let projectStarted: EventName = "project.project.started"
    static let projectCompleted: EventName = "project.project.completed"
    static let taskCompleted: EventName = "project.task.completed"
    static let milestoneCompleted: EventName = "project.milestone.completed"
    static let milestoneApproved: EventName = "project.milestone.approved"
    static let documentApproved: EventName = "project.document.approved"
    static let requestDelivered: EventName = "project.request.delivered"
}

/// The JSON of all of them.
struct Happening: Codable, Sendable {
    /// The reference of what it happened to.
    let id: String
    /// The reference of its project.
    let project: String
    /// The number of its project.
    let number: Int
    /// Whether the members of the project see what it happened to.
    let shared: Bool

    init(_ project: Project) {
        (id, self.project) = ("\(project.ref)", "\(project.ref)")
        (number, shared) = (project.number, project.isShared)
    }

    init(_ item: Item, of project: Project) {
        (id, self.project) = ("\(item.ref)", "\(project.ref)")
        (number, shared) = (project.number, project.isShared && item.isShared)
    }
}

extension Item {
    /// Tells that it is done.
    func tellDone(in project: Project, _ tx: borrowing Transaction) throws {
        switch kind {
        case .task: try tx.publish(.taskCompleted, Happening(self, of: project))
        case .milestone: try tx.publish(.milestoneCompleted, Happening(self, of: project))
        case .update, .document: break
        }
    }

    /// Tells what was decided, where that is that it is right.
    func tell(_ verdict: Decision.Verdict, in project: Project, _ tx: borrowing Transaction) throws {
        guard verdict == .approved else { return }
        try tx.publish(
            kind == .milestone ? .milestoneApproved : .documentApproved, Happening(self, of: project))
    }
}

extension Project {
    /// Tells that it began or is done, where it was neither before.
    func tell(after earlier: Status?, _ tx: borrowing Transaction) throws {
        guard status != earlier else { return }
        switch (earlier, status) {
        case (nil, .active), (.planned, .active): try tx.publish(.projectStarted, Happening(self))
        case (_, .done): try tx.publish(.projectCompleted, Happening(self))
        default: break
        }
    }
}

// MARK: What begins a project

/// A quotation that a customer accepted, as far as a project begins with it: the JSON of
/// `quotation.quotation.accepted`.
struct AcceptedQuotation: Decodable, Sendable {
    let id: String
    let number: Int?
    let title: String?
    /// References of the customer and of the person who accepted.
    let customer: String
    let contact: String?

    /// What the project is called: as the quotation, with its number.
    var name: String {
        let parts = [title?.opening(140) ?? "", number.map { "(#\($0))" } ?? ""].filter { !$0.isEmpty }
        let name = parts.isEmpty ? id : parts.joined(separator: " ")
        return String(name.unicodeScalars.prefix(160))
    }

    /// Begins its project, once: planned, hidden, and with the person in it who accepted, if he has the portal.
    func begin(_ context: SystemContext, _ write: consuming Write) throws {
        let (ref, now) = (try? Ref<CustomerRecord>(customer), context.now)
        let person = contact.flatMap { try? Ref<ContactReference>($0) }
        let owner: ID<CustomerRecord>? = try context.read { db in
            try db.first("SELECT id FROM portico_customer WHERE ref = \(ref) AND removed_at IS NULL") {
                try $0.next()
            }
        }
        guard let owner else { return }
        let member = try context.people(holding: .viewProjects, at: owner).first { $0.ref == person }?.id
        try write { tx in
            guard let id = try begin(of: owner, at: now, tx) else { return }
            try tx.audit("project.project.written", .project, id)
            guard let member else { return }
            try tx.execute(
                """
                INSERT INTO project_member (project_id, contact_id, customer_id, added_at)
                VALUES (\(id), \(member), \(owner), \(now))
                """)
            try tx.audit("project.member.added", .project, id)
        }
    }

    /// - Returns: the new project; nil where it is there already.
    private func begin(
        of owner: ID<CustomerRecord>, at now: Instant, _ tx: borrowing Transaction
    ) throws -> ID<Project>? {
        let source = "quotation:" + id
        // Who comes second waits here for the first, and then finds its project.
        let counted = try tx.execute(
            """
            UPDATE project_counter SET value = value + 1 WHERE name = 'project'
                AND NOT EXISTS (SELECT 1 FROM project_project p WHERE p.source = \(source))
            """)
        guard counted.affected == 1 else { return nil }
        return try tx.execute(
            """
            INSERT INTO project_project (customer_id, ref, number, source, name, status, created_at, updated_at)
            SELECT \(owner), \(tx.newRef() as Ref<Project>), k.value, \(source), \(name), 'planned', \(now), \(now)
            FROM project_counter k WHERE k.name = 'project'
            """
        ).id()
    }
}

extension Reaction {
    /// Nothing begins by itself until an administrator has wished it.
    static let projectForQuotation = Reaction(to: "quotation.quotation.accepted") {
        (accepted: AcceptedQuotation, context, write) in
        guard context.settings[.startsFromQuotations] else { return }
        try accepted.begin(context, write)
    }
}

extension Setting where Value == Bool {
    static var startsFromQuotations: Setting {
        Setting(
            "project.starts-from-quotations", title: "A project begins when a customer accepts a quotation",
            hint: "Planned and not shared, with the person in it who accepted.", default: false)
    }
}
