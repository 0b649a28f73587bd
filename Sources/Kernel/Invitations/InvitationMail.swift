import PortalKit

extension Invitation {
    /// Writes the mail down in the transaction that made the link.
    ///
    /// - Parameter portals: what it is for, where it is for some and not for all that the group permits.
    static func send(
        _ token: Token, to email: String, _ holder: SeatHolder, login: String, isNew: Bool, language: String?,
        portals: [Portal], by staff: StaffMember, _ visit: Visit
    ) throws {
        let house = visit.house
        let content = content(
            for: holder.called, at: holder.customer.name, login: login, isNew: isNew,
            portals: portals, language: language, by: staff.name, at: visit.now, house)
        try Delivery.enqueue(
            "identity.invitation", content, to: (email, holder.name),
            customer: holder.customer.id.value, contact: holder.contact?.id.value,
            link: OneTimeLink.invitation.address(token, house.installation), visit)
    }

    /// What it says, in the language of its reader.
    ///
    /// - Parameters:
    ///   - called: as the mail speaks to its reader.
    ///   - staff: who invites; nothing where no person did.
    static func content(
        for called: String, at customer: String, login: String, isNew: Bool, portals: [Portal],
        language: String?, by staff: String?, at now: Instant, _ house: House
    ) -> MailContent {
        let reader = house.reader(language: language, timeZone: nil, at: now)
        let operatorName = house.installation.operatorName
        let inviting = staff ?? operatorName
        let lead: Words =
            isNew
            ? "\("staff", inviting) invited you for \("customer", customer). Choose a password once, it takes a minute."
            : "\("staff", inviting) invited you for \("customer", customer). You have an account already: sign in as always and add it."
        var facts: [(Words, String)] = [("You sign in with", login)]
        if !portals.isEmpty { facts.append(("For", portals.titles(language: language, at: now, house))) }
        facts.append(("Valid until", reader.exactly(now.adding(seconds: days * 86_400))))
        return MailContent(
            reader, subject: "[\(operatorName)] " + reader.say("Your access to the customer portal"),
            preview: lead, heading: "\("name", called), your customer portal is ready",
            paragraphs: [lead],
            button: "Set up your access", facts: facts,
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
        let lead: Words =
            "\("staff", staff.name) gave you \("portal", title) for \("customer", holder.customer.name). Sign in as always: it is there."
        let content = MailContent(
            reader, subject: "[\(operatorName)] " + reader.say("You have \("portal", title) now"),
            preview: lead,
            heading: "\("name", holder.called), you have \("portal", title) now", paragraphs: [lead],
            button: "Open the portal", path: "/home", facts: [("You sign in with", login)],
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
