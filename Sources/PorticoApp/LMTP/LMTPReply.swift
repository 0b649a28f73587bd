/// What a mail server is answered: a code, the enhanced code beside it (RFC 2034), and words for whoever reads its log.
struct LMTPReply: Error, Equatable {
    let code: Int
    /// None in a greeting and in the answer to LHLO.
    let enhanced: String?
    let lines: [String]

    init(_ code: Int, _ enhanced: String? = nil, _ lines: String...) {
        self.code = code
        self.enhanced = enhanced
        self.lines = lines
    }

    /// Refused for good: the same again would be refused again.
    var isRefusal: Bool { code >= 500 }

    var bytes: [UInt8] {
        let last = lines.count - 1
        return lines.enumerated().flatMap { number, line in
            let mark = number == last ? " " : "-"
            return Array("\(code)\(mark)\(enhanced.map { $0 + " " } ?? "")\(line)\r\n".utf8)
        }
    }
}

extension LMTPReply {
    static let done = LMTPReply(250, "2.0.0", "done")
    static let goOn = LMTPReply(354, nil, "go on; end with a dot alone in a line")
    static let bye = LMTPReply(221, "2.0.0", "bye")

    static let tooLongLine = LMTPReply(500, "5.5.2", "the line is too long")
    static let noLine = LMTPReply(500, "5.5.2", "a line is printable text that ends with CR and LF")
    static let unknown = LMTPReply(500, "5.5.1", "no such command")
    static let badSyntax = LMTPReply(501, "5.5.4", "the command is not written so")
    static let badAddress = LMTPReply(501, "5.1.3", "that is no address")
    static let unknownParameter = LMTPReply(555, "5.5.4", "no such parameter")
    static let needsUTF8 = LMTPReply(553, "5.6.7", "such an address needs SMTPUTF8")
    static let wrongOrder = LMTPReply(503, "5.5.1", "not now: LHLO, MAIL, RCPT, DATA")
    static let noRecipients = LMTPReply(503, "5.5.1", "no valid recipients")
    static let tooManyRecipients = LMTPReply(452, "4.5.3", "too many recipients at once")
    static let tooLarge = LMTPReply(552, "5.3.4", "the message is too large")

    static let tooManyCommands = LMTPReply(421, "4.7.0", "too many commands without a message")
    static let tooManyFaults = LMTPReply(421, "4.7.0", "too many mistakes")
    static let tooSlow = LMTPReply(421, "4.4.2", "nothing came for too long")
    static let othersWait = LMTPReply(421, "4.3.2", "others wait")
    static let stopping = LMTPReply(421, "4.3.2", "stopping; come again")
}
