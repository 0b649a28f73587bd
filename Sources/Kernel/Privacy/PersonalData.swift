import FoundationEssentials
package import MariaDB
import PortalKit

/// Everything that is held of one contact, by the kernel and by each portal: what the person may ask for.
///
/// What the same person has as a contact of another customer is not in it: it may be handed over by this one.
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
            var portals: [String: [Entry]] = [:]
            for portal in house.portals {
                guard let export = portal.privacy.export else { continue }
                let context = SystemContext(now: run.now, store: run.store(of: portal))
                portals[portal.id] = try export(context, subject.reference).map {
                    Entry(name: $0.name, value: $0.value)
                }
            }
            let data = PersonalData(kernel: try kernel(subject, connection), portals: portals)
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
}

/// The contact whom a question of privacy is about.
package struct DataSubject: Sendable {
    let id: UInt64
    let customer: UInt64
    /// The account of his seat, if he has one.
    let account: UInt64?
    package let name: String
    package let customerName: String

    var reference: ContactReference { ContactReference(id: id) }

    /// - Throws: `PortalError.notFound` when no contact has this name of addresses.
    package static func find(_ ref: String, _ connection: Connection) throws -> DataSubject {
        let ref = try Ref<Contact>(ref)
        let found: DataSubject? = try connection.first(
            """
            SELECT p.id, p.customer_id, s.account_id, p.name, c.name FROM kernel_contact p
            JOIN kernel_customer c ON c.id = p.customer_id
            LEFT JOIN kernel_seat s ON s.customer_id = p.customer_id AND s.contact_id = p.id
            WHERE p.ref = \(ref)
            """
        ) { row in
            DataSubject(
                id: try row.next(), customer: try row.next(), account: try row.next(), name: try row.next(),
                customerName: try row.next())
        }
        guard let found else { throw PortalError.notFound }
        return found
    }
}

extension PersonalData {
    private static let time: SQL = "'%Y-%m-%dT%H:%i:%sZ'"

    private static func kernel(
        _ subject: DataSubject, _ connection: Connection
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
                ["name", "title", "email", "phone", "external_id", "customer", "created_at"], contact(subject)
            ),
            "account": try records(
                ["login", "language", "time_zone", "theme", "created_at"], account(subject)),
            "seats": try records(["group", "created_at", "accepted_at", "disabled_at"], seats(subject)),
            "sessions": try records(
                ["created_at", "seen_at", "ended_at", "user_agent"], sessions(subject)),
            "invitations": try records(["email", "created_at", "used_at"], invitations(subject)),
            "resets": try records(["email", "created_at", "used_at"], resets(subject)),
            "mails": try records(
                ["kind", "recipient", "recipient_name", "subject", "content", "created_at", "sent_at"],
                mails(subject)),
            "files": try records(["portal", "name", "uploaded_at"], files(subject)),
            "audit": try records(["id", "at", "action"], audit(subject)),
        ]
    }

    private static func contact(_ subject: DataSubject) -> SQL {
        """
        SELECT p.name, p.title, p.email, p.phone, p.external_id, c.name, DATE_FORMAT(p.created_at, \(sql: time))
        FROM kernel_contact p JOIN kernel_customer c ON c.id = p.customer_id
        WHERE p.id = \(subject.id) AND p.erased_at IS NULL
        """
    }

    private static func account(_ subject: DataSubject) -> SQL {
        """
        SELECT login, language, time_zone, theme, DATE_FORMAT(created_at, \(sql: time)) FROM kernel_account
        WHERE id = \(subject.account)
        """
    }

    private static func seats(_ subject: DataSubject) -> SQL {
        """
        SELECT g.name, DATE_FORMAT(s.created_at, \(sql: time)), DATE_FORMAT(s.accepted_at, \(sql: time)),
            DATE_FORMAT(s.disabled_at, \(sql: time))
        FROM kernel_seat s JOIN kernel_permission_group g ON g.id = s.group_id WHERE s.contact_id = \(subject.id)
        """
    }

    private static func sessions(_ subject: DataSubject) -> SQL {
        """
        SELECT DATE_FORMAT(x.created_at, \(sql: time)), DATE_FORMAT(x.seen_at, \(sql: time)),
            DATE_FORMAT(x.ended_at, \(sql: time)), x.user_agent
        FROM kernel_session x JOIN kernel_seat s ON s.id = x.seat_id WHERE s.contact_id = \(subject.id) ORDER BY x.id
        """
    }

    private static func invitations(_ subject: DataSubject) -> SQL {
        """
        SELECT i.email, DATE_FORMAT(i.created_at, \(sql: time)), DATE_FORMAT(i.used_at, \(sql: time))
        FROM kernel_invitation i JOIN kernel_seat s ON s.id = i.seat_id WHERE s.contact_id = \(subject.id) ORDER BY i.id
        """
    }

    private static func resets(_ subject: DataSubject) -> SQL {
        """
        SELECT r.email, DATE_FORMAT(r.created_at, \(sql: time)), DATE_FORMAT(r.used_at, \(sql: time))
        FROM kernel_reset r JOIN kernel_seat s ON s.id = r.seat_id WHERE s.contact_id = \(subject.id) ORDER BY r.id
        """
    }

    private static func mails(_ subject: DataSubject) -> SQL {
        """
        SELECT kind, recipient, recipient_name, subject, content, DATE_FORMAT(created_at, \(sql: time)),
            DATE_FORMAT(done_at, \(sql: time))
        FROM kernel_mail WHERE contact_id = \(subject.id) ORDER BY id
        """
    }

    private static func files(_ subject: DataSubject) -> SQL {
        """
        SELECT portal, name, DATE_FORMAT(uploaded_at, \(sql: time)) FROM kernel_attachment
        WHERE uploaded_by_account = \(subject.account) ORDER BY id
        """
    }

    /// What was done with the contact, and what his account did at this customer.
    private static func audit(_ subject: DataSubject) -> SQL {
        """
        SELECT CAST(id AS CHAR), DATE_FORMAT(at, \(sql: time)), action FROM kernel_audit
        WHERE (subject_kind = 'contact' AND subject_id = \(subject.id))
            OR (customer_id = \(subject.customer) AND actor_kind = 'account' AND actor_id = \(subject.account))
        ORDER BY id
        """
    }
}
