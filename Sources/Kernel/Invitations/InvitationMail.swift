import PortalKit

extension Invitation {
    /// Writes the mail down in the transaction that made the link.
    static func send(
        _ token: Token, to email: String, _ contact: Contact, login: String, isNew: Bool, language: String?,
        by inviter: String, _ visit: Visit
    ) throws {
        let house = visit.house
        let reader = house.reader(language: language, timeZone: nil, at: visit.now)
        let operatorName = house.installation.operatorName
        let first = contact.fields.name.split(separator: " ").first.map(String.init) ?? contact.fields.name
        let lead: Words =
            isNew
            ? "\("staff", inviter) invited you for \("customer", contact.customer.name). Choose a password once, it takes a minute."
            : "\("staff", inviter) invited you for \("customer", contact.customer.name). You have an account already: sign in as always and add it."
        let content = MailContent(
            reader, subject: "[\(operatorName)] " + reader.say("Your access to the customer portal"),
            preview: lead, heading: "\("name", first), your customer portal is ready", paragraphs: [lead],
            button: "Set up your access",
            facts: [
                ("You sign in with", login),
                ("Valid until", reader.exactly(visit.now.adding(seconds: days * 86_400))),
            ],
            unexpected: "You did not expect this? Then do nothing: without you nobody gets in.",
            reason:
                "You get this because \("operator", operatorName) invited you. This mail does not track you.")
        try Delivery.enqueue(
            "identity.invitation", content, to: (email, contact.fields.name),
            customer: contact.customer.id.value, contact: contact.id.value,
            link: OneTimeLink.invitation.address(token, house.installation), visit)
    }
}
