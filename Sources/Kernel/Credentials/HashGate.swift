import Dispatch
import Synchronization

/// Lets only a few passwords be hashed at once, so that a flood of sign-ins takes neither the memory nor all
/// cores.
///
/// One core stays free for everything else. At most half of the workers wait here, each on a semaphore of its
/// own; the others go on serving pages. Turns go round the sources, and when the room is full, a newcomer
/// takes the last place of the source that holds most: so a flood from one source is turned away and stops
/// nobody else.
package final class HashGate: Sendable {
    /// Too many sign-ins at once: 503, `Retry-After`, and the form as typed.
    package struct Busy: Error, Equatable {
        /// Seconds after which to come back.
        package let retryAfter = 3

        package init() {}
    }

    private let slots: Int
    private let room: Int
    private let patience: Duration
    private let state = Mutex(Line())

    /// `workers` is the number of threads that may call; nobody waits longer than `patience`.
    package init(workers: Int, cores: Int, patience: Duration = .seconds(3)) {
        slots = max(1, cores - 1)
        room = max(0, workers / 2)
        self.patience = patience
    }

    /// Does the work when it is this caller's turn, on the calling thread.
    ///
    /// `source` is what a flood has in common: the address of the client, for IPv6 its /64. Throws `Busy`
    /// when the room is full or the wait was too long, else what the work throws.
    package func run<Value>(source: String, _ work: () throws -> Value) throws -> Value {
        try enter(source)
        defer { leave() }
        return try work()
    }

    /// Whether somebody from there would be let in now: who would not, need not be looked up at all.
    package func hasRoom(for source: String) -> Bool {
        state.withLock { $0.running < slots || $0.count < room || $0.lastToYield(to: source) != nil }
    }

    /// How many hash and how many wait at this moment; for metrics and tests.
    package var load: (running: Int, waiting: Int) { state.withLock { ($0.running, $0.count) } }

    private func enter(_ source: String) throws(Busy) {
        let waiter: Waiter? = try state.withLock { queue throws(Busy) in
            if queue.running < slots {
                queue.running += 1
                return nil
            }
            guard queue.count < room || queue.makeRoom(for: source) else { throw Busy() }
            return queue.add(source)
        }
        guard let waiter else { return }
        let isWoken =
            waiter.turn.wait(timeout: .now() + .milliseconds(Self.milliseconds(patience))) == .success
        // A turn may come between the end of the patience and this line; then it is taken.
        let hasTurn = state.withLock { queue in
            if !isWoken { queue.remove(waiter) }
            return queue.granted.remove(waiter.number) != nil
        }
        guard hasTurn else { throw Busy() }
    }

    /// The slot goes straight to the next in turn, so nobody overtakes.
    private func leave() {
        let next = state.withLock { queue -> Waiter? in
            guard let next = queue.next() else {
                queue.running -= 1
                return nil
            }
            queue.granted.insert(next.number)
            return next
        }
        next?.turn.signal()
    }

    private static func milliseconds(_ duration: Duration) -> Int {
        let (seconds, attoseconds) = duration.components
        return Int(clamping: seconds) * 1_000 + Int(clamping: attoseconds / 1_000_000_000_000_000)
    }
}

/// Someone who waits for a turn.
private struct Waiter: Sendable {
    let number: Int
    let source: String
    let turn: DispatchSemaphore
}

/// Who waits: a line for each source, and the sources in the order of their turns.
private struct Line {
    var running = 0
    var granted: Set<Int> = []
    private(set) var count = 0
    private var lines: [String: [Waiter]] = [:]
    private var order: [String] = []
    private var lastNumber = 0

    mutating func add(_ source: String) -> Waiter {
        lastNumber &+= 1
        let waiter = Waiter(number: lastNumber, source: source, turn: DispatchSemaphore(value: 0))
        if lines[source, default: []].isEmpty { order.append(source) }
        lines[source, default: []].append(waiter)
        count += 1
        return waiter
    }

    /// Takes the first of the source whose turn it is; the source goes to the end if more of it wait.
    mutating func next() -> Waiter? {
        guard let source = order.first, let waiter = lines[source]?.first else { return nil }
        remove(waiter)
        if lines[source] != nil {
            order.removeFirst()
            order.append(source)
        }
        return waiter
    }

    mutating func remove(_ waiter: Waiter) {
        guard var line = lines[waiter.source],
            let place = line.firstIndex(where: { $0.number == waiter.number })
        else { return }
        line.remove(at: place)
        count -= 1
        lines[waiter.source] = line.isEmpty ? nil : line
        if line.isEmpty { order.removeAll { $0 == waiter.source } }
    }

    /// The last of the longest line, if that line stays at least as long as the newcomer's will be.
    func lastToYield(to source: String) -> Waiter? {
        let own = lines[source]?.count ?? 0
        guard let longest = order.max(by: { (lines[$0]?.count ?? 0) < (lines[$1]?.count ?? 0) }),
            let line = lines[longest], line.count > own + 1
        else { return nil }
        return line.last
    }

    /// Sends that one away.
    mutating func makeRoom(for source: String) -> Bool {
        guard let last = lastToYield(to: source) else { return false }
        remove(last)
        last.turn.signal()
        return true
    }
}
