package import MariaDB
import PortalKit

/// Forgets a contact who asked for it: in every portal and in the kernel, in one transaction. What happened stays in
/// its place; who it was does not.
package struct Erasure {
    /// Something that had to stay, and why.
    package struct Kept: Sendable, Equatable {
        /// The portal's id; `kernel` for accounts, mails and the audit trail.
        package let portal: String
        package let what: String
        package let reason: String
    }

    private let subject: DataSubject
    private let house: House
    private let connection: Connection

    package init(of subject: DataSubject, _ house: House, _ connection: Connection) {
        self.subject = subject
        self.house = house
        self.connection = connection
    }

    /// Does it, from the start again when the database asks for it.
    ///
    /// - Returns: what was kept.
    package func run() throws -> [Kept] {
        var attempts = 0
        while true {
            attempts += 1
            let run = SystemRun(house, connection, isShared: true)
            do {
                try run.begin()
                let kept = try make(run)
                try run.audit(
                    "administration.contact.erased", kind: "contact", id: subject.id,
                    customer: subject.customer)
                try run.commit()
                try DocumentShelf(directory: house.installation.filesDirectory).clear()
                return kept
            } catch let error as DatabaseError where error.kind == .retry && attempts < 5 {
                run.rollback()
            } catch {
                run.rollback()
                throw error
            }
        }
    }

    /// Does it in the transaction at hand.
    func make(_ run: SystemRun) throws -> [Kept] { try portals(run) + kernel(run) }

    private func portals(_ run: SystemRun) throws -> [Kept] {
        try house.portals.flatMap { portal -> [Kept] in
            guard let erase = portal.privacy.erase else { return [] }
            let context = try run.context(of: portal)
            return try erase(context, subject.reference, Write(context.store)).map {
                Kept(portal: portal.id, what: $0.what, reason: $0.reason)
            }
        }
    }

    private func kernel(_ run: SystemRun) throws -> [Kept] {
        try forgetMails(run)
        try forgetTasks()
        var kept = [
            Kept(
                portal: "kernel", what: "audit trail",
                reason: "it says by ids what was done, and holds no names")
        ]
        if let account = subject.account, try removeAccount(account, run) == false {
            kept.append(
                Kept(portal: "kernel", what: "account", reason: "the person has a seat at another customer"))
        }
        try forgetContact(run)
        return kept
    }

    /// That a mail went out stays, without its words and its recipient; what waits is not sent.
    private func forgetMails(_ run: SystemRun) throws {
        _ = try connection.execute(
            """
            UPDATE kernel_mail
            SET recipient = '', recipient_name = '', subject = '–', content = '{}', link = NULL, last_error = NULL,
                contact_id = NULL, lease_by = NULL, lease_until = NULL,
                failed_at = IF(done_at IS NULL, COALESCE(failed_at, \(run.now)), failed_at)
            WHERE contact_id = \(subject.id)
            """)
        _ = try connection.execute(
            "UPDATE kernel_once SET flash = NULL WHERE LOCATE(\(subject.name), flash) > 0")
    }

    /// A task that was given up keeps what it was about: it goes where that names the person. What still waits runs,
    /// and keeps nothing once it is done.
    private func forgetTasks() throws {
        for text in [subject.name, subject.email ?? "", subject.phone] where !text.isEmpty {
            let json = try JSONPayload(of: [text]).json.utf8.dropFirst(2).dropLast(2)
            let quoted = String(decoding: json, as: UTF8.self).replacing("\\E", with: "")
            let pattern = "(?<![\\p{L}\\p{N}])\\Q" + quoted + "\\E(?![\\p{L}\\p{N}])"
            _ = try connection.execute(
                """
                DELETE FROM kernel_task
                WHERE failed_at IS NOT NULL AND (payload REGEXP \(pattern) OR last_error REGEXP \(pattern))
                """)
        }
    }

    /// The seat goes with its sessions, accesses, invitations and resets; the account only when it has no other seat.
    private func removeAccount(_ account: UInt64, _ run: SystemRun) throws -> Bool {
        _ = try connection.execute("DELETE FROM kernel_seat WHERE contact_id = \(subject.id)")
        let others: Int? = try connection.first(
            "SELECT COUNT(*) FROM kernel_seat WHERE account_id = \(account)"
        ) { try $0.next() }
        guard others == 0 else { return false }
        _ = try connection.execute(
            "UPDATE kernel_attachment SET uploaded_by_account = NULL WHERE uploaded_by_account = \(account)")
        _ = try connection.execute(
            "UPDATE kernel_infection SET account_id = NULL, name = '' WHERE account_id = \(account)")
        let actor = [1] + (0..<8).map { UInt8(truncatingIfNeeded: account >> UInt64(56 - 8 * $0)) }
        _ = try connection.execute("DELETE FROM kernel_once WHERE actor = \(actor)")
        _ = try connection.execute("DELETE FROM kernel_account WHERE id = \(account)")
        return true
    }

    private func forgetContact(_ run: SystemRun) throws {
        try AdmissionWish.dismiss(subject.id, connection)
        _ = try connection.execute("DELETE FROM kernel_change_request WHERE contact_id = \(subject.id)")
        try MailWishes.forget(.contact(subject.id), connection)
        _ = try connection.execute(
            """
            UPDATE kernel_contact
            SET name = 'Erased contact', title = '', email = NULL, phone = '', external_id = NULL,
                erased_at = \(run.now), removed_at = COALESCE(removed_at, \(run.now)), version = version + 1
            WHERE id = \(subject.id)
            """)
    }
}
