package import MariaDB
import PortalKit

/// Looks at the scratch database itself: what is in its tables, and what changed.
package struct WalkTables {
    package let names: [String]
    private let columns: [String: [String]]
    private let sums: SQL
    private let sumsByRow: SQL

    package init(_ connection: Connection) throws {
        connection.onPrepare = nil
        let found: [(table: String, column: String, isGenerated: Bool)] = try connection.rows(
            """
            SELECT c.table_name, c.column_name, c.is_generated = 'ALWAYS' FROM information_schema.columns c
            JOIN information_schema.tables t USING (table_schema, table_name)
            WHERE c.table_schema = DATABASE() AND t.table_type = 'BASE TABLE'
            ORDER BY c.table_name, c.ordinal_position
            """
        ) { row in (try row.next(), try row.next(), try row.next()) }
        let columns = Dictionary(grouping: found, by: \.table).mapValues { $0.map(\.column) }
        // Of a table with a generated column MariaDB 10.11 gives another checksum once a query has used that column,
        // though no row has changed: these are summed up here.
        let byRow = Set(found.filter(\.isGenerated).map(\.table)).sorted()
        let whole = Set(columns.keys).subtracting(byRow).sorted()
        self.columns = columns
        names = whole + byRow
        sums = SQL(trusted: "CHECKSUM TABLE " + whole.joined(separator: ", "))
        sumsByRow = SQL(
            trusted: byRow.map { table in
                let cells = (columns[table] ?? []).map { "COALESCE(HEX(`\($0)`), '-')" }.joined(
                    separator: ", ")
                return "SELECT '\(table)', CAST(SUM(CRC32(CONCAT_WS('|', \(cells)))) AS SIGNED) FROM \(table)"
            }.joined(separator: " UNION ALL "))
    }

    /// The columns of the tables with that prefix: all that a form might try to set.
    func columns(below prefix: String) -> Set<String> {
        Set(columns.filter { $0.key.hasPrefix(prefix + "_") }.flatMap(\.value))
    }

    /// The number of the record with this name in addresses, in whichever of the portal's tables it is.
    func id(of ref: String, below portal: String, _ connection: Connection) throws -> UInt64? {
        guard let bytes = Crockford.decode(ref) else { return nil }
        connection.onPrepare = nil
        for (table, columns) in columns.sorted(by: { $0.key < $1.key })
        where table.hasPrefix(portal + "_") && columns.contains("ref") && columns.contains("id") {
            var sql = SQL(trusted: "SELECT id FROM \(table) WHERE ref = ")
            sql.appendBind(.bytes(bytes))
            let id: UInt64? = try connection.first(sql) { try $0.next() }
            if let id { return id }
        }
        return nil
    }

    /// A checksum for each table: equal ones say that nothing was written meanwhile.
    package func checksums(_ connection: Connection) throws -> [Int64] {
        connection.onPrepare = nil
        return try [sums, sumsByRow].flatMap { sql in
            try connection.rows(sql) { row in
                let _: String = try row.next()
                let sum: Int64? = try row.next()
                return sum ?? -1
            }
        }
    }

    /// The same, asked for a second time where they differ: what was written stays written, and the server has been
    /// seen to give a sum that it takes back at the next asking.
    func checksums(_ connection: Connection, after before: [Int64]) throws -> [Int64] {
        let now = try checksums(connection)
        return now == before ? now : try checksums(connection)
    }

    /// The tables in which something is different.
    func changed(_ before: [Int64], _ after: [Int64]) -> [String] {
        zip(names, zip(before, after)).filter { $0.1.0 != $0.1.1 }.map(\.0)
    }

    /// Every row of these tables, but for the one that names the request itself.
    func rows(of names: [String], _ connection: Connection) throws -> [String: [[String?]]] {
        connection.onPrepare = nil
        var all: [String: [[String?]]] = [:]
        for table in names where table != "kernel_once" {
            guard let columns = columns[table] else { continue }
            let list = columns.map { "HEX(`" + $0 + "`)" }.joined(separator: ", ")
            all[table] = try connection.rows(SQL(trusted: "SELECT \(list) FROM \(table) ORDER BY 1")) { row in
                try columns.indices.map { try row.column($0) as String? }
            }
        }
        return all
    }

    /// How the server would find the rows: the tables it would read from end to end, because no index serves.
    func scans(_ sql: SQL, _ connection: Connection) throws -> [String] {
        connection.onPrepare = nil
        var explained = SQL(trusted: "EXPLAIN ")
        explained.appendSQL(sql)
        return try connection.rows(explained) { row in
            let table: String? = try row.column(2)
            let type: String? = try row.column(3)
            let possible: String? = try row.column(4)
            let isScan = type == "ALL" && possible == nil && table?.hasPrefix("<") == false
            return isScan ? table : nil
        }.compactMap(\.self)
    }
}
