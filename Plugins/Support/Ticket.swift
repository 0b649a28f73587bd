import PortalKit

/// A question, a complaint or a wish of a customer, with everything that was said about it.
struct Ticket {
    let id: ID<Ticket>
    let ref: Ref<Ticket>
    let number: Int
    let subject: String
    let description: String
    let status: Status
    let priority: Priority
    let cause: String
    let solution: String
    let createdAt: Instant
    /// When its status or its solution changed last.
    let movedAt: Instant
    /// The last thing that the customer could see.
    let updatedAt: Instant
    let version: Int
    let customer: ID<CustomerRecord>
    let customerName: String
    let contact: ID<ContactReference>?
    /// The contact's, or the customer's where it has none.
    let contactName: String
    let contactRef: Ref<ContactReference>?
    let customerRef: Ref<CustomerRecord>
    let assignee: Ref<StaffMember>?
    let assigneeName: String?
    /// Who of staff opened it; nil where the customer did.
    let openedBy: String?
    /// The member of staff who opened it on behalf of the customer's person.
    let actedBy: String?
    /// Who opened it, where that was a colleague of the one whose it is.
    let writer: Writer?
    let rating: Rating?
    let category: CategoryName?
    /// What stands in the fields that its reader has.
    let values: [TicketValue]
    /// By when staff have to answer it, where they have not, and by when to solve it.
    let answerBy: Instant?
    let solveBy: Instant?
    /// The ticket in which everything said here goes on.
    let mergedInto: Pointer?

    /// What one ticket says of another.
    struct Pointer {
        let id: ID<Ticket>
        let ref: Ref<Ticket>
        let number: Int

        var path: String { "\(Ticket.list)/\(ref)" }
        var staffPath: String { "\(Ticket.staffList)/\(ref)" }
        var label: String { "#\(number)" }
    }

    var pointer: Pointer { Pointer(id: id, ref: ref, number: number) }

    static let list = "/support/tickets"
    static let staffList = "/staff/support/tickets"

    var path: String { "\(Self.list)/\(ref)" }
    var staffPath: String { "\(Self.staffList)/\(ref)" }
    var label: String { "#\(number)" }

    /// A row of a list.
    struct Line {
        let id: ID<Ticket>
        let ref: Ref<Ticket>
        let number: Int
        let subject: String
        let status: Status
        let priority: Priority
        let contactName: String
        let customerName: String
        let assigneeName: String?
        /// When the reader could see something new last.
        let at: Instant
        /// Who wrote last, of what the reader may see.
        let lastWriter: String?
        /// By when staff have to do something about it.
        let dueAt: Instant?
        let version: Int
        let openedAt: Instant

        var path: String { "\(Ticket.list)/\(ref)" }
        var staffPath: String { "\(Ticket.staffList)/\(ref)" }
    }
}

// MARK: Laws

extension Ticket {
    /// Where a ticket stands.
    enum Status: String, CaseIterable, Sendable {
        case new, open, waiting, solved, closed

        /// What staff may set it to. What they closed stays closed for them: a new question is a new ticket.
        var next: [Status] {
            switch self {
            case .new: [.open, .waiting, .solved, .closed]
            case .open: [.waiting, .solved, .closed]
            case .waiting: [.open, .solved, .closed]
            case .solved: [.open, .closed]
            case .closed: []
            }
        }

        func may(become other: Status) -> Bool { other == self || next.contains(other) }

        /// Who answers a question, an offered solution or an end puts the ticket back to work.
        var afterCustomer: Status { self == .new ? .new : .open }

        /// The first answer takes a new ticket up.
        var afterStaff: Status { self == .new ? .open : self }

        /// A customer says himself when nothing is left to do.
        var afterDone: Status { self == .closed ? .closed : .solved }

        var isOpen: Bool { self != .solved && self != .closed }
    }

    /// How long a customer may take up again what was solved or closed.
    struct Reopening {
        let days: Int

        init(_ settings: Settings) { days = settings[.reopenDays] }

        /// What ended before this moment has ended for good.
        func limit(at now: Instant) -> Instant { now.adding(seconds: -Int64(days) * 86_400) }

        func takesAnswers(_ ticket: Ticket, at now: Instant) -> Bool {
            ticket.mergedInto == nil && (ticket.status.isOpen || ticket.movedAt > limit(at: now))
        }
    }

    /// What becomes of a status.
    typealias Law = @Sendable (Status) -> Status

    enum Priority: String, CaseIterable, Sendable {
        case low, normal, high, urgent
    }

    /// Which of a ticket's own texts customers read: an administrator can hide them.
    struct Shown {
        var description = true
        var cause = true
        var solution = true

        init() {}

        init(_ settings: Settings) {
            description = settings[.showsDescription]
            cause = settings[.showsCause]
            solution = settings[.showsSolution]
        }
    }

    /// What its customer reads of it.
    func asShown(_ shown: Shown) -> (description: String, cause: String, solution: String) {
        (
            shown.description ? description : "", shown.cause ? cause : "",
            shown.solution ? solution : ""
        )
    }
}

extension Ticket.Status {
    /// The law that leads to this status from where it may be reached.
    var law: Ticket.Law { { $0.may(become: self) ? self : $0 } }
}

// MARK: What is filled in

extension Ticket {
    /// What is filled in for a new one.
    struct Draft {
        let subject: String
        let description: String
        let answers: TicketAnswers

        /// - Parameter asks: whether what is required has to be filled in: of customers.
        init(
            _ form: Form, _ questions: TicketQuestions = TicketQuestions(), asks: Bool = false,
            needsDescription: Bool = true
        ) throws(PortalError) {
            var check = FormCheck(form)
            subject = check.line("subject", most: 160, missing: "Say in a few words what it is about.")
            description = check.text(
                "description", mostBytes: 200_000,
                missing: needsDescription ? "Describe it, so that we can help at once." : nil)
            answers = TicketAnswers(form, questions, asks: asks, &check)
            try check.finish()
        }
    }

    /// What staff set beside the conversation.
    struct Properties {
        let status: Status
        let priority: Priority
        let assignee: String
        let cause: String
        let solution: String
        let version: Int
        let answers: TicketAnswers

        init(_ form: Form, _ ticket: Ticket, _ questions: TicketQuestions) throws(PortalError) {
            var check = FormCheck(form)
            answers = TicketAnswers(form, questions, ticket, asks: false, &check)
            let wished = Status(rawValue: form["status"])
            status = wished ?? ticket.status
            if !ticket.status.may(become: status) || wished == nil {
                check.refuse("status", "It cannot become that from where it stands now.")
            }
            priority = Priority(rawValue: form["priority"]) ?? ticket.priority
            assignee = form["assignee"]
            cause = check.text("cause", mostBytes: 20_000)
            solution = check.text("solution", mostBytes: 20_000)
            version = check.number("version") ?? 0
            try check.finish()
        }
    }

    /// Subject and description, as staff correct them.
    struct Correction {
        let subject: String
        let description: String
        let version: Int

        init(_ form: Form) throws(PortalError) {
            let draft = try Draft(form)
            (subject, description) = (draft.subject, draft.description)
            var check = FormCheck(form)
            version = check.number("version") ?? 0
            try check.finish()
        }
    }
}
