import PortalKit

/// By when a ticket has to be answered and solved, as administrators set it.
struct TicketTargets {
    private let hours: BusinessHours
    private let answer: Int
    private let solve: Int

    init(_ settings: Settings) {
        let (from, until) = (settings[.businessFrom], settings[.businessUntil])
        hours = BusinessHours(
            days: settings[.businessDays].range, hours: from..<max(from, until), timeZone: settings.timeZone)
        answer = settings[.answerHours] * 60
        solve = settings[.solveHours] * 60
    }

    func answerBy(_ opened: Instant) -> Instant? {
        answer == 0 ? nil : hours.adding(minutes: answer, to: opened)
    }

    func solveBy(_ begun: Instant) -> Instant? {
        solve == 0 ? nil : hours.adding(minutes: solve, to: begun)
    }

    /// The time for solving, after the ticket moved: it stands still while it waits on the customer, ends when it is
    /// solved, and begins anew when it is taken up again.
    func after(
        _ status: Ticket.Status, solveBy: Instant?, left: Int?, at now: Instant
    ) -> (solveBy: Instant?, left: Int?) {
        switch status {
        case .solved, .closed: return (nil, nil)
        case .waiting: return solveBy.map { (nil, hours.minutes(from: now, to: $0)) } ?? (nil, left)
        case .new, .open:
            if let solveBy { return (solveBy, nil) }
            return (left.map { hours.adding(minutes: $0, to: now) } ?? self.solveBy(now), nil)
        }
    }
}

extension Ticket {
    /// What is due next of a ticket `t` that staff have to do something about; NULL where nothing is.
    static let due: SQL = """
        IF(t.status NOT IN ('new', 'open'), NULL, IF(t.answered_at IS NULL AND t.answer_by IS NOT NULL,
            LEAST(t.answer_by, COALESCE(t.solve_by, t.answer_by)), t.solve_by))
        """

    /// Writes down that staff answered, if nobody has yet.
    func noteAnswer(at now: Instant, _ tx: borrowing Transaction) throws {
        try tx.execute(
            "UPDATE support_ticket SET answered_at = COALESCE(answered_at, \(now)) WHERE id = \(id)")
    }

    /// Brings the time for solving up to date with where the ticket stands now.
    func keepTime(_ targets: TicketTargets, at now: Instant, _ tx: borrowing Transaction) throws {
        let found: (status: Status, solveBy: Instant?, left: Int?)? = try tx.first(
            """
            SELECT t.status, t.solve_by, t.solve_left FROM support_ticket t WHERE t.id = \(id)
                \(unscoped: "a ticket that this transaction holds")
            """
        ) { (try Status.read($0), try $0.next(), try $0.next()) }
        guard let found else { return }
        let next = targets.after(found.status, solveBy: found.solveBy, left: found.left, at: now)
        guard next.solveBy != found.solveBy || next.left != found.left else { return }
        try tx.execute(
            """
            UPDATE support_ticket SET solve_by = \(next.solveBy), solve_left = \(next.left) WHERE id = \(id)
                \(unscoped: "a ticket that this transaction holds")
            """)
    }
}

extension Interface {
    /// The day and the time of something that is to come.
    func deadline(_ instant: Instant) -> String {
        "\(reader.date(reader.day(instant))), \(reader.time(instant))"
    }
}
