/// A mail that was written to somebody about a record, and what became of it.
public struct SentMail: Sendable {
    /// Where a mail stands.
    public enum State: Sendable {
        /// It has not been tried.
        case waiting
        /// It could not be handed over yet, and is tried again.
        case tried
        /// A mail server took it.
        case sent
        /// It was given up.
        case failed
    }

    /// Whom it was written to.
    public let recipient: String
    /// Where it went.
    public let address: String
    /// On one line.
    public let subject: String
    /// Its paragraphs, with an empty line between them.
    public let text: String
    /// When it was written.
    public let at: Instant
    /// Where it stands.
    public let state: State

    package init(
        recipient: String, address: String, subject: String, text: String, at: Instant, state: State
    ) {
        self.recipient = recipient
        self.address = address
        self.subject = subject
        self.text = text
        self.at = at
        self.state = state
    }
}

extension StaffContext {
    /// The mails that notices wrote about a record, newest first, a hundred at most: those whose facts say that they are
    /// answered in it. A mail is kept for 90 days after it was sent.
    public func mails<Noun>(about record: ID<Noun>) throws -> [SentMail] {
        try store.effects.mails(about: record.value, to: nil, portal: store.portal)
    }
}

extension CustomerContext {
    /// The same, of those that went to this person himself. That he may see the record was decided by finding it.
    public func mails<Noun>(about record: ID<Noun>) throws -> [SentMail] {
        guard let person = viewer.contact else { return [] }
        return try store.effects.mails(about: record.value, to: person, portal: store.portal)
    }
}

extension Effects {
    /// Nobody asks where there is no page.
    package func mails(about record: UInt64, to contact: UInt64?, portal: String) throws -> [SentMail] { [] }
}
