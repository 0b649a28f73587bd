import Kernel

/// One mail server's connection: commands are read, messages handed on, and each recipient answered for.
struct LMTPConnection: ~Copyable {
    /// Takes the message that `next` reads, whole, and says of each recipient what became of it.
    typealias Taking = (_ recipients: [String], _ next: () throws -> [UInt8]) -> [LMTPReply]

    private let channel: LMTPChannel
    private let taking: Taking
    private var session: LMTPSession
    private var input = LMTPInput()
    private var answers: [UInt8] = []

    init(_ channel: LMTPChannel, _ session: LMTPSession, _ taking: @escaping Taking) {
        self.channel = channel
        self.session = session
        self.taking = taking
    }

    /// Until one of both ends it; it is closed then.
    consuming func serve() {
        defer { channel.close() }
        do throws(LMTPChannel.End) {
            answers += session.greeting.bytes
            channel.beginCommand()
            while try step() {}
            try flush()
        } catch {
            if let reply = error.reply { try? channel.send(answers + reply.bytes) }
        }
    }

    /// - Returns: whether there may be another.
    private mutating func step() throws(LMTPChannel.End) -> Bool {
        guard let line = input.line() else {
            // What came at once is answered at once (RFC 2920 §3.2).
            try flush()
            input.take(try channel.read())
            return true
        }
        switch session.take(line) {
        case .answer(let reply): answers += reply.bytes
        case .end(let reply):
            answers += reply.bytes
            return false
        case .message(let reply):
            try channel.beginMessage()
            answers += reply.bytes
            try flush()
            try message()
        }
        channel.beginCommand()
        return true
    }

    private mutating func flush() throws(LMTPChannel.End) {
        guard !answers.isEmpty else { return }
        defer { answers = [] }
        try channel.send(answers)
    }

    private mutating func message() throws(LMTPChannel.End) {
        let body = LMTPBody(channel, input.rest())
        let replies = taking(session.recipients, body.next)
        // What was given up half way is read to its end, or its words would be taken for commands.
        try body.skip()
        input.take(body.rest)
        for (_, reply) in zip(session.recipients, replies) { answers += reply.bytes }
        session.endMessage()
    }
}

/// The message that comes after DATA, piece by piece.
private final class LMTPBody {
    private let channel: LMTPChannel
    private var data = LMTPData()
    /// What came after its end.
    private(set) var rest: [UInt8]
    /// Why it will never be whole.
    private var end: LMTPChannel.End?

    init(_ channel: LMTPChannel, _ first: [UInt8]) {
        self.channel = channel
        rest = first
    }

    /// - Returns: none at the end.
    func next() throws -> [UInt8] { try piece() }

    func skip() throws(LMTPChannel.End) {
        while try piece() != [] {}
    }

    private func piece() throws(LMTPChannel.End) -> [UInt8] {
        if let end { throw end }
        while !data.isOver {
            do throws(LMTPChannel.End) {
                let bytes = rest.isEmpty ? try channel.read() : rest
                let (message, after) = data.take(bytes)
                rest = Array(after)
                if !message.isEmpty { return message }
            } catch {
                end = error
                throw error
            }
        }
        return []
    }
}
