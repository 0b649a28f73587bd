/// What must hold on every connection, whatever the server's configuration says: set, and then asked for.
struct SessionSettings {
    private let options: Connection.Options

    init(_ options: Connection.Options) {
        self.options = options
    }

    private static let sqlMode =
        "STRICT_TRANS_TABLES,STRICT_ALL_TABLES,NO_ZERO_IN_DATE,NO_ZERO_DATE,ERROR_FOR_DIVISION_BY_ZERO,"
        + "NO_AUTO_CREATE_USER,NO_ENGINE_SUBSTITUTION"

    /// Name, value as it is set, value as the server gives it back.
    private var all: [(name: StaticString, expected: String)] {
        [
            ("@@SESSION.sql_mode", Self.sqlMode),
            ("@@SESSION.tx_isolation", "READ-COMMITTED"),
            ("@@SESSION.time_zone", "+00:00"),
            ("@@SESSION.character_set_client", "utf8mb4"),
            ("@@SESSION.character_set_connection", "utf8mb4"),
            ("@@SESSION.character_set_results", "utf8mb4"),
            ("@@SESSION.collation_connection", "utf8mb4_nopad_bin"),
            ("@@SESSION.innodb_lock_wait_timeout", "\(options.lockWait)"),
            ("CAST(@@SESSION.max_statement_time AS UNSIGNED)", "\(options.statementTimeout)"),
            ("@@SESSION.autocommit + 0", "1"),
        ]
    }

    /// What to send, one after another.
    var statements: [SQL] {
        [
            "SET NAMES utf8mb4 COLLATE utf8mb4_nopad_bin",
            "SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED",
            SQL(
                trusted: "SET SESSION sql_mode = '\(Self.sqlMode)', time_zone = '+00:00', autocommit = 1, "
                    + "innodb_lock_wait_timeout = \(options.lockWait), "
                    + "max_statement_time = \(options.statementTimeout)"
            ),
        ]
    }

    /// The question whose one row `check` looks at.
    var question: SQL {
        var sql: SQL = "SELECT "
        sql.appendSQL(SQL(joining: all.map { SQL(stringLiteral: $0.name).asText }, by: ", "))
        return sql
    }

    /// Throws naming the first setting that does not hold.
    func check(_ row: borrowing Row) throws {
        for setting in all {
            let actual: String = try row.next()
            guard Self.words(actual) == Self.words(setting.expected) else {
                throw DatabaseError(.other, note: "\(setting.name) is not \(setting.expected)")
            }
        }
    }

    /// The server gives the words of sql_mode in an order of its own.
    private static func words(_ value: String) -> Set<Substring> {
        Set(value.split(separator: ","))
    }
}

extension SQL {
    fileprivate var asText: SQL {
        var sql: SQL = "CAST("
        sql.appendSQL(self)
        sql.appendStatic(" AS CHAR)")
        return sql
    }
}
