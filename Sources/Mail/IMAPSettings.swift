/// How a mailbox is reached whose mail is fetched: always over verified TLS, but on this machine itself.
package struct IMAPSettings: Sendable, CustomStringConvertible, CustomReflectable {
    package let host: String
    package let port: UInt16
    package let security: SMTPSettings.Security
    package let user: String
    package let password: String
    package let folder: String
    package let authorityFile: String?

    package init(
        host: String, port: UInt16, security: SMTPSettings.Security, user: String, password: String,
        folder: String, authorityFile: String?
    ) {
        self.host = host
        self.port = port
        self.security = security
        self.user = user
        self.password = password
        self.folder = folder
        self.authorityFile = authorityFile
    }

    /// Why mail may not be fetched so; nil where it may.
    package var fault: String? {
        if security == .none, !["127.0.0.1", "::1", "localhost"].contains(host) {
            return "mail is fetched without TLS on this machine only"
        }
        let isName = host.utf8.allSatisfy { byte in
            (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20) || byte == 0x2D
                || byte == 0x2E
                || byte == 0x3A
        }
        if host.isEmpty || !isName { return "the host is no name and no number of a machine" }
        let isFolder = folder.utf8.allSatisfy { byte in
            (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20)
                || [0x2D, 0x2E, 0x2F, 0x5F].contains(byte)
        }
        if folder.isEmpty || !isFolder { return "a folder is called by letters, digits and -._/" }
        return nil
    }

    /// The folder, as libcurl wants it.
    var url: String {
        let scheme = security == .tls ? "imaps" : "imap"
        let name = host.utf8.contains(0x3A) ? "[\(host)]" : host
        return "\(scheme)://\(name):\(port)/" + folder.split(separator: "/").joined(separator: "%2F")
    }

    package var description: String { "\(host):\(port)" }
    package var customMirror: Mirror { Mirror(self, children: ["server": description]) }
}
