import PortalKit

/// One change of many tickets, by a member of staff. Each is changed as by itself; those whose law forbids it are left
/// as they were, and named.
struct Bulk {
    let id: ID<Bulk>
    let ref: Ref<Bulk>
    let staff: ID<StaffMember>
    let staffName: String
    let wish: BulkWish
    let total: Int
    let changed: Int
    let todo: [BulkEntry]
    let refused: [Refusal]
    let begunAt: Instant
    let doneAt: Instant?
    /// Who ended it before all was done; the rest is still to do, and stays so.
    let stoppedBy: String?

    /// The tickets that are as they were although it is over, and why.
    var left: [Refusal] {
        refused + (stoppedBy == nil ? [] : todo.map { Refusal(ref: $0.ref, reason: .stopped) })
    }

    /// Tickets of one change.
    static let most = 1_000
    /// Up to so many are changed before the page answers, more in the background.
    static let atOnce = 100
    /// Tickets that the background changes in one transaction.
    static let slice = 50

    /// A ticket that was left as it was.
    struct Refusal: Equatable {
        let ref: Ref<Ticket>
        let reason: Reason
    }

    /// Why a ticket was left as it was.
    enum Reason: String {
        case status, changed, same, gone
        /// It is not kept: what a stopped change has still to do says it.
        case stopped

        var words: Words {
            switch self {
            case .status: "It cannot become that from where it stands now."
            case .changed: "Somebody changed it meanwhile. Look at it, and change it again."
            case .same: "It was like that already."
            case .gone: "It is not there any more."
            case .stopped: "The work was stopped before it came to it."
            }
        }
    }
}

/// A ticket that is to be changed, by the version that was seen; nil where nobody saw one.
struct BulkEntry: Equatable {
    let ref: Ref<Ticket>
    let version: Int?

    init(ref: Ref<Ticket>, version: Int?) { (self.ref, self.version) = (ref, version) }

    /// `REF.VERSION`, as a tick sends it and as it is kept.
    init?(_ text: Substring) {
        let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        guard let first = parts.first, let ref = try? Ref<Ticket>(String(first)) else { return nil }
        self.ref = ref
        version = parts.count == 2 ? Int(parts[1]) : nil
        if parts.count == 2, version == nil { return nil }
    }

    var text: String { version.map { "\(ref).\($0)" } ?? "\(ref)" }
}

extension Bulk.Refusal {
    /// `REF.REASON`, as it is kept.
    init?(_ text: Substring) {
        let parts = text.split(separator: ".")
        guard parts.count == 2, let ref = try? Ref<Ticket>(String(parts[0])),
            let reason = Bulk.Reason(rawValue: String(parts[1]))
        else { return nil }
        (self.ref, self.reason) = (ref, reason)
    }

    var text: String { "\(ref).\(reason.rawValue)" }
}

/// What is to become of many tickets; what is not named stays as it is with each.
struct BulkWish {
    /// A part that a ticket may have or not.
    enum Part<Value> {
        case stays
        case nothing
        case to(Value)

        var isSet: Bool { if case .stays = self { false } else { true } }
        var value: Value? { if case .to(let value) = self { value } else { nil } }

        func map<Other>(_ other: (Value) -> Other) -> Part<Other> {
            switch self {
            case .stays: .stays
            case .nothing: .nothing
            case .to(let value): .to(other(value))
            }
        }
    }

    var status: Ticket.Status?
    var priority: Ticket.Priority?
    var assignee = Part<Ref<StaffMember>>.stays
    var category = Part<Ref<Category>>.stays

    /// What a select says for "nobody" and "none"; nothing chosen says that it stays.
    static let nothing = "none"

    /// From a database row, or from nothing.
    init() {}

    init(_ form: Form, _ colleagues: [Colleague], _ categories: [Category]) throws(PortalError) {
        var check = FormCheck(form)
        func part<Value>(_ field: String, _ values: [Ref<Value>], _ check: inout FormCheck) -> Part<
            Ref<Value>
        > {
            let text = form[field]
            if text.isEmpty { return .stays }
            if text == Self.nothing { return .nothing }
            if let value = values.first(where: { "\($0)" == text }) { return .to(value) }
            check.refuse(field, "Choose one of these.")
            return .stays
        }
        assignee = part("assignee", colleagues.map(\.ref), &check)
        category = part("category", categories.map(\.ref), &check)
        if !form["status"].isEmpty {
            let wished: Ticket.Status? = check.choice("status")
            if wished == .new { check.refuse("status", "Choose one of these.") }
            status = wished
        }
        if !form["priority"].isEmpty { priority = check.choice("priority") }
        try check.finish()
        if status == nil, priority == nil, !assignee.isSet, !category.isSet {
            throw PortalError.invalid("assignee", "Choose what is to change.")
        }
    }

    /// Whether the ticket is as wished already.
    func isMet(by ticket: Ticket) -> Bool {
        (status ?? ticket.status) == ticket.status && (priority ?? ticket.priority) == ticket.priority
            && (!assignee.isSet || assignee.value == ticket.assignee)
            && (!category.isSet || category.value == ticket.category?.ref)
    }
}

extension Ticket.Properties {
    /// What a ticket has, but for what is wished.
    ///
    /// - Parameter category: the one that is wished for.
    init(_ ticket: Ticket, _ wish: BulkWish, _ category: Category?) {
        status = wish.status ?? ticket.status
        priority = wish.priority ?? ticket.priority
        assignee = ""
        cause = ticket.cause
        solution = ticket.solution
        version = ticket.version
        answers = TicketAnswers(category: category, keepsCategory: !wish.category.isSet)
    }
}
