package import Kernel
package import MariaDB
public import PortalKit
import Foundation
import Synchronization

/// A whole installation for one test: a database of its own, the kernel with the portals to be tried, a clock that the
/// test moves. No web server and no browser is needed: a ``Browser`` speaks to the kernel as the web server does.
///
/// ```swift
/// let kernel = try TestKernel(portals: [supportPortal])
/// let person = try kernel.addSeat(kernel.addContact("Maria Anders", at: kernel.addCustomer("Alfreds")))
/// let browser = try kernel.signIn(person)
/// let page = try browser.open("/support/tickets")
/// ```
public final class TestKernel: Sendable {
    /// What every part of this installation reads the time from.
    public let clock: TestClock
    /// Where the installation says it can be reached.
    public let publicURL: String
    package let house: House
    package let database: TestDatabase
    package let filesDirectory: String
    private let connection: Mutex<Connection>
    private let tables = Mutex<WalkTables?>(nil)
    private let lines: Lines

    /// An installation with these portals, empty but for what every new one has.
    ///
    /// - Throws: what is wrong with the portals' declarations or with the test server.
    public convenience init(portals: [Portal] = [], publicURL: String = "http://127.0.0.1:8080") throws {
        try self.init(portals: portals, publicURL: publicURL, cores: 64, database: nil)
    }

    /// - Parameter options: how the desks reach the database, where a test stands in between.
    package init(
        portals: [Portal], publicURL: String = "http://127.0.0.1:8080", cores: Int = 64,
        quota: FileQuota = FileQuota(), scan: VirusScan? = nil,
        database options: ((Connection.Options) -> Connection.Options)? = nil
    ) throws {
        let clock = TestClock()
        let lines = Lines()
        let folder = try TestServer.newFolder()
        for part in ["store", "spool"] {
            try FileManager.default.createDirectory(
                atPath: folder + "/" + part, withIntermediateDirectories: false)
        }
        database = try TestDatabase(portals: portals)
        house = try House(
            installation: Installation(
                publicURL: publicURL, operatorName: "Test & Sons", helpEmail: "help@example.org",
                language: "en",
                timeZone: "Europe/Amsterdam", filesDirectory: folder, workers: 400,
                quota: quota, replyAddress: ReplyAddress("support@example.org"), scan: scan),
            portals: portals, secrets: Secrets(file: Secrets.newFile()), cores: cores, clock: { clock.now },
            log: { line in lines.all.withLock { $0.append(line) } })
        self.clock = clock
        self.publicURL = publicURL
        self.lines = lines
        filesDirectory = folder
        deskOptions = options?(database.options) ?? database.options
        connection = Mutex(Connection(database.options))
    }

    deinit {
        try? FileManager.default.removeItem(atPath: filesDirectory)
    }

    private let deskOptions: Connection.Options

    private final class Lines: Sendable {
        let all = Mutex<[LogLine]>([])
    }

    /// What was written to the log.
    package var log: [LogLine] { lines.all.withLock(\.self) }

    /// A worker with a connection of its own.
    package func desk() -> Desk { Desk(house, Connection(deskOptions)) }

    /// A browser that knows no cookie, served by a worker of its own.
    public func browser() -> Browser { Browser(self) }

    /// Changes rows directly, past every rule: to prepare what a test needs.
    @discardableResult
    public func execute(_ sql: SQL) throws -> Changed {
        try connection.withLock { try $0.execute(sql) }
    }

    /// The first column of the first row, past every rule: to look at what a test did.
    public func value<T: SQLReadable & Sendable>(_ sql: SQL) throws -> T? {
        try connection.withLock { try $0.first(sql) { row in try row.next() } }
    }

    /// The first column of every row.
    public func values<T: SQLReadable & Sendable>(_ sql: SQL) throws -> [T] {
        try connection.withLock { try $0.rows(sql) { row in try row.next() } }
    }

    /// Lends the connection of the test itself.
    package func withConnection<T: Sendable>(_ body: (Connection) throws -> T) throws -> T {
        try connection.withLock { try body($0) }
    }

    /// A checksum for each table: equal ones say that nothing was written meanwhile, but for who looked at what.
    public func checksums() throws -> [String: String] {
        try connection.withLock { connection in
            let tables = try tables.withLock { known in
                if let known { return known }
                let found = try WalkTables(connection)
                known = found
                return found
            }
            let rows = zip(tables.names, try tables.checksums(connection)).map { ($0, String($1)) }
            let acts: Int? = try connection.first(
                """
                SELECT COUNT(*) FROM kernel_audit
                WHERE action NOT LIKE '%.viewed' AND action NOT LIKE '%.downloaded' AND action NOT LIKE '%.inspected'
                """
            ) { try $0.next() }
            return Dictionary(rows + [("kernel_audit", "\(acts ?? 0)")]) { $1 }
        }
    }
}

extension TestKernel {
    /// The paths of files that are kept, below the store.
    public var storedFiles: [String] { files(in: "store") }

    /// The papers that were made, as files.
    public var keptPapers: [String] { files(in: "documents") }

    /// The paths of files on their way; none when no request runs.
    public var spooledFiles: [String] { files(in: "spool") }

    private func files(in part: String) -> [String] {
        let folder = filesDirectory + "/" + part
        let all = (try? FileManager.default.subpathsOfDirectory(atPath: folder)) ?? []
        return all.filter { path in
            let attributes = try? FileManager.default.attributesOfItem(atPath: folder + "/" + path)
            return attributes?[.type] as? FileAttributeType == .typeRegular
        }
    }
}
