import PortalKit

/// A milestone, a task, an update or a document of a project: hidden until staff share it, each by itself.
struct Item {
    let id: ID<Item>
    let ref: Ref<Item>
    let kind: Kind
    let title: String
    let text: String
    let list: TaskList?
    let startsOn: PlainDate?
    let dueOn: PlainDate?
    /// Of staff.
    let assignee: Ref<StaffMember>?
    let assigneeName: String?
    /// The person of the customer whose task it is.
    let contact: ID<ContactReference>?
    let contactRef: Ref<ContactReference>?
    let contactName: String?
    let doneAt: Instant?
    /// Who of either side finished it.
    let doneBy: String?
    let approval: Approval?
    let createdAt: Instant
    let author: String
    let authorInitials: String
    let sharedAt: Instant?
    let version: Int
    let project: Ref<Project>
    /// Of a task: it is done by a file that the customer sends.
    let asksFile: Bool
    /// Where a task or a document stands among those of its project, as text that sorts so.
    let place: String
    /// Of a document; empty for none.
    let folder: String
    /// Where a task stands while it is not done.
    let openState: State
    /// How often staff moved it, so that of two who do at once the second knows.
    let moves: Int

    var isShared: Bool { sharedAt != nil }
    var isDone: Bool { doneAt != nil }
    var state: State { isDone ? .done : openState }
    var path: String { "\(Project.list)/\(project)/items/\(ref)" }
    var staffPath: String { "\(Project.staffList)/\(project)/items/\(ref)" }
    var anchor: String { "item-\(ref)" }

    /// What it is.
    enum Kind: String, CaseIterable, Sendable {
        case milestone, task, update, document

        var words: Words {
            switch self {
            case .milestone: "Milestone"
            case .task: "Task"
            case .update: "Update"
            case .document: "Document"
            }
        }

        var icon: IconName {
            switch self {
            case .milestone: .flag
            case .task: .tasks
            case .update: .message
            case .document: .file
            }
        }

        /// What can be begun, due and done.
        var isWork: Bool { self == .milestone || self == .task }
        /// What customers are asked to approve.
        var takesApproval: Bool { self == .milestone || self == .document }

        /// Whether new ones are shared unless somebody unticks it (E03–E05).
        func sharesNew(_ settings: Settings) -> Bool {
            switch self {
            case .milestone: settings[.sharesNewMilestones]
            case .task: settings[.sharesNewTasks]
            case .update, .document: settings[.sharesNew]
            }
        }
    }

    /// That the customer is asked to approve it, and what he decided last.
    struct Approval {
        let askedAt: Instant?
        let askedBy: String?
        let round: Int
        let decision: Decision?

        /// Asked for and not decided yet.
        var isOpen: Bool { askedAt != nil && decision == nil }
    }

    struct Decision {
        let verdict: Verdict
        let comment: String
        let at: Instant
        let name: String

        enum Verdict: String, CaseIterable, Sendable {
            case approved, changes

            var words: Words { self == .approved ? "Approved" : "Changes wished" }
            var meaning: Meaning { self == .approved ? .good : .waiting }
        }

        /// What a customer sends.
        struct Draft {
            let verdict: Verdict
            let comment: String
            let round: Int

            init(_ form: Form) throws(PortalError) {
                var check = FormCheck(form)
                verdict = check.choice("verdict") ?? .changes
                comment = check.text("wish", mostBytes: 20_000)
                round = check.number("round", in: 1...1_000_000) ?? 0
                if verdict == .changes && comment.isEmpty {
                    check.refuse("wish", "Say what should change.")
                }
                try check.finish()
            }
        }
    }

    /// What staff fill in.
    struct Draft {
        let title: String
        let text: String
        let list: String
        let startsOn: PlainDate?
        let dueOn: PlainDate?
        let assignee: String
        let contact: String
        let asksFile: Bool
        let folder: String
        let files: [UploadedFile]
        let isShared: Bool
        let version: Int?

        /// - Parameter isNew: only then it can be shared by the same form: later it has its switch.
        init(_ form: Form, _ kind: Kind, isNew: Bool) throws(PortalError) {
            var check = FormCheck(form)
            title = check.line("title", most: 160, missing: "Enter a title.")
            text = check.text(
                "text", mostBytes: Item.mostBytes, missing: kind == .update ? "Write the update." : nil)
            (startsOn, dueOn) = kind.isWork ? (check.date("starts"), check.date("due")) : (nil, nil)
            if let startsOn, let dueOn, dueOn < startsOn {
                check.refuse("due", "It cannot be due before it begins.")
            }
            (list, assignee, contact) =
                kind == .task
                ? (check.line("list", most: 120), form["assignee"], form["contact"]) : ("", "", "")
            asksFile = kind == .task && check.isTicked("asks-file")
            folder = kind == .document ? DocumentFolder.tidied(check.line("folder", most: 120)) : ""
            files = form.files
            if kind == .document && isNew && files.isEmpty { check.refuse("files", "Choose the file.") }
            isShared = isNew && check.isTicked("shared")
            version = isNew ? nil : check.number("version")
            try check.finish()
        }
    }

    /// In bytes of UTF-8; what is longer is a document.
    static let mostBytes = 200_000
    /// What one form brings.
    static let limit = FileLimit.files(10, megabytes: 100)
}

/// A file of an item; of a document each is a version, and the newest counts.
struct ItemFile {
    let ref: Ref<ItemFile>
    let attachment: Attachment
    /// Of its document.
    let folder: String
    let at: Instant
    let author: String
}

/// What was said about an item: staff's is hidden until it is shared, a customer's is visible from the start.
struct Comment {
    let id: ID<Comment>
    let ref: Ref<Comment>
    let text: String
    let at: Instant
    let isStaffs: Bool
    let contact: ID<ContactReference>?
    let author: String
    let initials: String
    /// The member of staff who wrote it in the place of the customer's person.
    let actedBy: String?
    let sharedAt: Instant?
    /// That it waits, or waited, for an answer.
    let question: Question?

    var isShared: Bool { sharedAt != nil }
    var anchor: String { "comment-\(ref)" }
}

/// An item with what belongs to it, as far as the reader may see it.
struct Thread {
    let project: Project
    let item: Item
    var files: [ItemFile] = []
    var comments: [Comment] = []
    /// What it waits for.
    var needs: [Item] = []
    /// Minutes that it took; nil where there are none for the reader.
    var spent: Int?
    /// The ticket that it is about, as far as the reader sees it.
    var ticket: TicketLink?
}
