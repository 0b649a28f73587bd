import Kernel
import MailReading
import MariaDB
import PortalKit
import Posix
import Web

/// Takes messages one after the other: kept whole, read by another process, handed to the kernel.
final class MailTaker {
    private let spool: Spool
    private let reader: ReaderProcess
    private let connection: Connection
    private let house: House

    init(_ configuration: Configuration) throws {
        try configuration.makeFileDirectories()
        spool = Spool(directory: configuration.filesDirectory)
        reader = ReaderProcess(
            executable: try ChildProcess.ownExecutable(), spool: spool,
            directory: configuration.filesDirectory + "/spool")
        let secrets = try SecretsFile(path: configuration.secretsFile).secrets()
        house = try configuration.house(secrets) { _ in }
        connection = Connection(configuration.options(configuration.database.account))
    }

    deinit { connection.close() }

    /// - Parameters:
    ///   - envelope: whom the message is for, as far as its mail server says.
    ///   - next: the next bytes; none at the end.
    /// - Throws: `IncomingFile.TooLarge`, and whatever may be otherwise later.
    func take(for envelope: [String] = [], _ next: () throws -> [UInt8]) throws -> MailIntake.Outcome {
        let incoming = try IncomingFile(spool)
        let (original, body): (UploadedFile, [UInt8])
        do {
            while true {
                let bytes = try next()
                if bytes.isEmpty { break }
                try incoming.write(bytes)
            }
            (original, body) = try incoming.finish()
        } catch {
            incoming.remove()
            throw error
        }
        defer { try? Files.remove(original.spoolPath) }
        let read = try reader.read(original.spoolPath)
        defer { for file in read.files { try? Files.remove(file.spoolPath) } }
        return try MailIntake(house, connection).take(
            MailIntake.Received(read, original, body: body, envelope: envelope))
    }
}
