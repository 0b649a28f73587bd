import PortalKit

extension Reset {
    /// Makes a link and writes its mail down, in the transaction at hand.
    ///
    /// - Parameters:
    ///   - staff: who sends it; nil when the person asked.
    ///   - language: for somebody who has chosen none.
    /// - Returns: false when enough went out within the hour; nothing has happened then.
    static func send(
        to recipient: ResetRecipient, by staff: StaffMember?, language: String?, _ acting: any Acting
    ) throws -> Bool {
        guard let token = try issue(for: recipient, by: staff, at: acting.now, acting.connection) else {
            return false
        }
        let installation = acting.house.installation
        let reader = acting.house.reader(
            language: recipient.language ?? language, timeZone: recipient.timeZone, at: acting.now)
        let name = installation.operatorName
        let template = staff == nil ? MailTemplate.reset : .resetByStaff
        let (subject, paragraphs) = try template.wording(reader, acting.connection).filled([
            "name": recipient.name, "staff": staff?.name ?? name, "operator": name,
            "signin": installation.linkURL + "/sign-in",
        ])
        let content = MailContent(
            reader, subject: "[\(name)] " + subject, preview: Words(verbatim: paragraphs.first ?? subject),
            heading: "\("name", SeatHolder.called(recipient.name, isPerson: true)), choose a new password",
            paragraphs: paragraphs.map(Words.init(verbatim:)), button: template.button,
            facts: [
                ("You sign in with", recipient.login),
                ("Valid until", reader.exactly(acting.now.adding(seconds: minutes * 60))),
            ],
            unexpected: "You did not ask for this? Then do nothing: your password stays as it is.",
            reason:
                "You get this because a new password was asked for at \("operator", name). This mail does not track you."
        )
        try Delivery.enqueue(
            "identity.reset", content, to: (recipient.email, recipient.name), customer: recipient.customer,
            contact: recipient.contact, link: OneTimeLink.reset.address(token, installation), acting)
        return true
    }
}

extension TaskKind {
    /// Looks whether somebody has that login, and sends the link. It is done after the answer, so that the answer
    /// does not tell whether anybody has (SA02).
    static let reset = TaskKind("identity.reset") { (wish: Reset.Wish, context, write) in
        let acting = try context.store.acting()
        try write { _ in
            guard
                let recipient = try ResetRecipient.of(
                    account: wish.account, at: acting.now, acting.connection),
                try Reset.send(to: recipient, by: nil, language: wish.language, acting)
            else { return }
            try acting.audit(
                "identity.reset.sent", kind: "account", id: wish.account, customer: recipient.customer)
        }
    }
}
