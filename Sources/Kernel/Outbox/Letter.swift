package import PortalKit

/// A mail as it is handed to whoever sends it: one recipient, text and HTML of the same content.
package struct Letter: Sendable {
    package let messageID: String
    package let recipient: String
    package let recipientName: String
    package let subject: String
    package let text: String
    package let html: String
    /// The address that an answer goes to, if it can be answered.
    package let replyTo: String?
    /// The message that begins its thread, without angle brackets.
    package let thread: String?
    /// When the mail was written; the same at every attempt, so that the bytes are too.
    package let writtenAt: Instant
}

/// Why a letter was not taken.
package struct DeliveryFailure: Error, Sendable, Equatable {
    /// Another attempt would fail in the same way.
    package let isHopeless: Bool
    /// For the operator: the stage and what the server said. It may name the recipient.
    package let reason: String

    package init(isHopeless: Bool, reason: String) {
        self.isHopeless = isHopeless
        self.reason = reason
    }
}

/// What a mail says, in the recipient's language; kept as JSON until it is sent.
package struct MailContent: Codable, Sendable, Equatable {
    /// The recipient's, a BCP 47 tag.
    package var language: String
    package var subject: String
    /// What mail programs show beside the subject.
    package var preview: String
    package var heading: String
    package var paragraphs: [String]
    /// The one button; its address is the mail's own `link` when it carries a token, else this path.
    package var button: String?
    package var path: String?
    /// What stands before the button's address written out.
    package var addressLead: String
    package var facts: [Fact] = []
    /// Where an answer to the mail belongs.
    package var answers: ReplyToken?
    /// What to do if it was not expected, and who answers.
    package var unexpected: String?
    /// Why the recipient gets it.
    package var reason: String
    /// What a mail of the day tells, one below the other; nil in any other mail.
    package var sections: [Section]?
    /// Where the recipient chooses which mails come; nil where there is nothing to choose.
    package var choosing: Line?

    package struct Fact: Codable, Sendable, Equatable {
        package let label: String
        package let value: String
    }

    /// Lines with a heading.
    package struct Section: Codable, Sendable, Equatable {
        package let title: String
        package var lines: [Line]
        /// What is said of those that are not listed.
        package var more: String?
    }

    /// A line that leads somewhere.
    package struct Line: Codable, Sendable, Equatable {
        package let text: String
        package let note: String
        /// Whole.
        package let address: String
    }

    /// Says below where the recipient chooses.
    mutating func letChoose(_ reader: Reader, at path: String, _ installation: Installation) {
        choosing = Line(
            text: reader.say("Choose which mails come"), note: "", address: installation.linkURL + path)
    }

    /// - Parameter reader: of the recipient.
    package init(
        _ reader: Reader, subject: String, preview: Words, heading: Words, paragraphs: [Words],
        button: Words? = nil, path: String? = nil, facts: [(Words, String)] = [], unexpected: Words? = nil,
        reason: Words
    ) {
        language = reader.language
        self.subject = subject
        self.preview = reader.say(preview)
        self.heading = reader.say(heading)
        self.paragraphs = paragraphs.map(reader.say)
        self.button = button.map(reader.say)
        self.path = path
        addressLead = reader.say("Or open this address:")
        self.facts = facts.map { Fact(label: reader.say($0.0), value: $0.1) }
        self.unexpected = unexpected.map(reader.say)
        self.reason = reader.say(reason)
    }
}
