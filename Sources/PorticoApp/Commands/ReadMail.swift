import ArgumentParser
import FoundationEssentials
import MailReading
import Posix

/// What the commands that take mails start: reads the message in the file that is its standard input, as often as it is told,
/// and says on standard output what is in it. It is given no configuration and takes none.
struct ReadMail: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "read-mail", abstract: "Read messages; started by mail-in.", shouldDisplay: false)

    /// Each byte of the bell says that the next message is in the file; its end, that there is none any more.
    private static let bell: Int32 = 3

    func run() throws {
        try Confinement.begin(memory: 512 << 20, seconds: 20)
        while try Descriptors.read(Self.bell, upTo: 1) != [] { try Self.read() }
    }

    private static func read() throws {
        try Descriptors.rewind(0)
        guard let reader = MessageReader(descriptor: 0, beginning: try beginning()) else {
            return try send(Frame(.unreadable))
        }
        try send(Frame(.message, Array(JSONEncoder().encode(reader.message))))
        for index in reader.message.attachments.indices {
            var isSent = true
            reader.write(attachment: index) { piece in
                isSent = (try? send(Frame(.data, piece))) != nil
                return isSent
            }
            guard isSent else { throw ExitCode(74) }
            try send(Frame(.end))
        }
        try send(Frame(.done))
    }

    private static func beginning() throws -> [UInt8] {
        var bytes: [UInt8] = []
        while bytes.count < MessageReader.beginning {
            let piece = try Descriptors.read(0, upTo: MessageReader.beginning - bytes.count)
            if piece.isEmpty { break }
            bytes += piece
        }
        return bytes
    }

    private static func send(_ frame: Frame) throws { try Descriptors.write(frame.sent, to: 1) }
}
