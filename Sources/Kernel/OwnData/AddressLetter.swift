import MariaDB
import PortalKit

/// The mails about a new address: the link to it, and afterwards a word to both.
enum AddressLetter {
    /// Goes to the new address alone; nobody else can prove it.
    static func prove(
        _ token: Token, _ new: String, of session: CustomerSession, _ acting: any Acting
    ) throws {
        let installation = acting.house.installation
        let reader = acting.house.reader(
            language: session.language, timeZone: session.timeZone, at: acting.now)
        let name = installation.operatorName
        let lead: Words =
            "Somebody, most likely you, wants to use this address in the customer portal. Confirm that it is yours."
        let content = MailContent(
            reader, subject: "[\(name)] " + reader.say("Confirm your new e-mail address"), preview: lead,
            heading: "Confirm your new e-mail address", paragraphs: [lead], button: "Confirm the address",
            facts: [
                (
                    "Valid until",
                    reader.exactly(acting.now.adding(seconds: AddressProof.hours * 3_600))
                )
            ],
            unexpected: "You did not ask for this? Then do nothing: nobody can use this address without you.",
            reason:
                "You get this because this address was entered at \("operator", name). This mail does not track you."
        )
        try Delivery.enqueue(
            "identity.address", content, to: (new, session.viewer.name), customer: session.viewer.customer,
            contact: session.viewer.contact, link: OneTimeLink.address.address(token, installation), acting)
    }

    /// Tells the old address and the new one (SA13).
    static func changed(_ address: NewAddress, _ acting: any Acting) throws {
        let found: (name: String, customer: UInt64, language: String?, zone: String?)? =
            try acting.connection.first(
                """
                SELECT p.name, p.customer_id, a.language, a.time_zone FROM kernel_contact p
                LEFT JOIN kernel_account a ON a.id = \(address.account) WHERE p.id = \(address.contact)
                """
            ) { row in (try row.next(), try row.next(), try row.next(), try row.next()) }
        guard let found else { return }
        let installation = acting.house.installation
        let reader = acting.house.reader(language: found.language, timeZone: found.zone, at: acting.now)
        let name = installation.operatorName
        let lead: Words =
            address.movesLogin
            ? "From now on you sign in to the customer portal with the new address, and mail goes there."
            : "From now on mail of the customer portal goes to the new address. You sign in as before."
        let content = MailContent(
            reader, subject: "[\(name)] " + reader.say("Your e-mail address is changed"), preview: lead,
            heading: "Your e-mail address is changed", paragraphs: [lead],
            facts: [
                ("Until now", address.old.isEmpty ? "–" : address.old), ("New e-mail address", address.new),
            ],
            unexpected: "That was not you? Tell us at once, so that nobody else signs in as you.",
            reason:
                "You get this because your address was changed at \("operator", name). This mail does not track you."
        )
        for recipient in [address.old, address.new] where !recipient.isEmpty {
            try Delivery.enqueue(
                "identity.address-changed", content, to: (recipient, found.name), customer: found.customer,
                contact: address.contact, acting)
        }
    }
}
