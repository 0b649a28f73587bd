import Foundation
import Testing

@testable import MariaDB

/// Over TCP with a certificate of its own, and with limits that would be in other suites' way.
@Suite("A server across the network is spoken to in TLS and must prove its name", .serialized)
struct PrivateServerTests {
    private static let server = Result { try Certified() }

    /// A server with a certificate for `localhost`, and an authority that did not sign it.
    private struct Certified {
        let server: TestServer
        let port: UInt16
        let authority: String
        let stranger: String

        init() throws {
            let folder = try TestServer.newFolder()
            for name in ["authority", "stranger"] {
                try TestServer.run(
                    "openssl",
                    ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=\(name)"]
                        + ["-keyout", "\(name).key", "-out", "\(name).pem"], in: folder)
            }
            try TestServer.run(
                "openssl",
                ["req", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=localhost"]
                    + ["-keyout", "server.key", "-out", "server.csr"], in: folder)
            try TestServer.run(
                "openssl",
                ["x509", "-req", "-in", "server.csr", "-CA", "authority.pem", "-CAkey", "authority.key"]
                    + ["-CAcreateserial", "-days", "2", "-out", "server.pem"], in: folder)
            authority = "\(folder)/authority.pem"
            stranger = "\(folder)/stranger.pem"
            port = UInt16.random(in: 20_000...30_000)
            server = try TestServer.start([
                "--bind-address=127.0.0.1", "--port=\(port)", "--ssl-cert=\(folder)/server.pem",
                "--ssl-key=\(folder)/server.key", "--ssl-ca=\(authority)",
            ])
        }

        func options(_ host: String, authority: String?) throws -> Connection.Options {
            var options = try server.newDatabase()
            options.address = .host(host, port: port)
            options.certificateAuthority = authority
            return options
        }
    }

    @Test("with the right authority and name the connection is encrypted")
    func encrypted() throws {
        let server = try Self.server.get()
        let connection = Connection(try server.options("localhost", authority: server.authority))
        let cipher = try connection.first(
            "SELECT VARIABLE_VALUE FROM information_schema.session_status WHERE VARIABLE_NAME = 'Ssl_cipher'"
        ) { row in try row.next() as String }
        #expect(cipher?.isEmpty == false)
        for value in 0..<3 {
            #expect(try connection.first("SELECT \(value)") { row in try row.next() as Int } == value)
        }
    }

    @Test("an idle TLS connection is not taken for dead")
    func idle() throws {
        let server = try Self.server.get()
        let connection = Connection(try server.options("localhost", authority: server.authority))
        try connection.execute("DO 1")
        let id = connection.id
        try connection.execute("DO 2")
        #expect(connection.id == id)
    }

    @Test("a certificate that another authority signed is refused")
    func stranger() throws {
        let server = try Self.server.get()
        #expect(throws: DatabaseError.self) {
            try Connection(try server.options("localhost", authority: server.stranger)).execute("DO 1")
        }
        #expect(throws: DatabaseError.self) {
            try Connection(try server.options("localhost", authority: nil)).execute("DO 1")
        }
    }

    @Test("a certificate for another name is refused")
    func otherName() throws {
        let server = try Self.server.get()
        #expect(throws: DatabaseError.self) {
            try Connection(try server.options("127.0.0.1", authority: server.authority)).execute("DO 1")
        }
    }

    @Test("when the server holds as many statements as it may, ours make room")
    func statementLimit() throws {
        let connection = Connection(try Self.server.get().server.newDatabase())
        try connection.script("SET GLOBAL max_prepared_stmt_count = 5")
        for width in 1...20 {
            let list = Array(1...width)
            #expect(
                try connection.first("SELECT 1 IN (\(list: list))") { row in try row.next() as Bool } == true)
        }
        try connection.script("SET GLOBAL max_prepared_stmt_count = DEFAULT")
    }
}
