import ArgumentParser
import Kernel
import Mail
import Posix

/// Fetches what is new in a mailbox, for those whose mail server starts no programs.
struct MailFetch: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "mail-fetch",
        abstract: "Take what is new in the mailbox of mail_in.host, over IMAP, once.",
        discussion: """
            For a timer. What was taken or refused is marked as read and stays in its folder; what could not be taken now \
            comes again. Ends with 0, or with 75 when something is left for later.
            """)

    @OptionGroup var place: Place

    /// Of one run, so that a timer's runs end.
    private static let most = 1_000

    func run() throws {
        let configuration = try place.configuration()
        guard let settings = configuration.mailIn else {
            throw fail("mail_in.host is not set", code: 78)
        }
        if let fault = settings.fault { throw fail("mail_in: \(fault)", code: 78) }
        var counts = (taken: 0, refused: 0, later: 0)
        do {
            let taker = try MailRoom(configuration).taker()
            let mailbox = try IMAPMailbox(settings)
            for number in try mailbox.waiting().prefix(Self.most) {
                switch try take(number, mailbox, taker) {
                case .taken, .again, .dropped: counts.taken += 1
                case .refused: counts.refused += 1
                case .later:
                    counts.later += 1
                    continue
                }
                try mailbox.markTaken(number)
            }
        } catch {
            throw fail("not now: \(error)", code: 75)
        }
        say("\(counts.taken) taken, \(counts.refused) refused, \(counts.later) left for later")
        if counts.later > 0 { throw ExitCode(75) }
    }

    private func take(_ number: UInt32, _ mailbox: IMAPMailbox, _ taker: MailTaker) throws
        -> MailIntake.Outcome
    {
        var bytes: [UInt8] = []
        let isWhole = try mailbox.fetch(number) { piece in
            bytes += piece
            return bytes.count <= IncomingFile.most
        }
        guard isWhole else { return .refused(.tooLarge) }
        var rest = bytes[...]
        // Of a mailbox nobody knows the envelope: there is one outcome.
        let deliveries = try taker.take {
            defer { rest = rest.dropFirst(1 << 16) }
            return Array(rest.prefix(1 << 16))
        }
        return try deliveries.first?.result.get() ?? .later(.nothingKept)
    }
}
