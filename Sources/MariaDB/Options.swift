extension Connection {
    /// Where the database is and as whom to speak to it.
    package struct Options: Sendable {
        /// Where the server listens.
        package enum Address: Sendable, Equatable {
            /// The path of a Unix socket: no TLS.
            case socket(String)
            /// A name or number: TLS always, and the certificate must be for this very name.
            case host(String, port: UInt16)
        }

        package var address: Address
        package var database: String
        package var user: String
        package var password: String
        /// A PEM file with the certificates that may sign the server's; the system's own when nil. Not used
        /// with a socket.
        package var certificateAuthority: String?
        /// Seconds to wait for a row that another transaction holds.
        package var lockWait: Int
        /// Seconds a statement may take; 0 for no limit (the migrator).
        package var statementTimeout: Int
        /// Seconds to wait for the server to answer when connecting.
        package var connectTimeout: Int

        package init(
            address: Address, database: String, user: String, password: String = "",
            certificateAuthority: String? = nil, lockWait: Int = 5, statementTimeout: Int = 30,
            connectTimeout: Int = 5
        ) {
            self.address = address
            self.database = database
            self.user = user
            self.password = password
            self.certificateAuthority = certificateAuthority
            self.lockWait = lockWait
            self.statementTimeout = statementTimeout
            self.connectTimeout = connectTimeout
        }
    }
}
