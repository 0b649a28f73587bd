/// How much of a message is looked at. What is beyond stays in the message, which is kept as it came.
package struct ReadingLimits: Sendable {
    /// Parts that are looked at.
    package var parts = 200
    /// Multiparts within each other; what lies deeper is one attachment.
    package var depth = 50
    /// Bytes of one header.
    package var header = 64 << 10
    /// Bytes of text that are shown; a longer part is an attachment too.
    package var text = 1 << 20
    /// Bytes of all headers, for staff to read.
    package var headers = 256 << 10

    package init() {}
}

/// One message that came in, as people and portals need it: text in UTF-8, names decoded, parts told apart.
package struct ReceivedMessage: Codable, Sendable, Equatable {
    package struct Person: Codable, Sendable, Equatable {
        package var name: String
        package var address: String

        package init(name: String, address: String) {
            self.name = name
            self.address = address
        }
    }

    /// What kind of sender wrote it.
    package enum Kind: String, Codable, Sendable {
        /// A person, as far as one can tell.
        case person
        /// A machine: an absence note, a receipt, a list, another system.
        case automatic
        /// A mail server that could not deliver something.
        case bounce
    }

    /// A part to be saved.
    package struct Attachment: Codable, Sendable, Equatable {
        /// As the sender called it, with an ending where he gave none; not cleaned yet.
        package var name: String
        /// As the sender declared it.
        package var type: String

        package init(name: String, type: String) {
            self.name = name
            self.type = type
        }
    }

    package var from: [Person] = []
    package var replyTo: [Person] = []
    package var to: [Person] = []
    package var cc: [Person] = []
    /// What mail servers wrote down of whom it was for, the last one first.
    package var deliveredTo: [String] = []
    package var subject = ""
    /// Seconds since 1970; nil where the message names no moment that could be read.
    package var date: Int64?
    /// Without angle brackets; empty where it has none.
    package var messageID = ""
    /// The messages that it answers, the nearest first.
    package var references: [String] = []
    package var kind = Kind.person
    /// What there is to read: the plain text, else the HTML's.
    package var text = ""
    package var html: String?
    package var attachments: [Attachment] = []
    /// As they came, for staff.
    package var headers = ""
    /// It had more parts, or longer texts, than are shown; the message itself has them.
    package var isCut = false

    package init() {}

    /// Who wrote it, as far as the message says so.
    package var author: Person { from.first ?? Person(name: "", address: "") }
}
