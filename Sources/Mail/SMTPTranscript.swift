/// What was said so far about one message: the last command and the reply to it. No command is kept, because
/// some of them are passwords.
struct SMTPTranscript {
    private(set) var stage = SMTPError.Stage.connecting
    /// The reply to the last command, when all of it is here.
    private(set) var reply: SMTPReply?
    private var partial: [UInt8] = []
    /// A farewell is about a connection, not about this message.
    private var isLeaving = false

    /// One line, or lines, that went to the server.
    mutating func sent(_ line: some Collection<UInt8>) {
        let verb = line.prefix { $0 > 0x20 }
        let isQuit = verb.elementsEqual("QUIT".utf8)
        // After 334 a line is an answer to the challenge, whatever it looks like (RFC 4954 §4).
        if stage == .signingIn, reply?.code == 334 {
            reply = nil
            return
        }
        isLeaving = isQuit
        guard !isQuit else { return }
        reply = nil
        partial = []
        switch String(decoding: verb, as: UTF8.self) {
        case "EHLO", "HELO": stage = .hello
        case "STARTTLS": stage = .encrypting
        case "AUTH": stage = .signingIn
        case "MAIL": stage = .sender
        case "RCPT": stage = .recipient
        case "DATA": stage = .data
        default: break
        }
    }

    /// One line of a reply: `250-…` when more follow, `250 …` for the last (RFC 5321 §4.2.1).
    mutating func received(_ line: some Collection<UInt8>) {
        let digits = line.prefix(3)
        guard digits.count == 3, digits.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) else { return }
        let isLast = line.dropFirst(3).first != UInt8(ascii: "-")
        guard !isLeaving else {
            isLeaving = !isLast
            return
        }
        if stage == .connecting { stage = .greeting }
        if !partial.isEmpty { partial.append(0x20) }
        // More than will ever be shown is of no use.
        if partial.count < 4_096 { partial += line.dropFirst(4).filter { $0 != 0x0D && $0 != 0x0A } }
        guard isLast else { return }
        let code = digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
        reply = SMTPReply(code: code, text: partial)
        partial = []
        if stage == .data, code == 354 {
            stage = .content
            reply = nil
        }
    }

    /// The last byte of the message was handed to libcurl, which sends the final dot next.
    mutating func handedOver() {
        stage = .finalDot
        reply = nil
        partial = []
    }

    /// Whether the server has said that the message is now its own.
    var isAccepted: Bool { stage == .finalDot && reply.map { 200..<300 ~= $0.code } == true }
}
