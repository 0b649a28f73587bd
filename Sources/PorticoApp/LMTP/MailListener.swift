import FastCGI
import Kernel
import Posix

/// Takes the mails that mail servers of this machine hand over to a socket, until it is told to stop.
final class MailListener: Sendable {
    private let door: Configuration.MailDoor
    private let threads: AcceptingThreads

    /// Connections that wait for a thread; mail servers come again.
    private static let backlog: Int32 = 64

    /// - Parameter name: what it calls itself.
    init(_ door: Configuration.MailDoor, _ room: MailRoom, name: String) throws {
        self.door = door
        let socket = try ListeningSocket.make(path: door.socket, mode: door.mode, backlog: Self.backlog)
        threads = try AcceptingThreads(listener: socket.fd, count: door.connections, name: "mail") { stop in
            let taker = room.taker()
            return { descriptor in
                LMTPConnection(
                    LMTPChannel(descriptor, stop: stop, listener: socket.fd),
                    LMTPSession(name: name, mostBytes: IncomingFile.most)
                ) { recipients, next in
                    taker.replies(to: recipients, room.house, next)
                }.serve()
            }
        }
    }

    func start() throws { try threads.start() }

    /// Finishes the mails at hand.
    func stop() {
        threads.stop()
        try? Files.remove(door.socket)
    }
}

extension MailTaker {
    /// What a mail server is told of each recipient. It answers for a mail from the moment it hears that one was taken,
    /// not before.
    func replies(
        to recipients: [String], _ house: House, _ next: () throws -> [UInt8]
    ) -> [LMTPReply] {
        func reply(_ error: any Error) -> LMTPReply {
            let reply = LMTPReply(error)
            if !reply.isRefusal { house.warn("a mail is left for later: \(error)") }
            return reply
        }
        do {
            let answers = try take(for: recipients, next).map { delivery in
                (delivery.recipients, delivery.result.map(LMTPReply.init).mapError(reply))
            }
            return recipients.map { recipient in
                switch answers.first(where: { $0.0.contains(recipient) })?.1 {
                case .success(let reply)?, .failure(let reply)?: reply
                case nil: .notNow
                }
            }
        } catch {
            let one = error is LMTPChannel.End ? .notNow : reply(error)
            return recipients.map { _ in one }
        }
    }
}

extension LMTPReply {
    static let notNow = LMTPReply(451, "4.3.0", "not now")

    init(_ outcome: MailIntake.Outcome) {
        switch outcome {
        case .taken, .again, .dropped: self.init(250, "2.0.0", "taken")
        case .refused(let reason), .later(let reason): self = .refusal(reason)
        }
    }

    private static func refusal(_ reason: MailIntake.Reason) -> LMTPReply {
        switch reason {
        case .nobodyReads: LMTPReply(550, "5.2.1", reason.text)
        case .answersOnly: LMTPReply(550, "5.7.1", reason.text)
        case .tooLarge: .tooLarge
        case .tooMany: LMTPReply(450, "4.7.1", reason.text)
        case .nothingKept: LMTPReply(452, "4.3.1", reason.text)
        }
    }

    /// Whatever it is, the operator mends it and the mail server comes again; only its size stays as it is.
    init(_ error: any Error) {
        switch error {
        case is IncomingFile.TooLarge: self = .tooLarge
        case let error as PosixError where error.isFull: self.init(452, "4.3.1", "there is no room for it")
        default: self = .notNow
        }
    }
}
