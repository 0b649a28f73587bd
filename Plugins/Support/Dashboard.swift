import PortalKit

/// How the desk does: what came and went in the last days, what is open, how soon it was answered, what customers said.
struct Dashboard {
    static let days = 30
    /// Tickets that are looked at, where each has to be: beyond them the numbers are those of the newest.
    static let most = 10_000

    /// How long a ticket is open, in days.
    enum Age: CaseIterable {
        case day, threeDays, week, month, longer

        var days: Range<Int64> {
            switch self {
            case .day: 0..<1
            case .threeDays: 1..<3
            case .week: 3..<7
            case .month: 7..<30
            case .longer: 30..<36_500
            }
        }

        var words: Words {
            switch self {
            case .day: "Less than a day"
            case .threeDays: "1 to 3 days"
            case .week: "3 to 7 days"
            case .month: "7 to 30 days"
            case .longer: "30 days and more"
            }
        }
    }

    /// The first answers to the tickets that were opened in these days, and what customers said of them.
    struct Answers {
        var opened = 0
        var hour = 0
        var fourHours = 0
        var day = 0
        var threeDays = 0
        var longer = 0
        /// With a target: answered in time, answered late, late and not answered, and not answered and not late.
        var inTime = 0
        var late = 0
        var overdue = 0
        var running = 0
        var good = 0
        var bad = 0

        var answered: Int { hour + fourHours + day + threeDays + longer }
        var withTarget: Int { inTime + late + overdue + running }
        var rated: Int { good + bad }
    }

    let calendar: [CalendarDay]
    let opened: [Int]
    let solved: [Int]
    let ages: [Int]
    /// Who handles how many open ones, the most first; nobody has no name.
    let assignees: [(name: String?, count: Int)]
    let answers: Answers

    /// Whether there is nothing to draw.
    var isEmpty: Bool {
        opened.allSatisfy { $0 == 0 } && solved.allSatisfy { $0 == 0 } && ages.allSatisfy { $0 == 0 }
    }
}

extension Dashboard {
    /// Three statements, each over an index and with a bound.
    init(_ settings: Settings, at now: Instant, _ db: borrowing Reading) throws {
        calendar = settings.days(Self.days, until: now)
        let counts = try db.counts(of: Self.counted(calendar, at: now))
        let count = calendar.count
        opened = Array(counts.prefix(count))
        solved = Array(counts.dropFirst(count).prefix(count))
        ages = Array(counts.dropFirst(2 * count))
        assignees = try db.rows(
            """
            SELECT s.name, COUNT(*) AS tickets
            FROM (SELECT t.assignee_id FROM support_ticket t WHERE t.status IN ('new', 'open', 'waiting')
                LIMIT \(Self.most)) x
            LEFT JOIN portico_staff s ON s.id = x.assignee_id
            GROUP BY x.assignee_id, s.name ORDER BY tickets DESC, s.name LIMIT 25
            """
        ) { (name: try $0.next(), count: try $0.next()) }
        answers = try Self.answers(since: calendar.first?.begins ?? now, at: now, db)
    }

    private static func counted(_ calendar: [CalendarDay], at now: Instant) -> [SQL] {
        var lists: [SQL] = calendar.map {
            "support_ticket t WHERE t.created_at >= \($0.begins) AND t.created_at < \($0.ends)"
        }
        for day in calendar {
            lists.append(
                """
                support_change h WHERE h.new_status IN ('solved', 'closed') AND h.at >= \(day.begins)
                    AND h.at < \(day.ends) AND h.old_status NOT IN ('solved', 'closed')
                """)
        }
        for age in Age.allCases {
            let from = now.adding(seconds: -age.days.upperBound * 86_400)
            let until = now.adding(seconds: -age.days.lowerBound * 86_400)
            lists.append(
                """
                support_ticket t WHERE t.status IN ('new', 'open', 'waiting') AND t.created_at > \(from)
                    AND t.created_at <= \(until)
                """)
        }
        return lists
    }

    private static func answers(
        since start: Instant, at now: Instant, _ db: borrowing Reading
    ) throws -> Answers {
        func sum(_ condition: SQL) -> SQL {
            "CAST(COALESCE(SUM(\(sql: condition)), 0) AS SIGNED)"
        }
        func within(_ seconds: Range<Int>) -> SQL {
            sum("x.took >= \(seconds.lowerBound) AND x.took < \(seconds.upperBound)")
        }
        let day = 86_400
        return try db.first(
            """
            SELECT COUNT(*), \(sql: within(0..<3_600)), \(sql: within(3_600..<4 * 3_600)),
                \(sql: within(4 * 3_600..<day)), \(sql: within(day..<3 * day)),
                \(sql: sum("x.took >= \(3 * day)")),
                \(sql: sum("x.answered_at <= x.answer_by")), \(sql: sum("x.answered_at > x.answer_by")),
                \(sql: sum("x.answered_at IS NULL AND x.answer_by < \(now)")),
                \(sql: sum("x.answered_at IS NULL AND x.answer_by >= \(now)")),
                \(sql: sum("x.score = 'good'")), \(sql: sum("x.score = 'bad'"))
            FROM (SELECT t.answer_by, t.answered_at, r.score,
                    GREATEST(0, TIMESTAMPDIFF(SECOND, t.created_at, t.answered_at)) AS took
                FROM support_ticket t LEFT JOIN support_rating r ON r.ticket_id = t.id
                WHERE t.created_at >= \(start) ORDER BY t.created_at DESC LIMIT \(most)) x
            """
        ) { row in
            var answers = Answers()
            answers.opened = try row.next()
            answers.hour = try row.next()
            answers.fourHours = try row.next()
            answers.day = try row.next()
            answers.threeDays = try row.next()
            answers.longer = try row.next()
            answers.inTime = try row.next()
            answers.late = try row.next()
            answers.overdue = try row.next()
            answers.running = try row.next()
            answers.good = try row.next()
            answers.bad = try row.next()
            return answers
        } ?? Answers()
    }
}
