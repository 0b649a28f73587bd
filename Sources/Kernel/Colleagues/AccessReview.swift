import MariaDB
import PortalKit

extension Setting where Value == Int {
    /// Every so many months the customers' own administrators are asked who still works with them.
    static var accessReviewMonths: Setting {
        Setting(
            "identity.access-review-months", title: "Months between two reviews of access",
            hint:
                "Customers' own administrators are asked to confirm each colleague; whoever is not confirmed within 30 days loses access. 0 asks nobody.",
            default: 0, in: 0...36)
    }
}

/// The review of a customer's people by those of them who administer. The job only asks, and tells: that somebody's
/// access is over holds from its instant on, because the seat's own statement compares it, whether or not any job ran.
///
/// A customer without an administrator of its own is asked nothing, and nobody is asked to confirm himself: where
/// there is only one administrator, he stays.
enum AccessReview {
    /// Of each kind in one run; what is left goes in the next.
    private static let most = 200

    static let waiting: Waiting.Source = Waiting.Source(needs: .manageColleagues) { context, _, db in
        guard let seat = context.viewer.seat else { return [] }
        let asked = try Colleague.unconfirmed(for: seat, at: context.now, db)
        guard let first = asked.compactMap(\.reviewEndsAt).min() else { return [] }
        let isLate = first < context.now.adding(seconds: 7 * 86_400)
        return [
            Waiting(
                context.ui.say("Who still works with you?"), icon: .people,
                reason: Words(
                    asked.count, one: "One person loses access if nobody confirms it.",
                    other: "{n} people lose access if nobody confirms them."),
                since: first.adding(seconds: -Colleague.reviewDays * 86_400), verb: "Review",
                at: ColleagueRoutes.address, urgency: isLate ? .late : .usual)
        ]
    }

    static let job: Job = Job(
        "identity.access-review", title: "Asks customers who still needs access", every: .seconds(3_600)
    ) { context, write in
        let acting = try context.store.acting()
        let months = try acting.house.settings.current(acting.connection).settings(
            of: identityPortal, in: acting.house)[.accessReviewMonths]
        try write { _ in
            if months > 0 { try ask(every: months, acting) } else { try stop(acting) }
            try tell(acting)
        }
    }

    /// Somebody `a` who administers at the customer of `s`, and is not `s`.
    private static func administrator(at now: Instant) -> SQL {
        """
        EXISTS (SELECT 1 FROM kernel_seat a JOIN kernel_permission_group ag ON ag.id = a.group_id
            LEFT JOIN kernel_contact ap ON ap.id = a.contact_id
            WHERE a.customer_id = s.customer_id AND a.id <> s.id AND \(sql: administers(at: now)))
        """
    }

    private static func administers(at now: Instant) -> SQL {
        """
        a.disabled_at IS NULL AND a.accepted_at IS NOT NULL AND a.mode = 'group' AND ap.removed_at IS NULL
            AND (a.ends_at IS NULL OR a.ends_at > \(now)) AND (a.review_ends_at IS NULL OR a.review_ends_at > \(now))
            AND (ag.kind <=> 'everything' OR EXISTS (SELECT 1 FROM kernel_group_reach r
                WHERE r.group_id = a.group_id AND r.permission = \(Permission.manageColleagues.id) AND r.reach = 2))
        """
    }

    // MARK: Asking

    private static func ask(every months: Int, _ acting: any Acting) throws {
        let (now, connection) = (acting.now, acting.connection)
        let due: [Due] = try connection.rows(
            """
            SELECT s.id, s.customer_id, s.contact_id, p.name FROM kernel_seat s
            JOIN kernel_customer c ON c.id = s.customer_id
            JOIN kernel_contact p ON p.id = s.contact_id
            WHERE s.review_ends_at IS NULL AND \(sql: PortalSeat.inForce(at: now))
                AND GREATEST(s.created_at, s.accepted_at, COALESCE(s.confirmed_at, s.accepted_at))
                    <= \(now) - INTERVAL \(months) MONTH
                AND \(sql: administrator(at: now))
            ORDER BY s.customer_id, s.id LIMIT \(most)
            """, Due.init)
        let end = now.adding(seconds: Colleague.reviewDays * 86_400)
        for seat in due {
            _ = try connection.execute(
                "UPDATE kernel_seat SET review_ends_at = \(end) WHERE id = \(seat.id) AND review_ends_at IS NULL"
            )
            try acting.audit(
                "identity.colleague.asked", kind: "contact", id: seat.contact, customer: seat.customer)
        }
        for (customer, seats) in Dictionary(grouping: due, by: \.customer).sorted(by: { $0.key < $1.key }) {
            try write(to: customer, acting) { reader in
                let day = acting.house.reader(language: nil, timeZone: nil, at: now).lastDay(before: end)
                return Letter(
                    subject: "Who still works with you?",
                    lead: Words(
                        seats.count, one: "Please confirm one person who can sign in for you.",
                        other: "Please confirm {n} people who can sign in for you."),
                    more: "Whoever is not confirmed until \("day", reader.date(day)) loses access by itself.",
                    names: seats.map(\.name))
            }
        }
    }

    /// The review was switched off: who was asked for and is still in force stays so.
    private static func stop(_ acting: any Acting) throws {
        _ = try acting.connection.execute(
            "UPDATE kernel_seat SET review_ends_at = NULL WHERE review_ends_at > \(acting.now)")
    }

    // MARK: Ending

    /// Writes down once what has ended by itself, and tells the person and those who administer.
    private static func tell(_ acting: any Acting) throws {
        let (now, connection) = (acting.now, acting.connection)
        let ended: [Due] = try connection.rows(
            """
            SELECT s.id, s.customer_id, s.contact_id, p.name FROM kernel_seat s
            JOIN kernel_contact p ON p.id = s.contact_id
            WHERE (s.ends_at <= \(now) OR s.review_ends_at <= \(now)) AND s.ended_told_at IS NULL
                AND s.disabled_at IS NULL AND s.accepted_at IS NOT NULL
            ORDER BY s.customer_id, s.id LIMIT \(most)
            """, Due.init)
        for seat in ended {
            _ = try connection.execute("UPDATE kernel_seat SET ended_told_at = \(now) WHERE id = \(seat.id)")
            _ = try connection.execute(
                "UPDATE kernel_session SET ended_at = \(now) WHERE seat_id = \(seat.id) AND ended_at IS NULL")
            try acting.audit(
                "identity.colleague.ended", kind: "contact", id: seat.contact, customer: seat.customer)
        }
        for (customer, seats) in Dictionary(grouping: ended, by: \.customer).sorted(by: { $0.key < $1.key }) {
            try write(to: customer, acting) { _ in
                Letter(
                    subject: "Access has ended",
                    lead: Words(
                        seats.count, one: "One person can no longer sign in for you.",
                        other: "{n} people can no longer sign in for you."),
                    more: "Where that was not meant, you can give the access again.", names: seats.map(\.name)
                )
            }
        }
        for seat in ended { try tell(seat, acting) }
    }

    private static func tell(_ seat: Due, _ acting: any Acting) throws {
        let found: Person? = try acting.connection.first(
            """
            SELECT p.id, p.name, p.email, a.language, a.time_zone FROM kernel_seat s
            JOIN kernel_account a ON a.id = s.account_id JOIN kernel_contact p ON p.id = s.contact_id
            WHERE s.id = \(seat.id) AND p.email <> ''
            """, Person.init)
        guard let found else { return }
        try send(
            Letter(
                subject: "Your access has ended", lead: "Your access to the customer portal has ended.",
                more: "Ask a colleague who administers it, if you still need it.", names: []),
            to: found, customer: seat.customer, path: nil, acting)
    }

    // MARK: Mails

    private struct Due {
        let id: UInt64
        let customer: UInt64
        let contact: UInt64
        let name: String

        init(_ row: borrowing Row) throws {
            id = try row.next()
            customer = try row.next()
            contact = try row.next()
            name = try row.next()
        }
    }

    private struct Person {
        let contact: UInt64
        let name: String
        let email: String
        let language: String?
        let timeZone: String?

        init(_ row: borrowing Row) throws {
            contact = try row.next()
            name = try row.next()
            email = try row.next()
            language = try row.next()
            timeZone = try row.next()
        }
    }

    private struct Letter {
        let subject: Words
        let lead: Words
        let more: Words
        let names: [String]
    }

    /// To everybody who administers at that customer.
    private static func write(
        to customer: UInt64, _ acting: any Acting, _ letter: (Reader) -> Letter
    ) throws {
        let people: [Person] = try acting.connection.rows(
            """
            SELECT ap.id, ap.name, ap.email, n.language, n.time_zone FROM kernel_seat a
            JOIN kernel_permission_group ag ON ag.id = a.group_id
            JOIN kernel_account n ON n.id = a.account_id
            JOIN kernel_contact ap ON ap.id = a.contact_id
            WHERE a.customer_id = \(customer) AND ap.email <> '' AND \(sql: administers(at: acting.now))
            ORDER BY a.id LIMIT 50
            """, Person.init)
        for person in people {
            let reader = acting.house.reader(
                language: person.language, timeZone: person.timeZone, at: acting.now)
            try send(letter(reader), to: person, customer: customer, path: ColleagueRoutes.address, acting)
        }
    }

    private static func send(
        _ letter: Letter, to person: Person, customer: UInt64, path: String?, _ acting: any Acting
    ) throws {
        let name = acting.house.installation.operatorName
        let reader = acting.house.reader(
            language: person.language, timeZone: person.timeZone, at: acting.now)
        let content = MailContent(
            reader, subject: "[\(name)] " + reader.say(letter.subject), preview: letter.lead,
            heading: letter.subject,
            paragraphs: [letter.lead, letter.more]
                + (letter.names.isEmpty ? [] : [Words(verbatim: letter.names.joined(separator: ", "))]),
            button: path == nil ? nil : "Open in the portal", path: path,
            reason: "You get this because you use the customer portal of \("operator", name).")
        try Delivery.enqueue(
            "identity.access-review", content, to: (person.email, person.name), customer: customer,
            contact: person.contact, acting)
    }
}
