import MariaDB
import PortalKit

extension Invitation {
    /// Writes the mail down in the transaction that made the link.
    ///
    /// - Parameter portals: what it is for, where it is for some and not for all that the group permits.
    static func send(
        _ token: Token, to email: String, _ holder: SeatHolder, login: String, isNew: Bool, language: String?,
        portals: [Portal], by inviter: String, _ visit: Visit
    ) throws {
        let house = visit.house
        let wording = try wording(isNew: isNew, language: language, at: visit.now, house, visit.connection)
        let content = content(
            wording, for: holder.name, isPerson: holder.contact != nil, at: holder.customer.name,
            login: login,
            isNew: isNew, portals: portals, language: language, by: inviter, at: visit.now, house)
        try Delivery.enqueue(
            "identity.invitation", content, to: (email, holder.name),
            customer: holder.customer.id.value, contact: holder.contact?.id.value,
            link: OneTimeLink.invitation.address(token, house.installation), visit)
    }

    /// The words of it at this moment, for all readers of a language.
    static func wording(
        isNew: Bool, language: String?, at now: Instant, _ house: House, _ connection: Connection
    ) throws -> Wording {
        let template = isNew ? MailTemplate.invitation : .invitationAgain
        return try template.wording(house.reader(language: language, timeZone: nil, at: now), connection)
    }

    /// What it says, in the language of its reader.
    ///
    /// - Parameters:
    ///   - name: of the person, or of the customer itself.
    ///   - staff: who invites; nothing where no person did.
    static func content(
        _ wording: Wording, for name: String, isPerson: Bool, at customer: String, login: String, isNew: Bool,
        portals: [Portal], language: String?, by staff: String?, at now: Instant, _ house: House
    ) -> MailContent {
        let reader = house.reader(language: language, timeZone: nil, at: now)
        let operatorName = house.installation.operatorName
        let template = isNew ? MailTemplate.invitation : .invitationAgain
        let (subject, paragraphs) = wording.filled([
            "name": name, "customer": customer, "staff": staff ?? operatorName, "operator": operatorName,
            "signin": house.installation.linkURL + "/sign-in",
        ])
        var facts: [(Words, String)] = [("You sign in with", login)]
        if !portals.isEmpty { facts.append(("For", portals.titles(language: language, at: now, house))) }
        facts.append(("Valid until", reader.exactly(now.adding(seconds: days * 86_400))))
        return MailContent(
            reader, subject: "[\(operatorName)] " + subject,
            preview: Words(verbatim: paragraphs.first ?? subject),
            heading: "\("name", SeatHolder.called(name, isPerson: isPerson)), your customer portal is ready",
            paragraphs: paragraphs.map(Words.init(verbatim:)), button: template.button, facts: facts,
            unexpected: "You did not expect this? Then do nothing: without you nobody gets in.",
            reason:
                "You get this because \("operator", operatorName) invited you. This mail does not track you.")
    }
}

/// Tells somebody who signs in already that there is a portal more.
enum AccessMail {
    static func send(
        _ portal: Portal, to email: String, _ holder: SeatHolder, login: String, language: String?,
        by staff: StaffMember, _ visit: Visit
    ) throws {
        let house = visit.house
        let reader = house.reader(language: language, timeZone: nil, at: visit.now)
        let operatorName = house.installation.operatorName
        let title = [portal].titles(language: language, at: visit.now, house)
        let template = MailTemplate.access
        let (subject, paragraphs) = try template.wording(reader, visit.connection).filled([
            "name": holder.name, "customer": holder.customer.name, "staff": staff.name, "portal": title,
            "operator": operatorName, "signin": house.installation.linkURL + "/sign-in",
        ])
        let content = MailContent(
            reader, subject: "[\(operatorName)] " + subject,
            preview: Words(verbatim: paragraphs.first ?? subject),
            heading: "\("name", holder.called), you have \("portal", title) now",
            paragraphs: paragraphs.map(Words.init(verbatim:)),
            button: template.button, path: "/home", facts: [("You sign in with", login)],
            reason:
                "You get this because \("operator", operatorName) invited you. This mail does not track you.")
        try Delivery.enqueue(
            "identity.access", content, to: (email, holder.name), customer: holder.customer.id.value,
            contact: holder.contact?.id.value, visit)
    }
}

extension SeatHolder {
    /// A person is called by the first name, a customer by all of its own.
    fileprivate var called: String { Self.called(name, isPerson: contact != nil) }

    static func called(_ name: String, isPerson: Bool) -> String {
        isPerson ? name.split(separator: " ").first.map(String.init) ?? name : name
    }
}

extension [Portal] {
    /// What portals are called in the language of who reads it.
    fileprivate func titles(language: String?, at now: Instant, _ house: House) -> String {
        map { portal in
            house.reader(language: language, timeZone: nil, at: now, of: portal.id).say(portal.title)
        }.joined(separator: ", ")
    }
}
