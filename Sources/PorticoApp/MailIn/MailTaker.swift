import Kernel
import MailReading
import MariaDB
import PortalKit
import Posix
import Web

/// What all who take mails in one process share.
struct MailRoom: Sendable {
    let house: House
    private let spool: Spool
    private let directory: String
    private let options: Connection.Options

    init(_ configuration: Configuration, log: @escaping @Sendable (LogLine) -> Void = { _ in }) throws {
        try configuration.makeFileDirectories()
        spool = Spool(directory: configuration.filesDirectory)
        directory = configuration.filesDirectory + "/spool"
        house = try configuration.house(try SecretsFile(path: configuration.secretsFile).secrets(), log: log)
        options = configuration.options(configuration.database.account)
    }

    /// For one thread: a connection and a process that reads, each begun when first needed.
    func taker() -> MailTaker {
        MailTaker(
            house, Connection(options), spool,
            // This very program, also after another was installed in its place.
            ReaderProcess(executable: "/proc/self/exe", spool: spool, directory: directory))
    }
}

/// Takes messages one after the other: kept whole, read by another process, handed to the kernel.
final class MailTaker {
    private let house: House
    private let connection: Connection
    private let spool: Spool
    private let reader: ReaderProcess

    /// What became of a message for some of its recipients; an error is one of this machine, and may be over later.
    struct Delivery {
        let recipients: [String]
        let result: Result<MailIntake.Outcome, any Error>
    }

    init(_ house: House, _ connection: Connection, _ spool: Spool, _ reader: ReaderProcess) {
        self.house = house
        self.connection = connection
        self.spool = spool
        self.reader = reader
    }

    deinit { connection.close() }

    /// - Parameters:
    ///   - envelope: whom the message is for, as far as its mail server says.
    ///   - next: the next bytes; none at the end.
    /// - Returns: what became of it, for each of them; at least one.
    /// - Throws: `IncomingFile.TooLarge`, and whatever may be otherwise later.
    func take(for envelope: [String] = [], _ next: () throws -> [UInt8]) throws -> [Delivery] {
        let (original, body) = try keep(next)
        defer { try? Files.remove(original.spoolPath) }
        let intake = MailIntake(house, connection)
        let lanes = intake.lanes(of: envelope)
        return lanes.map { lane in
            Delivery(
                recipients: lane,
                result: Result {
                    // Whoever takes it takes the file away.
                    try hand(lanes.count == 1 ? original : spool.copy(of: original), body, lane, to: intake)
                })
        }
    }

    private func keep(_ next: () throws -> [UInt8]) throws -> (UploadedFile, body: [UInt8]) {
        let incoming = try IncomingFile(spool)
        do {
            while true {
                let bytes = try next()
                if bytes.isEmpty { break }
                try incoming.write(bytes)
            }
            return try incoming.finish()
        } catch {
            incoming.remove()
            throw error
        }
    }

    private func hand(
        _ original: UploadedFile, _ body: [UInt8], _ lane: [String], to intake: MailIntake
    ) throws -> MailIntake.Outcome {
        defer { try? Files.remove(original.spoolPath) }
        let read = try reader.read(original.spoolPath)
        defer { for file in read.files { try? Files.remove(file.spoolPath) } }
        return try intake.take(MailIntake.Received(read, original, body: body, envelope: lane))
    }
}
