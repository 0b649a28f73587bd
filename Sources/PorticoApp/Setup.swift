import Kernel
import MariaDB
import PortalKit
import Posix
import Web

/// From the configuration to what the kernel works with.
extension Configuration {
    func options(_ account: Account, statementTimeout: Int = 30) -> Connection.Options {
        let address: Connection.Options.Address
        var authority: String?
        switch database.server {
        case .socket(let path): address = .socket(path)
        case .host(let host, let port, let tlsCA):
            address = .host(host, port: UInt16(clamping: port))
            authority = tlsCA
        }
        return Connection.Options(
            address: address, database: database.name, user: account.user, password: account.password,
            certificateAuthority: authority, statementTimeout: statementTimeout)
    }

    var installation: Installation {
        Installation(
            publicURL: publicURL.description, operatorName: `operator`.name, helpEmail: `operator`.helpEmail,
            language: `operator`.language, timeZone: `operator`.timeZone, filesDirectory: filesDirectory,
            workers: workers, sendsMail: mailServer != nil,
            quota: FileQuota(perCustomer: fileLimits.perCustomer, total: fileLimits.total),
            replyAddress: replyTo.flatMap { ReplyAddress($0) },
            scan: clamd.map { VirusScan(Clamd(socket: $0.socket), seconds: $0.seconds) })
    }

    func house(_ secrets: Secrets, log: @escaping @Sendable (LogLine) -> Void) throws -> House {
        try House(
            installation: installation, portals: Shipped.portals, secrets: secrets, cores: Processors.online,
            clock: wallClock, log: log)
    }

    /// `store/` and `spool/`, which nobody but the program and the web server may enter.
    func makeFileDirectories() throws {
        try Files.makeDirectory(filesDirectory + "/store")
        try Files.makeDirectory(filesDirectory + "/spool")
    }
}

/// The only clock.
@Sendable func wallClock() -> Instant { Instant(microseconds: Clocks.wall()) }

extension Migrator {
    static func shipped() throws -> Migrator {
        try Migrator(House.migrations(of: Shipped.portals), checksum: Token.sha256)
    }
}
