/// What has been said on one connection, and what follows from it.
struct LMTPSession {
    enum Step: Equatable {
        case answer(LMTPReply)
        /// The message of `recipients` is next.
        case message(LMTPReply)
        /// The connection ends after this.
        case end(LMTPReply)
    }

    /// Of one message; RFC 5321 §4.5.3.1.8 asks for as many.
    static let mostRecipients = 100
    /// Commands, and mistakes among them, from one message to the next.
    static let (mostCommands, mostFaults) = (1_000, 20)

    private let name: String
    private let mostBytes: Int
    private var isGreeted = false
    /// Its addresses may have UTF-8; nil while there is no MAIL.
    private var isUTF8: Bool?
    private(set) var recipients: [String] = []
    private var (commands, faults) = (0, 0)

    /// - Parameters:
    ///   - name: of this machine or this portal.
    ///   - mostBytes: of one message.
    init(name: String, mostBytes: Int) {
        self.name = name
        self.mostBytes = mostBytes
    }

    var greeting: LMTPReply { LMTPReply(220, nil, "\(name) LMTP Portico") }

    mutating func take(_ line: LMTPInput.Line) -> Step {
        commands += 1
        guard commands <= Self.mostCommands else { return .end(.tooManyCommands) }
        do throws(LMTPReply) {
            return try run(LMTPCommand(line))
        } catch {
            if error.isRefusal { faults += 1 }
            return faults > Self.mostFaults ? .end(.tooManyFaults) : .answer(error)
        }
    }

    /// The message was answered for each of the recipients.
    mutating func endMessage() {
        forget()
        (commands, faults) = (0, 0)
    }

    private mutating func run(_ command: LMTPCommand) throws(LMTPReply) -> Step {
        switch command {
        case .hello:
            isGreeted = true
            forget()
            return .answer(
                LMTPReply(
                    250, nil, name, "PIPELINING", "ENHANCEDSTATUSCODES", "8BITMIME", "SMTPUTF8",
                    "SIZE \(mostBytes)"))
        case .mail(let size, let isUTF8):
            guard isGreeted, self.isUTF8 == nil else { throw .wrongOrder }
            if let size, size > mostBytes { throw .tooLarge }
            self.isUTF8 = isUTF8
            return .answer(LMTPReply(250, "2.1.0", "sender noted"))
        case .recipient(let path): return try add(path)
        case .data:
            guard isUTF8 != nil else { throw .wrongOrder }
            // RFC 2033 §4.2: who sends all at once has to hear it here.
            guard !recipients.isEmpty else { throw .noRecipients }
            return .message(.goOn)
        case .reset:
            forget()
            return .answer(.done)
        case .nothing: return .answer(.done)
        case .verify: return .answer(LMTPReply(252, "2.1.5", "send it, and it will be seen"))
        case .quit: return .end(.bye)
        }
    }

    private mutating func add(_ path: LMTPPath) throws(LMTPReply) -> Step {
        guard let isUTF8 else { throw .wrongOrder }
        guard path.isASCII || isUTF8 else { throw .needsUTF8 }
        guard recipients.count < Self.mostRecipients else { throw .tooManyRecipients }
        recipients.append(path.address)
        return .answer(LMTPReply(250, "2.1.5", "recipient noted"))
    }

    private mutating func forget() {
        isUTF8 = nil
        recipients = []
    }
}
