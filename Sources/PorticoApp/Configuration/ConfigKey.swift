/// Something an operator may configure: declared once here, and known by that to the file, the environment,
/// `--set`, the messages and `portico config show`.
package struct ConfigKey: Sendable {
    /// As in the file, sections before a dot: `database.socket`.
    package let name: String
    package let kind: Kind
    /// What holds when nobody says anything; nothing when the key may be left out or must be given.
    package let fallback: String?
    package let isRequired: Bool
    /// Never shown, neither in messages nor by `config show`.
    package let isSecret: Bool
    package let help: String

    /// Which values are allowed.
    package enum Kind: Sendable {
        case publicURL
        case number(ClosedRange<Int>)
        case choice([String])
        /// An absolute path, at most so many bytes.
        case path(most: Int)
        /// One line of text.
        case text
        case mail
        /// A name as in the IANA time zone database; whether there is such a zone, the program finds at
        /// start.
        case timeZone
        /// Any text, also none.
        case secret
    }

    init(
        _ name: String, _ kind: Kind, default fallback: String? = nil, isRequired: Bool = false,
        _ help: String
    ) {
        self.name = name
        self.kind = kind
        self.fallback = fallback
        self.isRequired = isRequired
        self.help = help
        if case .secret = kind { isSecret = true } else { isSecret = false }
    }

    /// `database.socket` is `PORTICO_DATABASE_SOCKET`.
    package var variable: String { Self.prefix + name.replacing(".", with: "_").uppercased() }

    package static let prefix = "PORTICO_"

    package static func named(_ name: String) -> ConfigKey? { all.first { $0.name == name } }

    package static let all: [ConfigKey] = [
        ConfigKey(
            "public_url", .publicURL, isRequired: true,
            "the address people type; links in mails begin with it"),
        ConfigKey(
            "socket", .path(most: 107), default: "/run/portico/portico.sock",
            "where nginx finds Portico (FastCGI)"),
        ConfigKey("workers", .number(1...64), default: "8", "requests answered at once, each with a thread"),
        ConfigKey(
            "pid_file", .path(most: 4095), default: "/run/portico/portico.pid", "held while Portico runs"),
        ConfigKey(
            "database.socket", .path(most: 107), default: "/run/mysqld/mysqld.sock",
            "MariaDB on this machine; not used when database.host is set"),
        ConfigKey("database.host", .text, "MariaDB on another machine, always over verified TLS"),
        ConfigKey("database.port", .number(1...65_535), default: "3306", "its port"),
        ConfigKey(
            "database.tls_ca", .path(most: 4095), default: "/etc/ssl/certs/ca-certificates.crt",
            "who vouches for its certificate"),
        ConfigKey("database.name", .text, default: "portico", "the database"),
        ConfigKey("database.user", .text, default: "portico", "may read and write rows, nothing else"),
        ConfigKey("database.password", .secret, default: "", "its password"),
        ConfigKey(
            "migrate.user", .text, default: "portico_migrate", "may change tables; used by migrate alone"),
        ConfigKey("migrate.password", .secret, default: "", "its password"),
        ConfigKey(
            "files.directory", .path(most: 4000), default: "/var/lib/portico/files", "where attachments are"),
        ConfigKey(
            "files.customer_megabytes", .number(1...1_000_000_000),
            "what the people of one customer may upload altogether; left out there is no limit"),
        ConfigKey(
            "files.total_megabytes", .number(1...1_000_000_000),
            "what may be kept of all uploads; left out there is no limit"),
        ConfigKey(
            "clamd.socket", .path(most: 107),
            "the socket of clamd, which scans uploads for viruses; left out nothing is scanned"),
        ConfigKey(
            "clamd.seconds", .number(1...45), default: "20",
            "what the scan of one form may take; what is not scanned by then waits in quarantine"),
        ConfigKey(
            "secrets.file", .path(most: 4095), default: "/var/lib/portico/secrets.key",
            "the keys of this installation, mode 0600"),
        ConfigKey(
            "mail.host", .text, "the mail server that takes what goes out; without it mails wait"),
        ConfigKey("mail.port", .number(1...65_535), default: "587", "its port"),
        ConfigKey(
            "mail.security", .choice(["starttls", "tls", "none"]), default: "starttls",
            "none is for a server on this machine only"),
        ConfigKey("mail.user", .text, "who signs in there; left out where nobody needs to"),
        ConfigKey("mail.password", .secret, default: "", "the password"),
        ConfigKey("mail.from", .mail, "the address mails come from; needed with mail.host"),
        ConfigKey(
            "mail.reply_to", .mail,
            "where answers go: Portico is given what arrives there, also with a plus and more before the @"
        ),
        ConfigKey(
            "mail.tls_ca", .path(most: 4095), default: "/etc/ssl/certs/ca-certificates.crt",
            "who vouches for its certificate"),
        ConfigKey(
            "mail_in.socket", .path(most: 107),
            "where portico mail-listen takes mails (LMTP); needed by that command alone"),
        ConfigKey(
            "mail_in.socket_mode", .choice(["0600", "0660"]), default: "0660",
            "who may open it: its owner, or its group too"),
        ConfigKey(
            "mail_in.connections", .number(1...16), default: "2",
            "mails taken there at once, each with a thread and a process that reads"),
        ConfigKey("mail_in.host", .text, "the IMAP server of the mailbox that portico mail-fetch looks into"),
        ConfigKey("mail_in.port", .number(1...65_535), default: "993", "its port"),
        ConfigKey(
            "mail_in.security", .choice(["starttls", "tls", "none"]), default: "tls",
            "none is for a server on this machine only"),
        ConfigKey("mail_in.user", .text, default: "portico", "who signs in there"),
        ConfigKey("mail_in.password", .secret, default: "", "the password"),
        ConfigKey("mail_in.folder", .text, default: "INBOX", "where new mail lies"),
        ConfigKey(
            "mail_in.tls_ca", .path(most: 4095), default: "/etc/ssl/certs/ca-certificates.crt",
            "who vouches for its certificate"),
        ConfigKey(
            "log.level", .choice(["trace", "debug", "info", "notice", "warning", "error", "critical"]),
            default: "info", "the least that is logged"),
        ConfigKey(
            "log.format", .choice(["auto", "json", "human"]), default: "auto",
            "auto is human on a terminal, else one JSON object a line"),
        ConfigKey("operator.name", .text, default: "Portico", "who runs the portal, as customers read it"),
        ConfigKey(
            "operator.language", .choice(["en", "nl", "en-XA"]), default: "en",
            "for a reader whose language nobody knows; en-XA brackets every word that is translated"),
        ConfigKey(
            "operator.time_zone", .timeZone, default: "UTC",
            "for a reader whose time zone nobody knows, such as Europe/Amsterdam"),
        ConfigKey("operator.help_email", .mail, "where a customer who is stuck may write"),
    ]
}

extension ConfigKey.Kind {
    /// For "allowed:" in a message.
    package var allowed: String {
        switch self {
        case .publicURL: "https://host, or http://localhost for trying out; an own port, but no path"
        case .number(let range): "a whole number from \(range.lowerBound) to \(range.upperBound)"
        case .choice(let choices): choices.joined(separator: ", ")
        case .path(let most): "an absolute path of at most \(most) bytes"
        case .text: "one line of text, at most 255 bytes"
        case .mail: "a mail address"
        case .timeZone: "a name of the IANA time zone database, such as Europe/Amsterdam"
        case .secret: "text without control characters, at most 1024 bytes"
        }
    }

    package func allows(_ text: String) -> Bool {
        guard text.unicodeScalars.allSatisfy({ $0.properties.generalCategory != .control }) else {
            return false
        }
        switch self {
        case .publicURL: return PublicURL(text) != nil
        case .number(let range): return Self.number(text).map(range.contains) ?? false
        case .choice(let choices): return choices.contains(text)
        case .path(let most): return text.utf8.first == UInt8(ascii: "/") && text.utf8.count <= most
        case .text: return !text.isEmpty && text.utf8.count <= 255
        case .secret: return text.utf8.count <= 1024
        case .timeZone:
            return text.utf8.count <= 64
                && text.wholeMatch(of: /[A-Za-z][A-Za-z0-9+_-]*(\/[A-Za-z0-9+_-]+)*/) != nil
        case .mail:
            let parts = text.utf8.split(separator: UInt8(ascii: "@"), omittingEmptySubsequences: false)
            return parts.count == 2 && parts.allSatisfy { !$0.isEmpty } && text.utf8.count <= 254
                && !text.utf8.contains { [0x20, 0x22, 0x2C, 0x3B, 0x3C, 0x3E].contains($0) }
        }
    }

    /// Digits alone: no sign, no space, no underscore.
    static func number(_ text: String) -> Int? {
        text.utf8.allSatisfy { (0x30...0x39).contains($0) } ? Int(text) : nil
    }
}
