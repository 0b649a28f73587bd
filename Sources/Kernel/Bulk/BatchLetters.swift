import MariaDB
import PortalKit

/// The invitation of one seat, before it has its link.
struct BatchLetter {
    let seat: UInt64
    let customer: (id: UInt64, name: String)
    let contact: UInt64?
    let name: String
    let email: String
    let login: String
    let isNew: Bool
    let language: String?
    /// Only these portals; nothing where it is for all that the group permits.
    let portals: [Portal]
    /// The name of its mail.
    let ref: [UInt8]

    init(_ seat: BatchSeat, to email: String, portals: [Portal], ref: [UInt8]) {
        self.portals = portals
        self.seat = seat.seat
        customer = (seat.row.customer.id, seat.row.customer.name)
        contact = seat.row.contact?.id
        name = seat.row.name
        self.email = email
        login = seat.login
        isNew = seat.decision == .invitation
        language = seat.language
        self.ref = ref
    }

    /// Makes one link for each, and writes the mails down in the transaction at hand (SH03). The seats are new or
    /// their older links have ended.
    static func send(
        _ letters: [BatchLetter], by staff: (id: UInt64, name: String)?, _ acting: any Acting
    ) throws {
        guard !letters.isEmpty else { return }
        let now = acting.now
        let tokens = letters.map { _ in Token() }
        let ends = now.adding(seconds: Invitation.days * 86_400)
        let links: [SQL] = zip(letters, tokens).map { letter, token in
            "(\(token.hash), \(letter.seat), \(letter.email), \(now), \(staff?.id), \(ends))"
        }
        _ = try acting.connection.execute(
            """
            INSERT INTO kernel_invitation (token_hash, seat_id, email, created_at, created_by, expires_at)
            VALUES \(sql: SQL(joining: links, by: ", "))
            """)
        var wordings: [Readers: Wording] = [:]
        let mails = try zip(letters, tokens).map { letter, token in
            let readers = Readers(isNew: letter.isNew, language: letter.language)
            let wording =
                try wordings[readers]
                ?? Invitation.wording(
                    isNew: letter.isNew, language: letter.language, at: now, acting.house, acting.connection)
            wordings[readers] = wording
            return try letter.mail(token, wording, by: staff?.name, acting)
        }
        _ = try acting.connection.execute(
            """
            INSERT INTO kernel_mail (ref, kind, customer_id, contact_id, recipient, recipient_name, subject, content,
                link, created_at, queued_at, due_at)
            VALUES \(sql: SQL(joining: mails, by: ", "))
            """)
        acting.wakesOutbox = true
    }

    /// Readers whose mails have the same words.
    private struct Readers: Hashable {
        let isNew: Bool
        let language: String?
    }

    private func mail(
        _ token: Token, _ wording: Wording, by staff: String?, _ acting: any Acting
    ) throws -> SQL {
        let house = acting.house
        let now = acting.now
        let content = Invitation.content(
            wording, for: name, isPerson: contact != nil, at: customer.name, login: login, isNew: isNew,
            portals: portals, language: language, by: staff, at: now, house)
        let json = try content.storedJSON
        let address = OneTimeLink.invitation.address(token, house.installation)
        let sealed = try house.secrets.seal(Array(address.utf8), as: "mail", row: ref)
        return """
            (\(ref), 'identity.invitation', \(customer.id), \(contact), \(email), \(name),
            \(String(content.subject.unicodeScalars.prefix(255))), \(json), \(sealed), \(now), \(now), \(now))
            """
    }
}
