import Foundation
import Testing

@testable import MariaDB

@Suite("A connection is set up the same way whatever the server's configuration says")
struct ConnectionTests {
    @Test("SK02 strict, READ COMMITTED, UTC, four-byte UTF-8, short waits")
    func settings() throws {
        let connection = try newConnection()
        let values = try connection.first(
            """
            SELECT @@sql_mode LIKE '%STRICT_ALL_TABLES%', @@tx_isolation, @@time_zone, @@collation_connection,
                @@innodb_lock_wait_timeout, @@max_statement_time, @@autocommit, 'é' = 'e', 'a ' = 'a'
            """
        ) { row -> [String] in
            let strict: Bool = try row.next()
            let texts: [String] = try [row.next(), row.next(), row.next()]
            let (wait, time): (Int, Double) = try (row.next(), row.next())
            let rest: [Int] = try [row.next(), row.next(), row.next()]
            return ["\(strict)"] + texts + ["\(wait)", "\(time)"] + rest.map { "\($0)" }
        }
        #expect(
            values == [
                "true", "READ-COMMITTED", "+00:00", "utf8mb4_nopad_bin", "5", "30.0", "1", "0", "0",
            ])
    }

    @Test("SF04 multi-statements and LOCAL INFILE are off in the client's flags")
    func flags() throws {
        let connection = try newConnection()
        try connection.execute("DO 1")
        let (localFiles, multiStatements): (UInt, UInt) = (1 << 7, 1 << 16)
        let flags = try #require(connection.clientFlags)
        #expect(flags & (localFiles | multiStatements) == 0)
    }

    @Test("SF04 two statements in one text are refused, prepared or not")
    func multiStatements() throws {
        let connection = try newConnection("CREATE TABLE t (id INT)")
        #expect(throws: DatabaseError.self) { try connection.execute("SELECT 1; DROP TABLE t") }
        #expect(throws: DatabaseError.self) { try connection.script("SELECT 1; DROP TABLE t") }
        #expect(try connection.first("SELECT COUNT(*) FROM t") { row in try row.next() as Int } == 0)
    }

    @Test("SF04 LOAD DATA LOCAL INFILE is refused although the server allows it")
    func localInfile() throws {
        let folder = try TestServer.newFolder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try Data("1\n".utf8).write(to: URL(fileURLWithPath: "\(folder)/secret"))
        let connection = try newConnection("CREATE TABLE t (id INT)")
        #expect(throws: DatabaseError.self) {
            try connection.script("LOAD DATA LOCAL INFILE '\(folder)/secret' INTO TABLE t")
        }
        #expect(try connection.first("SELECT COUNT(*) FROM t") { row in try row.next() as Int } == 0)
    }

    @Test("a text is checked once, when it is first prepared; a refused text never reaches the server")
    func onPrepare() throws {
        let connection = try newConnection("CREATE TABLE t (id INT)")
        var seen: [String] = []
        connection.onPrepare = { sql in
            seen.append(sql.text)
            if sql.text.contains("DELETE") { throw TestServer.Failure(reason: "refused") }
        }
        for id in 1...3 { try connection.execute("INSERT INTO t VALUES (\(id))") }
        #expect(seen == ["INSERT INTO t VALUES (?)"])
        #expect(throws: TestServer.Failure.self) { try connection.execute("DELETE FROM t") }
        #expect(throws: TestServer.Failure.self) { try connection.execute("DELETE FROM t") }
        #expect(try connection.first("SELECT COUNT(*) FROM t") { row in try row.next() as Int } == 3)
    }

    @Test("statements are counted as they are sent")
    func counted() throws {
        let connection = try newConnection()
        try connection.execute("DO 1")
        let before = connection.statements
        for _ in 0..<3 { _ = try connection.rows("SELECT 1") { row in try row.next() as Int } }
        #expect(connection.statements - before == 3)
    }

    @Test("more texts than the cache holds, forth and back")
    func manyTexts() throws {
        let connection = try newConnection()
        for _ in 0..<2 {
            for width in 1...300 {
                let list = Array(1...width)
                let found = try connection.first("SELECT \(width) IN (\(list: list))") { row in
                    try row.next() as Bool
                }
                #expect(found == true)
            }
        }
    }

    @Test("the same text may be asked for while its rows are being read")
    func nested() throws {
        let connection = try newConnection("CREATE TABLE t (id INT)")
        try connection.execute("INSERT INTO t VALUES (1), (2), (3)")
        let all: SQL = "SELECT id FROM t ORDER BY id"
        let products = try connection.rows(all) { outer in
            let left: Int = try outer.next()
            return try connection.rows(all) { inner in try left * inner.next() }
        }
        #expect(products == [[1, 2, 3], [2, 4, 6], [3, 6, 9]])
    }

    @Test("an error of the mapping leaves the connection usable")
    func mappingThrows() throws {
        let connection = try newConnection()
        let id = connection.id
        let sql: SQL = "SELECT 1 UNION SELECT 2"
        #expect(throws: TestServer.Failure.self) {
            try connection.rows(sql) { _ in throw TestServer.Failure(reason: "mine") }
        }
        #expect(try connection.rows(sql) { row in try row.next() as Int } == [1, 2])
        #expect(connection.id == id || id == nil)
    }

    @Test("an UPDATE has found its row also when nothing changed by it")
    func foundRows() throws {
        let connection = try newConnection("CREATE TABLE t (id INT PRIMARY KEY AUTO_INCREMENT, n INT)")
        #expect(try connection.execute("INSERT INTO t (n) VALUES (5)") == Changed(affected: 1, insertID: 1))
        #expect(try connection.execute("UPDATE t SET n = 5 WHERE id = 1").affected == 1)
        #expect(try connection.execute("UPDATE t SET n = 5 WHERE id = 2").affected == 0)
    }

    @Test("a procedure's further results are refused and cannot answer the next question")
    func procedure() throws {
        let connection = try newConnection("CREATE PROCEDURE p() BEGIN SELECT 1; SELECT 2; END")
        #expect(throws: DatabaseError.self) {
            try connection.rows("CALL p()") { row in try row.next() as Int }
        }
        #expect(try connection.rows("SELECT 3") { row in try row.next() as Int } == [3])
    }

    @Test("values must be as many as their places")
    func placeCount() throws {
        let connection = try newConnection()
        #expect(throws: DatabaseError(.other, note: "0 values for 1 places")) {
            try connection.rows(SQL(trusted: "SELECT ?")) { row in try row.next() as Int }
        }
    }

    @Test("SK04 no server at the socket: unavailable")
    func unavailable() throws {
        let options = Connection.Options(address: .socket("/nowhere/socket"), database: "x", user: "x")
        let error = try DatabaseError.from { try Connection(options).execute("DO 1") }
        #expect(error?.kind == .unavailable)
    }

    @Test("a statement that takes too long is ended")
    func timeLimit() throws {
        var options = try newDatabase()
        options.statementTimeout = 1
        let connection = Connection(options)
        let error = try DatabaseError.from {
            _ = try connection.rows("SELECT SUM(a.seq ^ b.seq) FROM seq_1_to_1000000 a, seq_1_to_1000000 b") {
                row in
                try row.next() as Int
            }
        }
        #expect(error?.code == 1969)
        try connection.execute("DO 1")
    }
}

@Suite("Errors are sorted by what can be done about them")
struct DatabaseErrorTests {
    private func kind(_ code: Int, _ moment: MariaDB.Moment = .working, _ message: String = "")
        -> DatabaseError.Kind
    {
        DatabaseError(code: code, message: Array(message.utf8), during: moment).kind
    }

    @Test("SK04 each class", arguments: [1213, 1205, 1020])
    func retry(code: Int) {
        #expect(kind(code) == .retry)
        #expect(kind(code, .committing) == .retry)
    }

    @Test("SK04 lost, and while committing with an unknown outcome", arguments: [2006, 2013, 2055])
    func lost(code: Int) {
        #expect(kind(code) == .lost(committing: false))
        #expect(kind(code, .committing) == .lost(committing: true))
        #expect(kind(code, .connecting) == .unavailable)
    }

    @Test("SK04 unavailable", arguments: [1047, 2002, 2003, 1040, 1180])
    func unavailable(code: Int) {
        #expect(kind(code) == .unavailable)
    }

    @Test("SK04 not connected to the cluster while committing: outcome unknown")
    func cluster() {
        #expect(kind(1180, .committing) == .lost(committing: true))
    }

    @Test("the key is named, whatever the value holds")
    func keyName() {
        let message = "Duplicate entry 'a' for key 'b' for key 'c'' for key 'account_login'"
        #expect(kind(1062, .working, message) == .duplicateKey("account_login"))
        #expect(kind(1062, .working, "Duplicate entry '1' for key 't.PRIMARY'") == .duplicateKey("PRIMARY"))
        #expect(kind(1062, .working, "for key '") == .duplicateKey(""))
        #expect(kind(1062, .working, "") == .duplicateKey(""))
    }

    @Test("a description holds no value")
    func silent() throws {
        let connection = try newConnection("CREATE TABLE t (login VARCHAR(20), UNIQUE KEY t_login (login))")
        try connection.execute("INSERT INTO t VALUES (\("secret"))")
        let error = try DatabaseError.from { try connection.execute("INSERT INTO t VALUES (\("secret"))") }
        #expect(error?.kind == .duplicateKey("t_login"))
        #expect(error.map { "\($0)" } == "database: duplicate key t_login (1062)")
    }

    @Test("a row that is referred to, and one that is not there")
    func foreignKey() throws {
        let connection = try newConnection(
            "CREATE TABLE parent (id INT PRIMARY KEY)",
            "CREATE TABLE child (id INT, FOREIGN KEY (id) REFERENCES parent (id))")
        try connection.execute("INSERT INTO parent VALUES (1)")
        try connection.execute("INSERT INTO child VALUES (1)")
        let missing = try DatabaseError.from { try connection.execute("INSERT INTO child VALUES (2)") }
        #expect(missing?.kind == .foreignKey)
        let referred = try DatabaseError.from { try connection.execute("DELETE FROM parent") }
        #expect(referred?.kind == .foreignKey)
    }
}
