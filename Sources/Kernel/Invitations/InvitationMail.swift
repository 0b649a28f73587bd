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
        let reader = house.reader(language: language, timeZone: nil, at: visit.now)
        let operatorName = house.installation.operatorName
        let template = isNew ? MailTemplate.invitation : .invitationAgain
        let (subject, paragraphs) = try template.filled(
            [
                "name": holder.name, "customer": holder.customer.name, "staff": inviter,
                "operator": operatorName, "signin": house.installation.linkURL + "/sign-in",
            ], reader, visit.connection)
        var facts: [(Words, String)] = [("You sign in with", login)]
        if !portals.isEmpty { facts.append(("For", holder.titles(portals, language: language, visit))) }
        facts.append(("Valid until", reader.exactly(visit.now.adding(seconds: days * 86_400))))
        let content = MailContent(
            reader, subject: "[\(operatorName)] " + subject,
            preview: Words(verbatim: paragraphs.first ?? subject),
            heading: "\("name", holder.called), your customer portal is ready",
            paragraphs: paragraphs.map(Words.init(verbatim:)), button: template.button, facts: facts,
            unexpected: "You did not expect this? Then do nothing: without you nobody gets in.",
            reason:
                "You get this because \("operator", operatorName) invited you. This mail does not track you.")
        try Delivery.enqueue(
            "identity.invitation", content, to: (email, holder.name),
            customer: holder.customer.id.value, contact: holder.contact?.id.value,
            link: OneTimeLink.invitation.address(token, house.installation), visit)
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
        let title = holder.titles([portal], language: language, visit)
        let template = MailTemplate.access
        let (subject, paragraphs) = try template.filled(
            [
                "name": holder.name, "customer": holder.customer.name, "staff": staff.name, "portal": title,
                "operator": operatorName, "signin": house.installation.linkURL + "/sign-in",
            ], reader, visit.connection)
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
    fileprivate var called: String {
        contact == nil ? name : name.split(separator: " ").first.map(String.init) ?? name
    }

    /// What portals are called in the language of who reads it.
    fileprivate func titles(_ portals: [Portal], language: String?, _ visit: Visit) -> String {
        portals.map { portal in
            visit.house.reader(language: language, timeZone: nil, at: visit.now, of: portal.id).say(
                portal.title)
        }.joined(separator: ", ")
    }
}
