/// Work that is done once, later: written down in the transaction that asks for it, done by a thread of its own.
///
/// ```swift
/// extension TaskKind {
///     static let export = TaskKind("support.export") { (wish: Export.Wish, context, write) in … }
/// }
/// try tx.enqueue(.export, payload: Export.Wish(…))
/// ```
/// What it writes and the mark that it is done are committed together: a program that dies meanwhile runs it again,
/// never half. What fails comes again after one, two, four … minutes, and is given up, visibly, after a day.
public struct TaskKind: Sendable {
    /// Begins with the portal's id: `support.export`.
    public let id: String
    package let payload: ObjectIdentifier
    package let run: BackgroundRun

    /// A kind of task; the payload is kept as JSON and should be ids rather than what they stand for.
    public init<Payload: Codable & Sendable>(
        _ id: String, _ run: @escaping @Sendable (Payload, SystemContext, consuming Write) throws -> Void
    ) {
        self.id = id
        payload = ObjectIdentifier(Payload.self)
        self.run = { reader, context, write in try run(try reader.payload(Payload.self), context, write) }
    }
}

/// Work that comes back: at most one run at a time, in whichever process is first.
public struct Job: Sendable {
    /// Begins with the portal's id: `support.auto-close`.
    public let id: String
    /// What it does, for the administrators who look whether it did.
    public let title: Words
    /// From the start of one run to the start of the next.
    public let every: Duration
    package let run: @Sendable (SystemContext, consuming Write) throws -> Void

    /// A job. What one run writes is one transaction; a run that fails is tried again within five minutes.
    public init(
        _ id: String, title: Words? = nil, every: Duration,
        _ run: @escaping @Sendable (SystemContext, consuming Write) throws -> Void
    ) {
        self.id = id
        self.title = title ?? Words(verbatim: id)
        self.every = every
        self.run = run
    }
}

/// What happened in a portal, as others may name it: `<portal>.<noun>.<past participle>`.
public struct EventName: Hashable, Sendable, ExpressibleByStringLiteral {
    package let text: String

    /// `"support.ticket.closed"`.
    public init(stringLiteral value: String) { text = value }
}

/// What a portal does when something happened in another one. The two share the event's name and its JSON, never a
/// type: the payload is what this portal reads of it.
public struct Reaction: Sendable {
    package let event: EventName
    package let run: BackgroundRun

    /// A reaction; it runs later, and as a task does: once, in one transaction, again when it failed.
    ///
    /// The other portal need not be installed. While the own one is switched off, its reactions wait.
    public init<Payload: Decodable & Sendable>(
        to event: EventName,
        _ run: @escaping @Sendable (Payload, SystemContext, consuming Write) throws -> Void
    ) {
        self.event = event
        self.run = { reader, context, write in try run(try reader.payload(Payload.self), context, write) }
    }
}

package typealias BackgroundRun =
    @Sendable (any PayloadReader, SystemContext, consuming Write) throws -> Void

/// Reads the JSON that was kept for later.
package protocol PayloadReader {
    func payload<Payload: Decodable>(_ type: Payload.Type) throws -> Payload
}

extension Transaction {
    /// Has something done later, if this transaction is committed.
    ///
    /// - Throws: when the portal does not declare the kind among its `tasks:`, or the payload is not of its type.
    public func enqueue<Payload: Codable & Sendable>(_ kind: TaskKind, payload: Payload) throws {
        guard kind.payload == ObjectIdentifier(Payload.self) else {
            throw ContractFault.otherPayload(portal: portal, task: kind.id)
        }
        try store.effects.enqueue(kind.id, payload, portal: portal)
    }

    /// Tells the other portals what happened, if this transaction is committed.
    ///
    /// - Throws: when the portal does not declare the event among those it publishes.
    public func publish<Payload: Encodable & Sendable>(_ event: EventName, _ payload: Payload) throws {
        try store.effects.publish(event.text, payload, portal: portal)
    }
}

/// A transaction used something that its portal does not declare. It is a fault of the portal, found at its first
/// use.
package enum ContractFault: Error, Equatable, CustomStringConvertible {
    case undeclared(portal: String, part: String, in: String)
    case otherPayload(portal: String, task: String)
    case otherValues(portal: String, notice: String, declared: [String], given: [String])

    package var description: String {
        switch self {
        case .undeclared(let portal, let part, let list):
            "The portal \(portal) used \(part), which is not in its \(list)"
        case .otherPayload(let portal, let task):
            "The portal \(portal) gave \(task) a payload or a record of another type than it takes"
        case .otherValues(let portal, let notice, let declared, let given):
            "The portal \(portal) gave \(notice) the values \(given) and not \(declared), or a path that leads elsewhere"
        }
    }
}
