import PortalKit

/// How the desk's list is narrowed and ordered: a queue, what is searched for, and the selects above it.
///
/// It is read from the fields of an address, of a form, or of a view that somebody saved, and is the same in all of them.
struct TicketFilter: Equatable {
    var queue = Ticket.Queue.open
    var search = ""
    var priority: Ticket.Priority?
    var category: Ref<Category>?
    var rating: Ticket.Rating.Score?
    var order = Ticket.Order.touched

    init() {}

    init(_ form: Form) {
        queue = Ticket.Queue(rawValue: form["view"]) ?? .open
        var check = FormCheck(form)
        let text = check.line("q", most: 200)
        search = String(String.UnicodeScalarView(text.unicodeScalars.prefix(200)))
        priority = Ticket.Priority(rawValue: form["filter[priority]"])
        category = try? Ref(form["filter[category]"])
        rating = Ticket.Rating.Score(rawValue: form["filter[rating]"])
        order = Ticket.Order(rawValue: form["filter[order]"]) ?? .touched
    }

    /// The fields of the address that shows it, those that are as at the beginning left out.
    var fields: [(name: String, value: String)] {
        [
            ("view", queue == .open ? "" : queue.rawValue), ("q", search),
            ("filter[priority]", priority?.rawValue ?? ""), ("filter[category]", category?.description ?? ""),
            ("filter[rating]", rating?.rawValue ?? ""),
            ("filter[order]", order == .touched ? "" : order.rawValue),
        ].filter { !$0.1.isEmpty }
    }

    var path: String { path(Ticket.staffList) }

    /// A page with these fields in its address.
    func path(_ page: String) -> String {
        var query = Query()
        for field in fields { query.append(field.name, field.value) }
        return page + query.text
    }

    /// Whether anything but the queue is chosen.
    var isNarrowed: Bool { !search.isEmpty || priority != nil || category != nil || rating != nil }
}

extension Ticket {
    /// In which order the desk's list stands.
    enum Order: String, CaseIterable {
        case touched, untouched, newest, oldest

        var words: Words {
            switch self {
            case .touched: "Last touched first"
            case .untouched: "Longest untouched first"
            case .newest: "Newest first"
            case .oldest: "Oldest first"
            }
        }

        static var choices: [Choice] {
            [Choice("", touched.words)] + allCases.dropFirst().map { Choice($0.rawValue, $0.words) }
        }

        /// The columns have an index each.
        var keyset: Keyset {
            switch self {
            case .touched: Keyset("t.touched_at", .descending, id: "t.id")
            case .untouched: Keyset("t.touched_at", .ascending, id: "t.id")
            case .newest: Keyset("t.created_at", .descending, id: "t.id")
            case .oldest: Keyset("t.created_at", .ascending, id: "t.id")
            }
        }
    }

    /// The queues of the desk.
    enum Queue: String, CaseIterable {
        case open, mine, unassigned, overdue, waiting, solved, all

        func condition(_ staff: ID<StaffMember>, at now: Instant) -> SQL {
            switch self {
            case .open: "t.status IN ('new', 'open')"
            case .mine: "t.status IN ('new', 'open', 'waiting') AND t.assignee_id = \(staff)"
            case .unassigned: "t.status IN ('new', 'open', 'waiting') AND t.assignee_id IS NULL"
            case .overdue: "t.status IN ('new', 'open') AND \(sql: due) < \(now)"
            case .waiting: "t.status = 'waiting'"
            case .solved: "t.status IN ('solved', 'closed')"
            case .all: "TRUE"
            }
        }

        var words: Words {
            switch self {
            case .open: "Open"
            case .mine: "Mine"
            case .unassigned: "Unassigned"
            case .overdue: "Overdue"
            case .waiting: "Waiting on the customer"
            case .solved: "Solved"
            case .all: "All"
            }
        }
    }
}
