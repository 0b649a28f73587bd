import ArgumentParser
import Kernel
import MailReading
import MariaDB
import PortalKit
import Posix
import Web

/// Takes one message from a mail server, whichever it is: the command that its pipe starts.
struct MailIn: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "mail-in",
        abstract: "Take one message from standard input, as a mail server hands it over.",
        discussion: """
            Ends with 0 when the message is kept, with 77 or 65 when its sender should be told that it is not, and with \
            75 whenever it should be handed over again later: nothing is lost while the database is away.
            """)

    @OptionGroup var place: Place

    @Option(
        name: .long, help: "Whom the message is for, as the mail server knows it. May stand several times.")
    var recipient: [String] = []

    /// Codes of sysexits.h.
    private static let (dataFault, later, refused): (Int32, Int32, Int32) = (65, 75, 77)

    func run() throws {
        let deliveries: [MailTaker.Delivery]
        do {
            deliveries = try MailRoom(place.configuration()).taker().take(for: recipient) {
                try Descriptors.read(0, upTo: 1 << 16)
            }
        } catch is IncomingFile.TooLarge {
            // Some mail servers take a pipe that nobody reads for a fault, and not the code.
            while try Descriptors.read(0, upTo: 1 << 16) != [] {}
            throw fail("the message is larger than \(IncomingFile.most >> 20) MB", code: Self.dataFault)
        } catch {
            // Whatever it is, the operator mends it and the mail server comes again.
            throw fail("not now: \(error)", code: Self.later)
        }
        // There is one code for all: what was taken for one recipient is taken once when it comes again for another, and
        // what was taken for one at least is not lost.
        var refusal: MailIntake.Reason?
        for delivery in deliveries {
            switch delivery.result {
            case .success(.taken), .success(.again), .success(.dropped): break
            case .success(.refused(let reason)): refusal = reason
            case .success(.later(let reason)): throw fail("not now: \(reason.text)", code: Self.later)
            case .failure(let error): throw fail("not now: \(error)", code: Self.later)
            }
        }
        if let refusal, deliveries.count == 1 { throw fail(refusal.text, code: Self.refused) }
    }
}

extension MailIntake.Reason {
    /// Mail servers tell it to the sender.
    var text: String {
        switch self {
        case .nobodyReads: "nobody reads mail here"
        case .answersOnly: "this address takes answers only"
        case .tooMany: "too many mails of one sender"
        case .nothingKept: "there is no room for it"
        case .tooLarge: "it is too large"
        }
    }
}

extension MailIntake.Received {
    init(_ read: ReaderProcess.Result, _ original: UploadedFile, body: [UInt8], envelope: [String]) {
        let message = read.message ?? ReceivedMessage()
        let author = message.author
        let kind: IncomingMail.Kind =
            switch message.kind {
            case .person: .person
            case .automatic: .automatic
            case .bounce: .bounce
            }
        let mail = IncomingMail(
            author: (author.name, author.address), subject: message.subject, text: message.text,
            own: QuotedText(message.text).own, html: message.html, headers: message.headers,
            sentAt: message.date.flatMap(Self.moment), files: read.files, original: original, kind: kind,
            isCut: message.isCut || read.message == nil)
        self.init(
            mail, recipients: envelope + message.deliveredTo + (message.to + message.cc).map(\.address),
            messageID: message.messageID, references: message.references, body: body,
            isReadable: read.message != nil)
    }

    /// Between 1970 and 2100; other moments are mistakes.
    private static func moment(_ seconds: Int64) -> Instant? {
        (0..<4_102_444_800).contains(seconds) ? Instant(microseconds: seconds * 1_000_000) : nil
    }
}
