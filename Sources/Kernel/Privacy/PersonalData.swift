import FoundationEssentials
package import MariaDB
import PortalKit

/// Everything that is held of one person, by the kernel and by each portal: what the person may ask for. Whoever has
/// seats at several customers is one person, and a contact of each.
package struct PersonalData: Encodable, Sendable {
    package struct Entry: Encodable, Sendable, Equatable {
        package let name: String
        package let value: String
    }

    /// By the kind of record: contact, account, seats, sessions, invitations, resets, mails, files, audit.
    package let kernel: [String: [[String: String]]]
    /// By the portal's id.
    package let portals: [String: [Entry]]

    package var json: String {
        get throws {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
            return String(decoding: try encoder.encode(self), as: UTF8.self)
        }
    }

    /// Reads it, and writes down that it was read.
    package static func export(
        of subject: DataSubject, _ house: House, _ connection: Connection
    ) throws -> PersonalData {
        let run = SystemRun(house, connection, isShared: true)
        do {
            try run.begin()
            let data = try read(of: subject, run)
            try run.audit(
                "administration.contact.exported", kind: "contact", id: subject.id, customer: subject.customer
            )
            try run.commit()
            return data
        } catch {
            run.rollback()
            throw error
        }
    }

    /// Reads it, in the transaction at hand.
    static func read(of subject: DataSubject, _ run: SystemRun) throws -> PersonalData {
        let contacts = try subject.contacts(run.connection)
        var portals: [String: [Entry]] = [:]
        for portal in run.house.portals {
            guard let export = portal.privacy.export else { continue }
            let context = try run.context(of: portal)
            portals[portal.id] = try contacts.flatMap { contact in
                try export(context, ContactReference(id: contact)).map {
                    Entry(name: $0.name, value: $0.value)
                }
            }
        }
        return PersonalData(kernel: try kernel(subject, contacts, run.connection), portals: portals)
    }
}

/// The contact whom a question of privacy is about.
package struct DataSubject: Sendable {
    let id: UInt64
    let customer: UInt64
    /// The account of his seat, if he has one.
    let account: UInt64?
    package let name: String
    package let customerName: String
    let email: String?
    let phone: String

    var reference: ContactReference { ContactReference(id: id) }

    /// This contact, and those of other customers that are the same person: the seats of one account.
    func contacts(_ connection: Connection) throws -> [UInt64] {
        try connection.rows(
            """
            SELECT \(id) UNION SELECT contact_id FROM kernel_seat
            WHERE account_id = \(account) AND contact_id IS NOT NULL ORDER BY 1
            """
        ) { try $0.next() }
    }

    /// - Throws: `PortalError.notFound` when no contact has this name of addresses.
    package static func find(_ ref: String, _ connection: Connection) throws -> DataSubject {
        let ref = try Ref<Contact>(ref)
        return try first(where: "p.ref = \(ref)", connection)
    }

    static func find(id: UInt64, _ connection: Connection) throws -> DataSubject {
        try first(where: "p.id = \(id)", connection)
    }

    private static func first(where condition: SQL, _ connection: Connection) throws -> DataSubject {
        let found: DataSubject? = try connection.first(
            """
            SELECT p.id, p.customer_id, s.account_id, p.name, c.name, p.email, p.phone FROM kernel_contact p
            JOIN kernel_customer c ON c.id = p.customer_id
            LEFT JOIN kernel_seat s ON s.customer_id = p.customer_id AND s.contact_id = p.id
            WHERE \(sql: condition)
            """
        ) { row in
            DataSubject(
                id: try row.next(), customer: try row.next(), account: try row.next(), name: try row.next(),
                customerName: try row.next(), email: try row.next(), phone: try row.next())
        }
        guard let found else { throw PortalError.notFound }
        return found
    }
}

extension PersonalData {
    private static let time: SQL = "'%Y-%m-%dT%H:%i:%sZ'"

    private static func kernel(
        _ subject: DataSubject, _ contacts: [UInt64], _ connection: Connection
    ) throws -> [String: [[String: String]]] {
        func records(_ names: [String], _ sql: SQL) throws -> [[String: String]] {
            try connection.rows(sql) { row in
                var record: [String: String] = [:]
                for name in names {
                    let value: String? = try row.next()
                    if let value, !value.isEmpty { record[name] = value }
                }
                return record
            }
        }
        return [
            "contact": try records(
                ["name", "title", "email", "phone", "external_id", "customer", "created_at"],
                contact(contacts)),
            "account": try records(
                ["login", "language", "time_zone", "theme", "created_at"], account(subject)),
            "seats": try records(
                ["customer", "group", "created_at", "accepted_at", "disabled_at"], seats(subject, contacts)),
            "sessions": try records(
                ["created_at", "seen_at", "ended_at", "user_agent"], sessions(subject, contacts)),
            "links": try records(
                ["portal", "name", "title", "created_at", "expires_at", "seen_at", "revoked_at"],
                links(subject, contacts)),
            "invitations": try records(["email", "created_at", "used_at"], invitations(contacts)),
            "resets": try records(["email", "created_at", "used_at"], resets(contacts)),
            "changes": try records(
                ["field", "old_value", "new_value", "asked_at", "outcome", "decided_at", "decline_reason"],
                changes(contacts)),
            "addresses": try records(
                ["old_email", "new_email", "created_at", "used_at"], addresses(contacts)),
            "mails": try records(
                ["kind", "recipient", "recipient_name", "subject", "content", "created_at", "sent_at"],
                mails(contacts)),
            "files": try records(["portal", "name", "uploaded_at"], files(subject)),
            "waiting": try records(["portal", "asked_at"], waiting(contacts)),
            "mails_off": try records(["notice", "since"], mailsOff(contacts)),
            "mail_of_the_day": try records(["since", "notice", "at"], mailOfTheDay(contacts)),
            "infected_files": try records(["portal", "name", "virus", "found_at"], infected(subject)),
            "audit": try records(["id", "at", "action"], audit(subject, contacts)),
        ]
    }

    private static func contact(_ contacts: [UInt64]) -> SQL {
        """
        SELECT p.name, p.title, p.email, p.phone, p.external_id, c.name, DATE_FORMAT(p.created_at, \(sql: time))
        FROM kernel_contact p JOIN kernel_customer c ON c.id = p.customer_id
        WHERE p.id IN (\(list: contacts)) AND p.erased_at IS NULL ORDER BY p.id
        """
    }

    private static func account(_ subject: DataSubject) -> SQL {
        """
        SELECT login, language, time_zone, theme, DATE_FORMAT(created_at, \(sql: time)) FROM kernel_account
        WHERE id = \(subject.account)
        """
    }

    /// Every seat of the person: on a contact, and on a customer itself.
    private static func seat(_ subject: DataSubject, _ contacts: [UInt64]) -> SQL {
        "(s.contact_id IN (\(list: contacts)) OR s.account_id = \(subject.account))"
    }

    private static func seats(_ subject: DataSubject, _ contacts: [UInt64]) -> SQL {
        """
        SELECT c.name, g.name, DATE_FORMAT(s.created_at, \(sql: time)), DATE_FORMAT(s.accepted_at, \(sql: time)),
            DATE_FORMAT(s.disabled_at, \(sql: time))
        FROM kernel_seat s JOIN kernel_permission_group g ON g.id = s.group_id
        JOIN kernel_customer c ON c.id = s.customer_id WHERE \(sql: seat(subject, contacts)) ORDER BY s.id
        """
    }

    private static func sessions(_ subject: DataSubject, _ contacts: [UInt64]) -> SQL {
        """
        SELECT DATE_FORMAT(x.created_at, \(sql: time)), DATE_FORMAT(x.seen_at, \(sql: time)),
            DATE_FORMAT(x.ended_at, \(sql: time)), x.user_agent
        FROM kernel_session x JOIN kernel_seat s ON s.id = x.seat_id
        WHERE \(sql: seat(subject, contacts)) ORDER BY x.id
        """
    }

    private static func links(_ subject: DataSubject, _ contacts: [UInt64]) -> SQL {
        """
        SELECT l.portal, l.name, l.title, DATE_FORMAT(l.created_at, \(sql: time)), DATE_FORMAT(l.expires_at, \(sql: time)),
            DATE_FORMAT(l.seen_at, \(sql: time)), DATE_FORMAT(l.revoked_at, \(sql: time))
        FROM kernel_link l JOIN kernel_seat s ON s.id = l.seat_id
        WHERE \(sql: seat(subject, contacts)) ORDER BY l.id
        """
    }

    private static func invitations(_ contacts: [UInt64]) -> SQL {
        """
        SELECT i.email, DATE_FORMAT(i.created_at, \(sql: time)), DATE_FORMAT(i.used_at, \(sql: time))
        FROM kernel_invitation i JOIN kernel_seat s ON s.id = i.seat_id
        WHERE s.contact_id IN (\(list: contacts)) ORDER BY i.id
        """
    }

    private static func resets(_ contacts: [UInt64]) -> SQL {
        """
        SELECT r.email, DATE_FORMAT(r.created_at, \(sql: time)), DATE_FORMAT(r.used_at, \(sql: time))
        FROM kernel_reset r JOIN kernel_seat s ON s.id = r.seat_id WHERE s.contact_id IN (\(list: contacts))
        ORDER BY r.id
        """
    }

    private static func changes(_ contacts: [UInt64]) -> SQL {
        """
        SELECT field, old_value, new_value, DATE_FORMAT(asked_at, \(sql: time)), outcome,
            DATE_FORMAT(decided_at, \(sql: time)), decline_reason
        FROM kernel_change_request WHERE contact_id IN (\(list: contacts)) ORDER BY id
        """
    }

    private static func addresses(_ contacts: [UInt64]) -> SQL {
        """
        SELECT r.old_email, r.new_email, DATE_FORMAT(r.created_at, \(sql: time)),
            DATE_FORMAT(r.used_at, \(sql: time))
        FROM kernel_address_proof r JOIN kernel_seat s ON s.id = r.seat_id
        WHERE s.contact_id IN (\(list: contacts)) ORDER BY r.id
        """
    }

    private static func mails(_ contacts: [UInt64]) -> SQL {
        """
        SELECT kind, recipient, recipient_name, subject, content, DATE_FORMAT(created_at, \(sql: time)),
            DATE_FORMAT(done_at, \(sql: time))
        FROM kernel_mail WHERE contact_id IN (\(list: contacts)) ORDER BY id
        """
    }

    private static func files(_ subject: DataSubject) -> SQL {
        """
        SELECT portal, name, DATE_FORMAT(uploaded_at, \(sql: time)) FROM kernel_attachment
        WHERE uploaded_by_account = \(subject.account) ORDER BY id
        """
    }

    /// Where he is a member and waits to be invited.
    private static func waiting(_ contacts: [UInt64]) -> SQL {
        """
        SELECT portal, DATE_FORMAT(asked_at, \(sql: time)) FROM kernel_admission
        WHERE contact_id IN (\(list: contacts)) ORDER BY id
        """
    }

    /// The mails that he does not want.
    private static func mailsOff(_ contacts: [UInt64]) -> SQL {
        """
        SELECT notice, DATE_FORMAT(off_at, \(sql: time)) FROM kernel_notice_off
        WHERE contact_id IN (\(list: contacts)) ORDER BY notice
        """
    }

    /// Since when he wants one mail a day, and what the next one is to tell.
    private static func mailOfTheDay(_ contacts: [UInt64]) -> SQL {
        """
        SELECT DATE_FORMAT(d.wanted_at, \(sql: time)), l.notice, DATE_FORMAT(l.at, \(sql: time)) FROM kernel_digest d
        LEFT JOIN kernel_digest_line l ON l.digest_id = d.id
        WHERE d.contact_id IN (\(list: contacts)) AND COALESCE(d.wanted_at, l.at) IS NOT NULL ORDER BY d.id, l.id
        """
    }

    /// What he tried to upload, and was not kept.
    private static func infected(_ subject: DataSubject) -> SQL {
        """
        SELECT portal, name, signature, DATE_FORMAT(found_at, \(sql: time)) FROM kernel_infection
        WHERE account_id = \(subject.account) ORDER BY id
        """
    }

    /// What was done with the person's contacts, and what his account did.
    private static func audit(_ subject: DataSubject, _ contacts: [UInt64]) -> SQL {
        """
        SELECT CAST(id AS CHAR), DATE_FORMAT(at, \(sql: time)), action FROM kernel_audit
        WHERE (subject_kind = 'contact' AND subject_id IN (\(list: contacts)))
            OR (actor_kind = 'account' AND actor_id = \(subject.account))
        ORDER BY id
        """
    }
}
