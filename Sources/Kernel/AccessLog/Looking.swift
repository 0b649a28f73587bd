import HTTPTypes
import MariaDB
import PortalKit
import Synchronization
import Web

/// Who looked at what lately, so that a page that is opened again costs no statement.
///
/// It is this process's alone: where several answer, and after a start, a look may be written down once by each. It
/// forgets everything when it is full, and then a look may be written down twice too; none is ever left out.
package final class LookMemory: Sendable {
    /// Seconds within which the same look is one row.
    static let seconds: Int64 = 15 * 60
    private static let room = 8_192
    private let known = Mutex<[[UInt8]: Instant]>([:])

    /// Whether the look is to be written down; it is known from then on.
    func isNew(_ look: [UInt8], at now: Instant) -> Bool {
        known.withLock { known in
            if let last = known[look], now.seconds(since: last) < Self.seconds { return false }
            if known.count >= Self.room {
                known = known.filter { now.seconds(since: $0.value) < Self.seconds }
            }
            if known.count >= Self.room { known.removeAll(keepingCapacity: true) }
            known[look] = now
            return true
        }
    }

    func forget(_ look: [UInt8]) { known.withLock { $0[look] = nil } }
}

extension Visit {
    /// Whether looking at this page leaves a trace: when somebody was seen last, and what he looked at. The one place
    /// that decides it. Nothing that nobody looked at does: a page that is only fetched ahead, or asked for by HEAD.
    var leavesTraces: Bool { request.method == .get && !request.isPrefetch }

    /// After the handler, and only where it answered: writes down who looked at the record that the address names, or
    /// fetched a file of it. One row for each person and record within a quarter of an hour.
    func noteLooked(at target: Router.Target, _ answer: Answer) {
        guard leavesTraces, house.notesLooks, let kind = target.kinds.last,
            let record = house.logTable.record(target.portal, kind),
            let ref = Crockford.decode(request.parameters[kind] ?? ""), let look = look(of: answer)
        else { return }
        let memory = identity.actor + seatBytes + Array(look.rawValue.utf8) + ref
        guard house.lookMemory.isNew(memory, at: now) else { return }
        do {
            try write(look, kind, ref, record)
        } catch {
            house.lookMemory.forget(memory)
            house.warn("the access log: \(error)")
        }
    }

    /// What a page draws of a file, or a browser shows, is a look at it.
    private func look(of answer: Answer) -> LogTable.Look? {
        if case .file(let attachment) = answer.body, attachment.isShownInline,
            request.query["inline"] == "1"
        {
            return .viewed
        }
        return answer.look
    }

    private var seatBytes: [UInt8] {
        guard case .customer(let session) = identity else { return [] }
        return Array("\(session.viewer.seat ?? 0)".utf8)
    }

    /// What staff do with something that the customer may not know of is written down under another name, of which he
    /// is not told.
    private func write(_ look: LogTable.Look, _ kind: String, _ ref: [UInt8], _ record: LogTable.Record)
        throws
    {
        let logged = record.logged
        let name = record.portal.id + "." + kind + "."
        var action: SQL = "\(name + look.rawValue)"
        if case .staff = identity, let shown = record.shown {
            let hidden = name + LogTable.Look.inspected.rawValue
            action = "IF(\(sql: shown), \(name + look.rawValue), \(hidden))"
        }
        let actor = auditActor
        connection.onPrepare = nil
        _ = try connection.execute(
            """
            INSERT INTO kernel_audit
                (at, actor_kind, actor_id, seat_id, action, subject_kind, subject_id, customer_id, device, request)
            SELECT \(now), \(actor.kind), \(actor.id), \(actor.seat), \(sql: action), \(kind), r.id,
                COALESCE(\(static: logged.owner), \(actor.customer)), \(device), \(request.id)
            FROM \(sql: record.table) r
            WHERE r.ref = \(ref) AND COALESCE(\(static: logged.owner), \(actor.customer)) IS NOT NULL
            """)
    }

    /// The program and the system by their names, without what else a browser says of itself.
    var device: String? { Device(userAgent: request.userAgent).name }
}

extension Answer {
    fileprivate var look: LogTable.Look? {
        switch body {
        case .page: .viewed
        case .file, .archive, .document, .response: .downloaded
        case .seeOther: nil
        }
    }
}

extension Device {
    /// As it is written down: `Firefox/Windows`.
    var name: String? {
        browser == nil && system == nil ? nil : (browser ?? "") + "/" + (system ?? "")
    }

    /// As it was written down.
    init(name: String) {
        let parts = name.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        self.init(browser: parts.first?.ifNotEmpty, system: parts.dropFirst().first?.ifNotEmpty)
    }
}

extension String {
    fileprivate var ifNotEmpty: String? { isEmpty ? nil : self }
}
