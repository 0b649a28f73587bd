package import MariaDB
package import PortalKit

/// What one operator chose when Portico was installed: values, from the configuration, fixed while it runs.
package struct Installation: Sendable {
    /// `https://portal.example.org`, without a slash at its end; http on loopback only.
    package var publicURL: String
    package var operatorName: String
    package var helpEmail: String?
    package var language: String
    package var timeZone: String
    /// Holds `store/` (attachments) and `spool/` (uploads on their way), on one file system.
    package var filesDirectory: String
    package var workers: Int
    /// Whether a mail server is configured; without one, mails wait.
    package var sendsMail: Bool
    /// How much may be kept of what people upload.
    package var quota: FileQuota
    /// Where answers to mails go; without one, mails cannot be answered.
    package var replyAddress: ReplyAddress?
    /// Looks at what comes in; without one, files are given out as they came.
    package var scan: VirusScan?

    package init(
        publicURL: String, operatorName: String, helpEmail: String?, language: String, timeZone: String,
        filesDirectory: String, workers: Int, sendsMail: Bool = false,
        quota: FileQuota = FileQuota(), replyAddress: ReplyAddress? = nil,
        scan: VirusScan? = nil
    ) {
        self.scan = scan
        self.replyAddress = replyAddress
        self.quota = quota
        self.sendsMail = sendsMail
        self.publicURL = publicURL
        self.operatorName = operatorName
        self.helpEmail = helpEmail
        self.language = language
        self.timeZone = timeZone
        self.filesDirectory = filesDirectory
        self.workers = workers
    }

    package var isSecure: Bool { publicURL.hasPrefix("https://") }

    /// The host and port that browsers should name.
    package var host: String { String(publicURL.drop { $0 != "/" }.dropFirst(2)) }

    /// What links in mails begin with: the public address; on loopback `localhost`, which every program opens.
    var linkURL: String {
        host.hasPrefix("127.0.0.1") ? "http://localhost" + host.dropFirst("127.0.0.1".count) : publicURL
    }

    /// Hosts that count as ours: on loopback `127.0.0.1:P` and `localhost:P` are the same.
    package var hosts: [String] {
        for (one, other) in [("127.0.0.1", "localhost"), ("localhost", "127.0.0.1")] where host.hasPrefix(one)
        {
            return [host, other + host.dropFirst(one.count)]
        }
        return [host]
    }
}

/// Everything that is the same for every request of this process.
package final class House: Sendable {
    package let installation: Installation
    package let portals: [Portal]
    package let router: Router
    package let secrets: Secrets
    package let gate: HashGate
    package let books: Books
    package let assets: AssetTable
    package let clock: @Sendable () -> Instant
    package let log: @Sendable (LogLine) -> Void
    package let settings = SettingCache()
    /// Rung when a mail was written down.
    package let outboxBell = Bell()
    /// Rung when a task was written down.
    package let taskBell = Bell()
    package let work: WorkTable
    /// What customers read of who did what.
    let logTable: LogTable
    let lookMemory = LookMemory()
    /// Whether who looked at a record is written down; the walk looks without a trace.
    let notesLooks: Bool

    /// - Throws: `CheckFailure` with every fault of the portals' declarations.
    package init(
        installation: Installation, portals: [Portal], secrets: Secrets, cores: Int,
        notesLooks: Bool = true, clock: @escaping @Sendable () -> Instant,
        log: @escaping @Sendable (LogLine) -> Void
    ) throws {
        let all = [identityPortal, administrationPortal] + portals
        let faults = Check.faults(in: all)
        guard faults.isEmpty else { throw CheckFailure(faults: faults) }
        self.installation = installation
        self.portals = all
        self.secrets = secrets
        self.clock = clock
        self.log = log
        router = Router(all)
        work = WorkTable(all)
        logTable = LogTable(all)
        self.notesLooks = notesLooks
        gate = HashGate(workers: installation.workers, cores: cores)
        books = try Books(all)
        assets = AssetTable(all)
    }

    /// A line of the log that belongs to no request.
    package func warn(_ message: String) {
        log(
            LogLine(
                level: .warning, message: message, request: "-", route: "-", status: 0, microseconds: 0,
                statements: 0))
    }

    /// The words and formats of somebody who is not making the request, such as the recipient of a mail.
    func reader(language: String?, timeZone: String?, at now: Instant, of portal: String? = nil) -> Reader {
        let language = language ?? installation.language
        return Reader(
            language: language, timeZone: timeZone ?? installation.timeZone, now: now,
            book: books.book(portal ?? identityPortal.id, language))
    }

    /// Every migration of the kernel and of the portals, in the order they run.
    package static func migrations(of portals: [Portal]) -> [Migration] {
        ([identityPortal] + portals).flatMap { portal in
            portal.resources.migrations.map { migration in
                Migration(
                    folder: portal.isKernel ? "kernel" : portal.id,
                    name: String(migration.name.description.dropLast(4)),
                    sql: migration.sql.description)
            }
        }
    }
}

/// One line for the operator's log; holds no names, no addresses of people and no secrets.
package struct LogLine: Sendable {
    package enum Level: Sendable { case info, warning, error }

    package var level: Level
    package var message: String
    package var request: String
    package var route: String
    package var status: Int
    package var microseconds: Int64
    package var statements: Int
}
