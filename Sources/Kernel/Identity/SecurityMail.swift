import MariaDB
import PortalKit

/// Tells a person by mail that something of the sign-in was changed: if it was somebody else, that is how it comes out
/// (SA13). Staff have no address on file, so only customers' people are told.
enum SecurityMail {
    case passwordChanged, startPasswordGiven, appSetUp, appTurnedOff, appReset, newCodes, addressChanged

    private var words: (heading: Words, text: Words) {
        switch self {
        case .passwordChanged:
            ("Your password was changed", "The password for the customer portal was changed just now.")
        case .startPasswordGiven:
            ("A start password was set for you", "An administrator set a start password for you just now.")
        case .appSetUp:
            (
                "An authenticator app was set up",
                "From now on a code of the app is asked for when you sign in."
            )
        case .appTurnedOff:
            ("The authenticator app was turned off", "Your password alone opens the customer portal again.")
        case .appReset:
            (
                "Your authenticator app was reset",
                "An administrator took it away, because it was lost or is to be set up anew."
            )
        case .newCodes:
            ("New recovery codes were made", "The recovery codes you had before no longer work.")
        case .addressChanged:
            (
                "Your e-mail address was changed",
                "The address on file for you was changed. This goes to the old and to the new one."
            )
        }
    }

    private struct Recipient {
        let email: String
        let name: String
        /// Nil for the customer itself.
        let contact: UInt64?
        let customer: UInt64
        let language: String?
        let timeZone: String?
    }

    /// To every address on file of the person's seats, in the transaction at hand.
    func send(to person: MfaPerson, _ acting: any Acting) throws {
        guard let account = person.account else { return }
        try send(whose: "s.account_id = \(account)", also: nil, acting)
    }

    /// To the address on file of a contact who is a portal user, and to the one before.
    func send(toContact contact: UInt64, formerly old: String?, _ acting: any Acting) throws {
        try send(whose: "p.id = \(contact)", also: old, acting)
    }

    private func send(whose: SQL, also old: String?, _ acting: any Acting) throws {
        let found: [Recipient] = try acting.connection.rows(
            """
            SELECT COALESCE(IF(s.contact_id IS NULL, c.email, p.email), ''), COALESCE(p.name, c.name), p.id, c.id,
                a.language, a.time_zone
            FROM kernel_seat s JOIN kernel_account a ON a.id = s.account_id
            JOIN kernel_customer c ON c.id = s.customer_id
            LEFT JOIN kernel_contact p ON p.id = s.contact_id
            WHERE \(sql: whose) AND s.accepted_at IS NOT NULL AND p.removed_at IS NULL ORDER BY s.id LIMIT 10
            """
        ) { row in
            Recipient(
                email: try row.next(), name: try row.next(), contact: try row.next(),
                customer: try row.next(), language: try row.next(), timeZone: try row.next())
        }
        var told: Set<String> = [""]
        for recipient in found {
            for address in [recipient.email, old ?? ""] where told.insert(address).inserted {
                try send(to: recipient, at: address, acting)
            }
        }
    }

    private func send(to recipient: Recipient, at address: String, _ acting: any Acting) throws {
        let name = acting.house.installation.operatorName
        let reader = acting.house.reader(
            language: recipient.language, timeZone: recipient.timeZone, at: acting.now)
        let content = MailContent(
            reader, subject: "[\(name)] " + reader.say(words.heading), preview: words.text,
            heading: words.heading, paragraphs: [words.text],
            facts: [("When", reader.exactly(acting.now))],
            unexpected:
                "This was not you? Tell \("operator", name) at once, and choose a new password.",
            reason:
                "You get this because it concerns how you sign in at \("operator", name). This mail does not track you."
        )
        try Delivery.enqueue(
            "identity.security", content, to: (address, recipient.name), customer: recipient.customer,
            contact: recipient.contact, acting)
    }
}
