package import Mail

/// What an operator has configured, as plain values for the rest of the program.
package struct Configuration: Sendable {
    package let publicURL: PublicURL
    package let socket: String
    package let workers: Int
    package let pidFile: String
    package let database: Database
    package let migrate: Account
    package let filesDirectory: String
    package let fileLimits: FileLimits
    /// Nothing when uploads are not scanned.
    package let clamd: ClamdSettings?
    package let secretsFile: String
    /// Nothing when no mail server is configured.
    package let mailServer: MailServer?
    /// Where answers to mails go; nothing when they cannot be answered.
    package let replyTo: String?
    /// Nothing when no mailbox is fetched from.
    package let mailIn: IMAPSettings?
    /// Nothing when no mails are listened for.
    package let mailDoor: MailDoor?
    package let log: Log
    package let `operator`: Operator

    package struct Database: Sendable, Equatable {
        package let server: Server
        package let name: String
        package let account: Account
    }

    /// How MariaDB is reached: over a socket of this machine, or over TLS that is always verified.
    package enum Server: Sendable, Equatable {
        case socket(String)
        case host(String, port: Int, tlsCA: String)
    }

    /// A user of the database. Its password shows in no message.
    package struct Account: Sendable, Equatable, CustomStringConvertible, CustomReflectable {
        package let user: String
        package let password: String

        package var description: String { user }
        package var customMirror: Mirror { Mirror(self, children: ["user": user]) }
    }

    /// The mail server that takes what goes out. Its password shows in no message.
    package struct MailServer: Sendable, CustomStringConvertible, CustomReflectable {
        package let host: String
        package let port: Int
        package let security: String
        package let user: String?
        package let password: String
        package let from: String
        package let authorityFile: String

        package var description: String { "\(host):\(port)" }
        package var customMirror: Mirror { Mirror(self, children: ["server": description]) }
    }

    /// The socket that mail servers of this machine deliver to.
    package struct MailDoor: Sendable, Equatable {
        package let socket: String
        package let mode: UInt32
        package let connections: Int
    }

    /// Megabytes of uploads that are kept; nothing is no limit.
    package struct FileLimits: Sendable, Equatable {
        package let perCustomer: Int?
        package let total: Int?
    }

    /// Where clamd answers, and how long it may take.
    package struct ClamdSettings: Sendable, Equatable {
        package let socket: String
        package let seconds: Int
    }

    package enum LogFormat: String, Sendable { case auto, json, human }

    package struct Log: Sendable, Equatable {
        /// A level of swift-log, by its name.
        package let level: String
        package let format: LogFormat
    }

    package struct Operator: Sendable, Equatable {
        package let name: String
        package let helpEmail: String?
        package let language: String
        package let timeZone: String
    }

    /// From flags, environment and file; throws all that is wrong with them.
    package init(_ settled: SettledConfiguration) throws(ConfigProblems) {
        let values = Values(settled: settled)
        publicURL = try values.read("public_url", PublicURL.init)
        socket = try values.text("socket")
        workers = try values.read("workers", ConfigKey.Kind.number)
        pidFile = try values.text("pid_file")
        let server: Server =
            if let host = settled.values["database.host"]?.text {
                .host(
                    host, port: try values.read("database.port", ConfigKey.Kind.number),
                    tlsCA: try values.text("database.tls_ca"))
            } else {
                .socket(try values.text("database.socket"))
            }
        database = Database(
            server: server, name: try values.text("database.name"),
            account: Account(
                user: try values.text("database.user"), password: try values.text("database.password")))
        migrate = Account(
            user: try values.text("migrate.user"), password: try values.text("migrate.password"))
        filesDirectory = try values.text("files.directory")
        fileLimits = FileLimits(
            perCustomer: settled.values["files.customer_megabytes"].flatMap {
                ConfigKey.Kind.number($0.text)
            },
            total: settled.values["files.total_megabytes"].flatMap { ConfigKey.Kind.number($0.text) })
        clamd = try values.clamd
        secretsFile = try values.text("secrets.file")
        mailServer = try settled.values["mail.host"].map { host throws(ConfigProblems) in
            MailServer(
                host: host.text, port: try values.read("mail.port", ConfigKey.Kind.number),
                security: try values.text("mail.security"), user: settled.values["mail.user"]?.text,
                password: try values.text("mail.password"), from: try values.text("mail.from"),
                authorityFile: try values.text("mail.tls_ca"))
        }
        replyTo = settled.values["mail.reply_to"]?.text
        mailIn = try values.mailbox
        mailDoor = try values.mailDoor
        log = Log(
            level: try values.text("log.level"),
            format: try values.read("log.format", LogFormat.init(rawValue:)))
        `operator` = Operator(
            name: try values.text("operator.name"), helpEmail: settled.values["operator.help_email"]?.text,
            language: try values.text("operator.language"), timeZone: try values.text("operator.time_zone"))
    }
}

/// The settled texts made into values. That a text does not fit its key was found before; here it is found
/// again rather than trusted.
private struct Values {
    let settled: SettledConfiguration

    var clamd: Configuration.ClamdSettings? {
        get throws(ConfigProblems) {
            guard let socket = settled.values["clamd.socket"] else { return nil }
            return Configuration.ClamdSettings(
                socket: socket.text, seconds: try read("clamd.seconds", ConfigKey.Kind.number))
        }
    }

    var mailbox: IMAPSettings? {
        get throws(ConfigProblems) {
            guard let host = settled.values["mail_in.host"] else { return nil }
            return IMAPSettings(
                host: host.text, port: try read("mail_in.port") { UInt16($0) },
                security: try read("mail_in.security", SMTPSettings.Security.init(rawValue:)),
                user: try text("mail_in.user"), password: try text("mail_in.password"),
                folder: try text("mail_in.folder"), authorityFile: try text("mail_in.tls_ca"))
        }
    }

    var mailDoor: Configuration.MailDoor? {
        get throws(ConfigProblems) {
            guard let socket = settled.values["mail_in.socket"] else { return nil }
            return Configuration.MailDoor(
                socket: socket.text, mode: try read("mail_in.socket_mode") { UInt32($0, radix: 8) },
                connections: try read("mail_in.connections", ConfigKey.Kind.number))
        }
    }

    func text(_ name: String) throws(ConfigProblems) -> String { try read(name) { $0 } }

    func read<Value>(_ name: String, _ make: (String) -> Value?) throws(ConfigProblems) -> Value {
        guard let value = settled.values[name], let made = make(value.text) else {
            let place = settled.values[name]?.source.description ?? "configuration"
            throw ConfigProblems(problems: [ConfigProblem(place: place, text: "\(name) has no usable value")])
        }
        return made
    }
}
