import ArgumentParser
import Kernel
import MariaDB

/// What people uploaded, against what the database says of it.
struct FilesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "files", abstract: "Look after what people uploaded.", subcommands: [Verify.self])

    struct Verify: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Read every uploaded file and name each that is not as it was.",
            discussion: """
                Each row's file is there, with its size and its hash; no old file is there without a row. Ends with 0 \
                when that is so, with 1 when it is not, with another code when nobody could look.
                """)

        @OptionGroup var place: Place

        func run() throws {
            let faults: [StoreSweep.Fault]
            var scan: VirusScan?
            do {
                let configuration = try place.configuration()
                let connection = Connection(configuration.options(configuration.database.account))
                defer { connection.close() }
                scan = configuration.installation.scan
                faults = try StoreSweep(
                    directory: configuration.filesDirectory, connection, at: wallClock()
                ).faults()
            } catch let error as ConfigProblems {
                throw fail(error.description, code: 78)
            } catch let error as DatabaseError {
                throw fail(error.description, code: 69)
            }
            for fault in faults { say(fault.description) }
            if let scan {
                say(scan.version().map { "Virus scan: \($0)." } ?? "Virus scan: clamd does not answer.")
            }
            say(faults.isEmpty ? "Every file is as it was uploaded." : "Faults: \(faults.count).")
            if !faults.isEmpty { throw ExitCode(1) }
        }
    }
}
