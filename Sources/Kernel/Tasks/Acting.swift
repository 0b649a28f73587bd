package import MariaDB
package import PortalKit

/// Whoever does the effects of a transaction, a request or work in the background: what is owed to the outside is a
/// row beside the others.
package protocol Acting: Effects {
    var house: House { get }
    var connection: Connection { get }
    var now: Instant { get }
    /// A mail was written down: whoever sends them is told when it is committed.
    var wakesOutbox: Bool { get set }
    /// A task was written down.
    var wakesTasks: Bool { get set }
}

extension Acting {
    package func enqueue(_ task: String, _ payload: any Encodable & Sendable, portal: String) throws {
        guard let known = house.work.tasks[task], known.portal.id == portal, !task.contains(":") else {
            throw ContractFault.undeclared(portal: portal, part: task, in: "tasks")
        }
        try queue(task, JSONPayload(of: payload))
    }

    /// One task for each reaction; an event that nobody listens to leaves nothing.
    package func publish(_ event: String, _ payload: any Encodable & Sendable, portal: String) throws {
        let declared = house.portals.first { $0.id == portal }?.publishes ?? []
        guard declared.contains(where: { $0.text == event }) else {
            throw ContractFault.undeclared(portal: portal, part: event, in: "publishes")
        }
        let reactions = house.work.reactions(to: event)
        guard !reactions.isEmpty else { return }
        let payload = try JSONPayload(of: payload)
        for kind in reactions { try queue(kind, payload) }
    }

    private func queue(_ kind: String, _ payload: JSONPayload) throws {
        _ = try connection.execute(
            """
            INSERT INTO kernel_task (kind, payload, created_at, queued_at, due_at)
            VALUES (\(kind), \(payload.json), \(now), \(now), \(now))
            """)
        wakesTasks = true
    }

    /// After the commit: tells the threads that wait for rows.
    func ringBells() {
        if wakesOutbox { house.outboxBell.ring() }
        if wakesTasks { house.taskBell.ring() }
        forgetBells()
    }

    func forgetBells() {
        wakesOutbox = false
        wakesTasks = false
    }
}
