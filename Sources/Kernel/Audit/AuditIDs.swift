/// Which rows a seal covers, in ascending order; neighbours are one run: `1-900 902 904-1000`.
///
/// They are named one by one and not by first and last alone, because numbers are given out when a row is
/// written and rows appear when they are committed: between two rows there may be one that nobody sees yet.
struct AuditIDs: Sendable, Equatable {
    private(set) var runs: [ClosedRange<UInt64>] = []

    /// - Parameter ids: in ascending order.
    init(_ ids: some Sequence<UInt64>) {
        for id in ids {
            if let last = runs.last, last.upperBound < id, id - last.upperBound == 1 {
                runs[runs.count - 1] = last.lowerBound...id
            } else {
                runs.append(id...id)
            }
        }
    }

    /// Reads `text`; nothing for what is not written as `text` writes it.
    init?(_ text: String) {
        for word in text.split(separator: " ", omittingEmptySubsequences: false) {
            let parts = word.split(separator: "-", omittingEmptySubsequences: false).map { UInt64($0) }
            guard parts.count <= 2, let first = parts.first ?? nil, let last = parts.last ?? nil,
                first <= last, runs.last.map({ $0.upperBound < first }) ?? true
            else { return nil }
            runs.append(first...last)
        }
        guard self.text == text else { return nil }
    }

    var text: String {
        runs.map { run in
            run.lowerBound == run.upperBound ? "\(run.lowerBound)" : "\(run.lowerBound)-\(run.upperBound)"
        }
        .joined(separator: " ")
    }
}

/// Goes along the numbers that should be there while rows come in ascending order.
struct AuditIDWalk {
    private let runs: [ClosedRange<UInt64>]
    private var index = 0
    /// The first number of the run at hand that was not passed.
    private var next: UInt64

    init(_ ids: AuditIDs) {
        runs = ids.runs
        next = runs.first?.lowerBound ?? 0
    }

    /// Goes to `id`, which is greater than all before; `missed` hears what was passed over. True when `id` is
    /// one of the numbers.
    mutating func reach(_ id: UInt64, missed: (ClosedRange<UInt64>) -> Void) -> Bool {
        while index < runs.count {
            let run = runs[index]
            if id < next { return false }
            if id <= run.upperBound {
                if id > next { missed(next...(id - 1)) }
                if id == run.upperBound { enter(index + 1) } else { next = id + 1 }
                return true
            }
            missed(next...run.upperBound)
            enter(index + 1)
        }
        return false
    }

    /// `missed` hears all that was not reached.
    mutating func end(missed: (ClosedRange<UInt64>) -> Void) {
        while index < runs.count {
            missed(next...runs[index].upperBound)
            enter(index + 1)
        }
    }

    private mutating func enter(_ run: Int) {
        index = run
        if run < runs.count { next = runs[run].lowerBound }
    }
}
