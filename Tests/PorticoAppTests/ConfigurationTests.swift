import PorticoApp
import Testing

@Suite("Configuration")
struct ConfigurationTests {
    static let address = ["PORTICO_PUBLIC_URL": "https://portal.example.org"]

    @Test(
        "a misspelt key is an error with file, line and the key that was meant",
        arguments: [
            ("worker: 4", 1, "workers"), ("\n\nwokrers: 4", 3, "workers"),
            ("database:\n  sokcet: /run/x", 2, "database.socket"),
            ("databse:\n  socket: /run/x", 2, "database.socket"),
            ("log: {levle: info}", 1, "log.level"), ("publicurl: https://a", 1, "public_url"),
        ])
    func misspelt(text: String, line: Int, meant: String) throws {
        let problem = try #require(problems(file: text).first)
        #expect(problem.place == "/etc/portico.yaml:\(line)")
        #expect(problem.text.hasSuffix("did you mean \(meant)?"))
    }

    @Test("a misspelt variable is an error with the one that was meant")
    func variable() throws {
        let problem = try #require(problems(environment: ["PORTICO_WORKER": "4"]).first)
        #expect(problem.description == "environment: unknown: PORTICO_WORKER; did you mean PORTICO_WORKERS?")
        #expect(problems(environment: ["PORTICO_COMPLETELY_OTHER": "4"]).count == 1)
        #expect(problems(environment: ["PORTICO_STRICT": "1", "PORTICO_CONFIG": "x", "HOME": "/"]).isEmpty)
    }

    @Test(
        "a wrong value is told with its key, where it came from and what is allowed",
        arguments: [
            ("workers", "0"), ("workers", "65"), ("workers", "eight"), ("workers", "+8"), ("workers", "8.0"),
            ("workers", ""), ("workers", " 8"), ("workers", "99999999999999999999"),
            ("database.port", "65536"),
            ("log.level", "loud"), ("log.format", "JSON"), ("socket", "portico.sock"), ("socket", ""),
            ("socket", "/" + String(repeating: "x", count: 107)), ("operator.help_email", "nobody"),
            ("operator.help_email", "a b@c"), ("operator.name", ""), ("operator.name", "a\nb"),
            ("files.directory", "/a\u{0}b"), ("database.host", ""),
            ("mail_in.socket", "lmtp.sock"), ("mail_in.socket_mode", "0666"), ("mail_in.connections", "0"),
        ])
    func wrong(name: String, text: String) throws {
        let key = try #require(ConfigKey.named(name))
        let problem = try #require(problems(environment: [key.variable: text]).first)
        #expect(problem.place == key.variable)
        #expect(problem.text.hasPrefix("\(name): "))
        #expect(problem.text.hasSuffix("allowed: \(key.kind.allowed)"))
        #expect(!problem.text.unicodeScalars.contains { $0.value < 0x20 })
        #expect(problems(flags: [name: text]).first?.place == "--set")
    }

    @Test(
        "SD06 a public address is https, or http on this machine, and nothing more than an origin",
        arguments: [
            "http://portal.example.org", "http://10.0.0.1", "http://localhost.example.org",
            "portal.example.org",
            "ftp://localhost", "https://", "https://a/b", "https://a?b", "https://a#b", "https://user@a",
            "https://user:x@a", "https://a:0", "https://a:65536", "https://a:", "https://a b",
            "https://ä.example",
            "https://-a", "https://a..b", "https://a//", "https://localhost\\@evil", "http://127.0.0.1.evil",
            "",
            "//localhost", "https:/a", "http://localhost@evil",
        ])
    func address(text: String) {
        #expect(PublicURL(text) == nil)
        #expect(problems(environment: ["PORTICO_PUBLIC_URL": text]).count == 1)
    }

    @Test("a public address is written in one way")
    func oneWay() {
        #expect(PublicURL("https://Portal.Example.org/")?.description == "https://portal.example.org")
        #expect(PublicURL("https://a:443")?.description == "https://a")
        #expect(PublicURL("https://a:8443")?.authority == "a:8443")
        #expect(PublicURL("http://localhost:8080")?.description == "http://localhost:8080")
        #expect(PublicURL("http://[::1]:80")?.description == "http://[::1]")
        #expect(PublicURL("http://127.0.0.1:1")?.isLoopback == true)
        #expect(PublicURL("https://a")?.isLoopback == false)
    }

    @Test("a missing public address is told with how to give it")
    func missing() {
        do {
            _ = try SettledConfiguration()
            Issue.record("it was taken")
        } catch {
            #expect(error.problems.count == 1)
            #expect(error.description.contains("public_url is missing"))
            #expect(error.description.contains("PORTICO_PUBLIC_URL"))
        }
    }

    @Test("all that is wrong is told at once")
    func atOnce() {
        let found = problems(
            flags: ["workers": "x"], environment: ["PORTICO_SOCKET": "x", "PORTICO_X": "x"],
            file: "workers: y\nnothing: z")
        #expect(found.count == 5)
    }

    @Test("flags come before variables, variables before the file, the file before defaults")
    func order() throws {
        let file = (path: "/f", text: "workers: 2\nsocket: /file\npid_file: /file\n")
        let settled = try SettledConfiguration(
            flags: ["workers": "4"],
            environment: Self.address.merging(["PORTICO_WORKERS": "3", "PORTICO_SOCKET": "/variable"]) { $1 },
            file: file)
        let values = settled.values
        #expect(values["workers"]?.text == "4")
        #expect(values["workers"]?.source == .flag)
        #expect(settled.shown(withSource: true).contains("  # --set\n"))
        #expect(values["socket"]?.text == "/variable")
        #expect(values["socket"]?.source == .variable("PORTICO_SOCKET"))
        #expect(values["pid_file"]?.text == "/file")
        #expect(values["pid_file"]?.source == .file(path: "/f", line: 3))
        #expect(values["database.name"]?.text == "portico")
        #expect(values["database.name"]?.source == .fallback)
        #expect(values["database.host"] == nil)
    }

    @Test("without a word, eight workers and the places of Debian")
    func defaults() throws {
        let plain = try Configuration(SettledConfiguration(environment: Self.address))
        #expect(plain.workers == 8)
        #expect(plain.publicURL.description == "https://portal.example.org")
        #expect(plain.database.server == .socket("/run/mysqld/mysqld.sock"))
        #expect(plain.database.account.user == "portico")
        #expect(plain.database.account.password == "")
        #expect(plain.migrate.user == "portico_migrate")
        #expect(plain.log.level == "info")
        #expect(plain.log.format == .auto)
        #expect(plain.operator.name == "Portico")
        #expect(plain.operator.helpEmail == nil)
        #expect(plain.operator.language == "en")
        #expect(plain.operator.timeZone == "UTC")
    }

    @Test("a host of the database is always reached over verified TLS")
    func host() throws {
        let file = (path: "/f", text: "database:\n  host: db.example.org\n  port: 3307\n")
        let plain = try Configuration(SettledConfiguration(environment: Self.address, file: file))
        let authority = "/etc/ssl/certs/ca-certificates.crt"
        #expect(plain.database.server == .host("db.example.org", port: 3307, tlsCA: authority))
    }

    @Test(
        "a socket for mails is the operator's wish, and is its owner's and its group's where he says no more")
    func mailDoor() throws {
        func door(_ text: String) throws -> Configuration.MailDoor? {
            try Configuration(
                SettledConfiguration(environment: Self.address, file: (path: "/f", text: text))
            ).mailDoor
        }
        #expect(try door("") == nil)
        let plain = try #require(try door("mail_in:\n  socket: /s\n"))
        #expect(plain.socket == "/s" && plain.mode == 0o660 && plain.connections == 2)
        #expect(try door("mail_in:\n  socket: /s\n  socket_mode: 0600\n  connections: 3\n")?.mode == 0o600)
    }

    @Test("every default is allowed, and every key has its own variable")
    func declared() {
        for key in ConfigKey.all { #expect(key.fallback.map(key.kind.allows) ?? true, "\(key.name)") }
        #expect(Set(ConfigKey.all.map(\.variable)).count == ConfigKey.all.count)
        #expect(ConfigKey.named("database.tls_ca")?.variable == "PORTICO_DATABASE_TLS_CA")
    }
}

/// What is wrong, given an address that is right unless the case says another.
func problems(
    flags: [String: String] = [:], environment: [String: String] = [:], file: String? = nil
) -> [ConfigProblem] {
    do {
        _ = try SettledConfiguration(
            flags: flags, environment: ConfigurationTests.address.merging(environment) { $1 },
            file: file.map { ("/etc/portico.yaml", $0) })
        return []
    } catch {
        return error.problems
    }
}
