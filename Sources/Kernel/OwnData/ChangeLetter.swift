import PortalKit

/// Tells a person what became of what he asked for.
struct ChangeLetter {
    private let change: ChangeRequest
    private let reason: String?

    static func approved(_ change: ChangeRequest) -> ChangeLetter {
        ChangeLetter(change: change, reason: nil)
    }
    static func declined(_ change: ChangeRequest, _ reason: String) -> ChangeLetter {
        ChangeLetter(change: change, reason: reason)
    }

    /// Goes to the address on file, if there is one, in the transaction at hand.
    func enqueue(_ acting: any Acting) throws {
        let person = change.person
        guard let email = person.email else { return }
        let reader = acting.house.reader(
            language: person.language, timeZone: person.timeZone, at: acting.now)
        let name = acting.house.installation.operatorName
        let lead: Words =
            reason == nil
            ? "What you asked for is done: your details are changed."
            : "What you asked for was not done: your details stay as they are."
        var facts: [(Words, String)] = [
            (
                change.field.label,
                (change.old.isEmpty ? "–" : change.old) + " → " + (change.new.isEmpty ? "–" : change.new)
            )
        ]
        if let reason { facts.append(("Why", reason)) }
        let content = MailContent(
            reader,
            subject: "[\(name)] "
                + reader.say(reason == nil ? "Your details are changed" : "Your details stay as they are"),
            preview: lead,
            heading: reason == nil ? "Your details are changed" : "Your details stay as they are",
            paragraphs: [lead], button: "See your account", path: "/account", facts: facts,
            reason:
                "You get this because you asked \("operator", name) for a change. This mail does not track you."
        )
        try Delivery.enqueue(
            "identity.change-decided", content, to: (email, person.name), customer: person.customer,
            contact: person.id, acting)
    }
}
