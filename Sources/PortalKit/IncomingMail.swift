public import Web

/// A mail that came in, read by a process of its own: its text in UTF-8, its parts as files.
public struct IncomingMail: Sendable {
    /// Who wrote it.
    public enum Kind: String, Sendable {
        /// A person, as far as one can tell.
        case person
        /// A machine: an absence note, a receipt, a list. Nobody answers it.
        case automatic
        /// A mail server that could not deliver something.
        case bounce
    }

    /// As the sender calls himself; anybody can write any name.
    public let authorName: String
    /// The address in its From; anybody can write any address.
    public let authorAddress: String
    /// On one line; may be empty.
    public let subject: String
    /// Everything there is to read: the plain text, else the HTML's.
    public let text: String
    /// What the author wrote himself, without what he quotes below it.
    public let own: String
    /// To be shown in a frame of its own, by ``Answer/mailBody(_:)``, and nowhere else.
    public let html: String?
    /// As they came, for staff.
    public let headers: String
    /// The moment that it names.
    public let sentAt: Instant?
    /// Its attachments, to `attach`.
    public let files: [UploadedFile]
    /// The message as it came, to `attach`.
    public let original: UploadedFile
    /// A person or a machine.
    public let kind: Kind
    /// It has more than was read, or could not be read at all: the original has it.
    public let isCut: Bool

    package init(
        author: (name: String, address: String), subject: String, text: String, own: String, html: String?,
        headers: String, sentAt: Instant?, files: [UploadedFile], original: UploadedFile, kind: Kind,
        isCut: Bool
    ) {
        (authorName, authorAddress) = author
        self.subject = subject
        self.text = text
        self.own = own
        self.html = html
        self.headers = headers
        self.sentAt = sentAt
        self.files = files
        self.original = original
        self.kind = kind
        self.isCut = isCut
    }

    /// The same mail, with what the virus scan said of its files.
    package func scanned(files: [UploadedFile], original: UploadedFile) -> IncomingMail {
        IncomingMail(
            author: (authorName, authorAddress), subject: subject, text: text, own: own, html: html,
            headers: headers, sentAt: sentAt, files: files, original: original, kind: kind, isCut: isCut)
    }
}

/// What a portal does with mail that comes in.
///
/// The kernel finds where a mail belongs by the unguessable address that it answers to (``Notice/Facts``), or by that
/// address among the messages that it refers to; never by its subject. Who stands behind that address answers as on
/// his own page, with his rights at this moment. Everything else is for `others`.
public struct MailSource: Sendable {
    /// Why a mail is no answer of the person whom the address was given to.
    public enum Doubt: String, Sendable, CaseIterable {
        /// It answers nothing that was sent from here.
        case stranger
        /// It was sent from another address than the one that the answer was asked from.
        case otherSender = "other-sender"
        /// The person may not answer there any more.
        case noAccess = "no-access"
        /// The answer was refused, as it would be on the page.
        case refused
        /// A machine wrote it.
        case machine
        /// Nobody could read it.
        case unreadable
    }

    /// What became of a mail.
    public enum Verdict: Sendable {
        /// It is kept.
        case taken
        /// Its sender is told that nobody reads it, by his own mail server.
        case refused
    }

    package typealias Answer =
        @Sendable (IncomingMail, UInt64, CustomerContext, consuming Write) throws -> Void
    package typealias Other =
        @Sendable (
            IncomingMail, Doubt, UInt64?, ID<ContactReference>?, SystemContext, consuming Write
        ) throws -> Verdict

    package let answer: Answer
    package let other: Other

    /// What is done with an answer, and with any other mail.
    ///
    /// - Parameters:
    ///   - answer: writes down what a person answers to a record; it has the scope of his own seat, and what it throws
    ///     gives the mail to `others`.
    ///   - others: keeps or refuses what is no such answer. With the record whose address was used, if any, and the
    ///     person whom it was given to or, of a stranger's mail, who has such an address and no more than that.
    public init<Thread>(
        answer:
            @escaping @Sendable (IncomingMail, ID<Thread>, CustomerContext, consuming Write) throws -> Void,
        others:
            @escaping @Sendable (
                IncomingMail, Doubt, ID<Thread>?, ID<ContactReference>?, SystemContext, consuming Write
            ) throws -> Verdict
    ) {
        self.answer = { mail, thread, context, write in try answer(mail, ID(thread), context, write) }
        other = { mail, doubt, thread, contact, context, write in
            try others(mail, doubt, thread.map { ID($0) }, contact, context, write)
        }
    }
}
