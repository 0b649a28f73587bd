/// Which mail server takes our mail, and how it is spoken to.
package struct SMTPSettings: Sendable, CustomStringConvertible, CustomReflectable {
    package enum Security: String, Sendable, CaseIterable {
        /// In clear up to STARTTLS, which the server must offer (RFC 3207).
        case starttls
        /// TLS from the first byte (RFC 8314 §3.3).
        case tls
        /// In clear. Only to this very machine.
        case none
    }

    /// A name or number; with TLS the certificate must be for this very name.
    package var host: String
    package var port: UInt16
    package var security: Security
    /// Whom to sign in as; nil to send without.
    package var user: String?
    package var password: String
    /// A PEM file with the certificates that may sign the server's; the system's own when nil.
    package var authorityFile: String?
    /// The name that we say to the server (RFC 5321 §4.1.1.1); the machine's own when nil.
    package var greeting: String?
    /// Seconds until the server must have answered and TLS must stand.
    package var connectTimeout: Int
    /// Seconds for one message, connecting included.
    package var timeout: Int
    /// Seconds in which nearly nothing moves, after which the message is given up.
    package var stallTimeout: Int

    package init(
        host: String, port: UInt16, security: Security, user: String? = nil, password: String = "",
        authorityFile: String? = nil, greeting: String? = nil, connectTimeout: Int = 10, timeout: Int = 60,
        stallTimeout: Int = 45
    ) {
        self.host = host
        self.port = port
        self.security = security
        self.user = user
        self.password = password
        self.authorityFile = authorityFile
        self.greeting = greeting
        self.connectTimeout = connectTimeout
        self.timeout = timeout
        self.stallTimeout = stallTimeout
    }

    package var description: String { "\(security.rawValue) \(host):\(port)" }
    /// Without user and password, so that neither reaches a log.
    package var customMirror: Mirror { Mirror(self, children: ["server": description]) }

    /// What stands in the way of sending with these, for the operator; nil when nothing does.
    package var fault: String? {
        guard isHost else { return "the mail server is not a host name or an address: \(cleaned(host))" }
        guard port > 0 else { return "the mail server's port is 0" }
        if security == .none, !HostName.isLoopback(host) {
            return "mail in clear goes to this machine only (localhost, 127.0.0.1, ::1), not to \(host): "
                + "choose starttls or tls"
        }
        if let greeting, !HostName.isName(Array(greeting.utf8)[...]) {
            return "the name for the greeting is not a host name: \(cleaned(greeting))"
        }
        // libcurl takes texts up to the first NUL.
        if [user ?? "", password, authorityFile ?? ""].contains(where: { $0.utf8.contains(0) }) {
            return "user, password or file of certificates hold a NUL"
        }
        if ![connectTimeout, timeout, stallTimeout].allSatisfy((1...3_600).contains) {
            return "a time limit for the mail server is not within 1…3600 seconds"
        }
        if user?.isEmpty == true { return "the user of the mail server is empty" }
        if user == nil, !password.isEmpty { return "there is a password for the mail server and no user" }
        return nil
    }

    private var isHost: Bool { HostName.isName(Array(host.utf8)[...]) || HostName.isVersion6(host) }

    /// Only the scheme, a checked host, the port and a checked name: never anything from a person.
    var url: String {
        let scheme = security == .tls ? "smtps" : "smtp"
        let authority = HostName.isVersion6(host) ? "[\(host)]" : host
        return "\(scheme)://\(authority):\(port)/\(greeting ?? "")"
    }

    /// How the password looks in a conversation: as it is, and as AUTH LOGIN and AUTH PLAIN send it.
    var secrets: [[UInt8]] {
        guard let user, !password.isEmpty else { return [] }
        let plain = [0] + Array(user.utf8) + [0] + Array(password.utf8)
        return [Base64.encoded(plain), Base64.encoded(password.utf8), Array(password.utf8)]
    }

    private func cleaned(_ text: String) -> String { ServerText.cleaned(text.utf8, without: []) }
}
