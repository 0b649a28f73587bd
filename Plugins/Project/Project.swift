import PortalKit

/// Work for a customer that has a beginning and an end. Its members see it while it is shared; what is in it is shared
/// piece by piece.
struct Project {
    let id: ID<Project>
    let ref: Ref<Project>
    let number: Int
    let name: String
    let description: String
    let status: Status
    let startsOn: PlainDate?
    let endsOn: PlainDate?
    let lead: Ref<StaffMember>?
    let leadName: String?
    let customer: ID<CustomerRecord>
    let customerName: String
    let customerNumber: Int
    /// The last thing that the customer could see.
    let updatedAt: Instant
    let sharedAt: Instant?
    let archivedAt: Instant?
    /// It is only a template for others, and shown to no customer.
    let isTemplate: Bool
    let version: Int
    let counts: Counts

    static let list = "/project/projects"
    static let staffList = "/staff/project/projects"

    var path: String { "\(Self.list)/\(ref)" }
    var staffPath: String { "\(Self.staffList)/\(ref)" }
    var isShared: Bool { sharedAt != nil }
    var isArchived: Bool { archivedAt != nil }

    var match: SearchSource.Match { SearchSource.Match(name, line: description.opening(), at: path) }

    /// Where a project stands.
    enum Status: String, CaseIterable, Sendable {
        case planned, active, paused, done

        var words: Words {
            switch self {
            case .planned: "Planned"
            case .active: "In progress"
            case .paused: "Paused"
            case .done: "Done"
            }
        }

        var meaning: Meaning {
            switch self {
            case .planned, .paused: .rest
            case .active: .running
            case .done: .good
            }
        }
    }

    /// The named views of a list of projects.
    enum View: String, CaseIterable {
        case open, done, archived

        var words: Words {
            switch self {
            case .open: "Open"
            case .done: "Done"
            case .archived: "Archived"
            }
        }
    }

    /// What staff fill in.
    struct Draft {
        let name: String
        let description: String
        let customerNumber: Int?
        let status: Status
        let startsOn: PlainDate?
        let endsOn: PlainDate?
        /// Who of staff leads it, as the form names him.
        let lead: String
        let isShared: Bool
        let version: Int?

        /// - Parameter stored: whose a project is does not change: its people and its documents are that customer's.
        init(_ form: Form, _ stored: Project?) throws(PortalError) {
            var check = FormCheck(form)
            name = check.line("name", most: 160, missing: "Enter a name.")
            description = check.text("description", mostBytes: 60_000)
            customerNumber = stored?.customerNumber ?? check.number("customer", in: 1...999_999_999)
            if customerNumber == nil { check.refuse("customer", "Enter the customer's number.") }
            status = check.choice("status") ?? stored?.status ?? .active
            (startsOn, endsOn) = (check.date("starts"), check.date("ends"))
            if let startsOn, let endsOn, endsOn < startsOn {
                check.refuse("ends", "It cannot end before it begins.")
            }
            lead = form["lead"]
            isShared = check.isTicked("shared")
            version = stored == nil ? nil : check.number("version")
            try check.finish()
        }
    }
}

extension Project {
    /// How many of its items the reader sees.
    struct Counts {
        let milestones: Int
        let tasks: Int
        let updates: Int
        let documents: Int
        let doneTasks: Int

        subscript(_ kind: Item.Kind) -> Int {
            switch kind {
            case .milestone: milestones
            case .task: tasks
            case .update: updates
            case .document: documents
            }
        }
    }
}

/// A list of tasks; it shows where the reader sees one of them.
struct TaskList {
    let id: ID<TaskList>
    let ref: Ref<TaskList>
    let name: String
}
