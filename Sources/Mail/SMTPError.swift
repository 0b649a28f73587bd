/// Why a message was not taken by the mail server, for the outbox that decides and the operator who reads.
///
/// The text may name the recipient, as servers do: it belongs beside the message, not into a log. It never
/// holds the password.
package struct SMTPError: Error, Sendable, Equatable, CustomStringConvertible {
    /// What can be done about it.
    package enum Kind: String, Sendable {
        /// Later it may go well: a 4xx reply, no connection, a time that ran out. Nothing was taken.
        case temporary
        /// This message will never be taken: a 5xx reply to its sender, its recipient or its content.
        case permanent
        /// The connection was lost after the final dot and before its reply (RFC 1047): the message may have
        /// been taken. To be sent again with the same Message-ID, which may make a duplicate.
        case unknownOutcome
        /// No message will be taken until the operator changes something: TLS, certificate, password.
        case configuration
    }

    /// How far the conversation had come.
    package enum Stage: String, Sendable {
        case settings, message
        case connecting, greeting, hello
        case encrypting, signingIn = "signing in"
        case sender, recipient, data, content
        case finalDot = "final dot"
    }

    package let kind: Kind
    package let stage: Stage
    /// The server's reply code (RFC 5321 §4.2), if it was a reply that ended it.
    package let code: Int?
    /// The server's words or libcurl's, on one line of at most 200 characters.
    package let text: String

    init(_ kind: Kind, _ stage: Stage, code: Int? = nil, _ text: String) {
        self.kind = kind
        self.stage = stage
        self.code = code
        self.text = text
    }

    /// Whether sending the same bytes again may help.
    package var isWorthRetrying: Bool { kind == .temporary || kind == .unknownOutcome }
    /// Whether the recipient may have the message all the same.
    package var mayHaveArrived: Bool { kind == .unknownOutcome }

    package var description: String {
        let words = code.map { text.isEmpty ? "\($0)" : "\($0) \(text)" } ?? text
        return "mail server, \(stage.rawValue): \(words)"
    }
}

extension SMTPError {
    /// A reply that ended the conversation.
    init(reply: SMTPReply, at stage: Stage, without secrets: [[UInt8]]) {
        self.init(
            Self.kind(of: reply.code, at: stage), stage, code: reply.code,
            ServerText.cleaned(reply.text, without: secrets))
    }

    private static func kind(of code: Int, at stage: Stage) -> Kind {
        switch (code, stage) {
        case (530, _), (534, _), (535, _), (538, _):
            // Authentication required, too weak, wrong, only with TLS (RFC 4954 §6).
            .configuration
        case (500..., .sender), (500..., .recipient), (500..., .data), (500..., .content),
            (500..., .finalDot):
            .permanent
        case (500..., _): .configuration
        default: .temporary
        }
    }
}

/// One reply of the server: the code and the text of all its lines.
struct SMTPReply: Equatable {
    var code: Int
    var text: [UInt8]
}
