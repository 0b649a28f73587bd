import PortalKit

/// Several contacts and customers that are given the portal together: chosen, rehearsed as a draft, and then done in
/// the background, one slice after the other.
struct Batch: Sendable {
    let id: ID<Batch>
    let ref: Ref<Batch>
    let state: State
    let terms: Terms
    let createdAt: Instant
    /// Who chose; nothing when it was a command.
    let createdBy: String?
    let startedAt: Instant?
    let startedBy: (id: UInt64, name: String)?
    let finishedAt: Instant?

    enum State: String, Sendable {
        /// Chosen and looked at; nothing has happened.
        case draft
        case running
        /// Somebody stopped it; what waits, waits.
        case stopped
        case done
    }

    /// What holds for all of its rows.
    struct Terms: Sendable {
        /// None chosen: the default group for a contact, *Everything* for a customer itself (C03, C09).
        var group: (id: UInt64, name: String)?
        /// The default group, as it is now.
        var usual: (id: UInt64, name: String)?
        var everything: (id: UInt64, name: String)?
        var needsMFA = false
        /// Only these portals; nil where the seats follow their group.
        var portals: [String]?

        func group(ofContact isContact: Bool) -> (id: UInt64, name: String)? {
            group ?? (isContact ? usual : everything)
        }
    }

    /// How many contacts one batch has at most.
    static let most = 20_000
    /// From so many on they are confirmed with a tick of their own.
    static let sureFrom = 500
    /// Rows of one transaction in the background.
    static let slice = 500
    /// Rows of one page.
    static let page = 200
    /// Credential sheets that one press makes: each start password takes as long as a sign-in.
    static let sheets = 50
    /// Seconds between two looks at the progress.
    static let refresh = 4

    static let start = "/staff/bulk"
    var path: String { Self.start + "/" + ref.description }
}

/// One contact of a batch, or a customer itself, with the facts of this moment.
struct BatchRow: Sendable {
    let id: UInt64
    let ref: Ref<BatchRow>
    let isLeftOut: Bool
    let customer: (id: UInt64, ref: Ref<Customer>, name: String, number: Int)
    /// Nothing for a customer itself.
    let contact: (id: UInt64, ref: Ref<Contact>)?
    let name: String
    var facts: BatchFacts
    /// The user name of its credential sheet.
    var login: String?

    var key: UInt64 { contact?.id ?? 0 }
    var decision: BatchDecision { facts.decision }
    /// Whether it will become a portal user.
    var isEnabled: Bool { !isLeftOut && decision.makesSeat }
    /// The page where staff mend what stands in the way.
    var path: String {
        contact.map { "/staff/contacts/" + $0.ref.description } ?? "/staff/customers/"
            + customer.ref.description
    }
}

/// What a row's result is, as it stands in its row, its seat and its mail.
struct BatchResult: Sendable {
    let ref: Ref<BatchRow>
    let name: String
    let customerName: String
    let path: String
    let email: String?
    let at: Instant?
    let login: String?
    let outcome: BatchOutcome
}

/// What became of a row.
enum BatchOutcome: Sendable, Equatable {
    case waiting
    case leftOut
    /// Nothing was to be done: has access already, address shared …
    case unchanged(BatchDecision)
    case sending
    /// The mail was taken by the server.
    case delivered
    /// It was not, with the server's words.
    case refused(String)
    case sheetReady
    case sheetPrinted
    case signedIn
    /// Taken back before the person had signed in.
    case undone
    case failed(String)

    /// What is known of a row that was done.
    struct Traces: Sendable {
        var state: BatchRowState
        var isLeftOut = false
        var decision: BatchDecision?
        var hasSeat = false
        /// The invitation was accepted, or the person of a sheet signed in.
        var hasComeIn = false
        var isPrinted = false
        var hasMail = false
        var mailFailed: String?
        var mailIsOpen = false
        var error: String?
    }

    init(_ traces: Traces) {
        switch traces.state {
        case .undone: self = .undone
        case .failed: self = .failed(traces.error ?? "")
        case .waiting: self = traces.isLeftOut ? .leftOut : .waiting
        case .done:
            guard let decision = traces.decision, decision.makesSeat else {
                self = .unchanged(traces.decision ?? .gone)
                return
            }
            if !traces.hasSeat {
                self = .undone
            } else if traces.hasComeIn {
                self = .signedIn
            } else if decision == .sheet {
                self = traces.isPrinted ? .sheetPrinted : .sheetReady
            } else if let words = traces.mailFailed {
                self = .refused(words)
            } else {
                self = traces.mailIsOpen ? .sending : .delivered
            }
        }
    }

    /// Whether the person has not come in and the access can be taken back.
    var canBeUndone: Bool {
        switch self {
        case .sending, .delivered, .refused, .sheetReady, .sheetPrinted: true
        default: false
        }
    }

    /// Whether the invitation can be sent once more.
    var canBeSentAgain: Bool {
        switch self {
        case .delivered, .refused: true
        default: false
        }
    }
}

enum BatchRowState: String, Sendable { case waiting, done, failed, undone }

/// What was counted of a batch's rows.
struct BatchTally: Sendable {
    var all = 0
    var leftOut = 0
    var waiting = 0
    var failed = 0
    var delivered = 0
    var sending = 0
    var refused = 0
    var sheets = 0
    var signedIn = 0
    var undone = 0
    var unchanged = 0
    var canBeUndone = 0
    /// Sheets that nobody has printed.
    var unprinted = 0
    /// Whose start password may be made anew: printed, and nobody has signed in with it.
    var printed = 0

    var toDo: Int { all - leftOut }
    var done: Int { toDo - waiting }

    mutating func count(_ outcome: BatchOutcome) {
        all += 1
        if outcome.canBeUndone { canBeUndone += 1 }
        switch outcome {
        case .waiting: waiting += 1
        case .leftOut: leftOut += 1
        case .unchanged: unchanged += 1
        case .sending: sending += 1
        case .delivered: delivered += 1
        case .refused: refused += 1
        case .sheetReady: (sheets, unprinted) = (sheets + 1, unprinted + 1)
        case .sheetPrinted: (sheets, printed) = (sheets + 1, printed + 1)
        case .signedIn: signedIn += 1
        case .undone: undone += 1
        case .failed: failed += 1
        }
    }
}
