import PortalKit

/// What somebody of a customer did in a project, for who leads it: told a moment later.
struct CustomerAct: Codable, Sendable {
    enum What: String, Codable {
        case commented, finished, approved, wishesChanges
    }

    let what: What
    let who: String
    let title: String
    /// The beginning of what was said.
    let text: String
    /// The page of staff that it is about.
    let path: String
    let project: String

    init(_ what: What, of item: Item, by viewer: Viewer, saying text: String = "") {
        self.what = what
        who = viewer.name
        title = item.title
        self.text = text.opening(2_000)
        path = item.staffPath
        project = "\(item.project)"
    }

    func tell(_ tx: borrowing Transaction) throws { try tx.enqueue(Self.told, payload: self) }

    /// A mail to who leads the project: no request of a customer writes to staff by itself.
    static let told = TaskKind("project.tell-lead") { (act: CustomerAct, context, write) in
        let ref = try Ref<Project>(act.project)
        let lead: ID<StaffMember>?? = try context.read { db in
            try db.first("SELECT p.lead_id FROM project_project p WHERE p.ref = \(ref)") { try $0.next() }
        }
        guard let lead, let lead else { return }
        let text = act.text.isEmpty ? Words("The customer wrote nothing with it.") : Words(verbatim: act.text)
        try write { tx in try tx.tell(lead, subject: act.subject, text, at: act.path) }
    }

    private var subject: Words {
        switch what {
        case .commented: "\("name", who) wrote about \("title", title)"
        case .finished: "\("name", who) finished \("title", title)"
        case .approved: "\("name", who) approved \("title", title)"
        case .wishesChanges: "\("name", who) wishes changes of \("title", title)"
        }
    }
}
