package import MariaDB
package import PortalKit
import Web

/// Reads a file for an importer of a portal: all of it in one transaction, or nothing.
package struct RecordImport {
    package struct Result: Sendable {
        package var added = 0
        package var updated = 0
        package var problems: [CustomerImport.Problem] = []
    }

    private let importer: Importer
    private let bytes: [UInt8]
    private let overrides: [String: String]
    private let null: String

    /// - Parameters:
    ///   - overrides: a column's name → the header to take it from.
    ///   - null: a text that stands for nothing.
    package init(_ importer: Importer, _ bytes: [UInt8], overrides: [String: String] = [:], null: String = "NULL") {
        self.importer = importer
        self.bytes = bytes
        self.overrides = overrides
        self.null = null
    }

    /// - Parameter isRehearsal: everything is tried and nothing is kept.
    /// - Throws: `CustomerImport.Problem` when the file as a whole cannot be read.
    package func run(
        for portal: Portal, _ house: House, _ connection: Connection, isRehearsal: Bool
    ) throws -> Result {
        let run = SystemRun(house, connection)
        let store = run.store(of: portal)
        let context = SystemContext(now: run.now, store: store)
        do {
            let result = try Write(store) { tx in
                var result = Result()
                try forEachRow { line, names, row in
                    do {
                        switch try importer.take(row, context, tx) {
                        case .added: result.added += 1
                        case .updated: result.updated += 1
                        }
                    } catch PortalError.invalid(let problems) {
                        for problem in problems {
                            result.problems.append(
                                .init(
                                    line: line, column: names[problem.field] ?? problem.field,
                                    message: problem.message.english))
                        }
                    }
                } refuse: {
                    result.problems.append($0)
                }
                return result
            }
            if isRehearsal || !result.problems.isEmpty { run.rollback() } else { try run.commit() }
            return result
        } catch {
            run.rollback()
            throw error
        }
    }

    private func forEachRow(
        _ take: (Int, [String: String], ImportRow) throws -> Void, refuse: (CustomerImport.Problem) -> Void
    ) throws {
        var csv = CSV(bytes)
        guard let header = try row(&csv) else {
            throw CustomerImport.Problem(line: 1, column: "-", message: "the file is empty")
        }
        let headers = header.texts.map(\.trimmed)
        let places = try places(headers)
        let names = places.mapValues { headers[$0] }
        while let row = try row(&csv) {
            if row.fields.count == 1, row.texts == [""] { continue }
            guard row.fields.count == headers.count else {
                refuse(
                    .init(
                        line: row.line, column: String(min(row.fields.count, headers.count) + 1),
                        message: "the row has \(row.fields.count) fields, the header has \(headers.count)"))
                continue
            }
            let texts = row.texts.map(\.trimmed)
            let values = places.mapValues { texts[$0] == null ? "" : texts[$0] }
            try take(row.line, names, ImportRow(values))
        }
    }

    private func row(_ csv: inout CSV) throws(CustomerImport.Problem) -> CSV.Row? {
        do { return try csv.next() } catch {
            throw .init(line: error.line, column: String(error.column), message: "\(error.reason)")
        }
    }

    /// Where in a row each column stands.
    private func places(_ headers: [String]) throws -> [String: Int] {
        var places: [String: Int] = [:]
        let known = importer.columns.map(\.name)
        for (name, header) in overrides {
            guard known.contains(name) else {
                throw CustomerImport.Problem(
                    line: 1, column: name,
                    message: "nothing is called that; there are \(known.joined(separator: ", "))")
            }
            guard let place = headers.firstIndex(of: header) else {
                throw CustomerImport.Problem(line: 1, column: header, message: "the file has no such column")
            }
            places[name] = place
        }
        for column in importer.columns where places[column.name] == nil {
            places[column.name] = headers.firstIndex { column.headers.contains($0.lowercased()) }
        }
        for column in importer.columns where column.isRequired && places[column.name] == nil {
            throw CustomerImport.Problem(
                line: 1, column: column.name,
                message: "the file has no such column; say which with --map \(column.name)=HEADER")
        }
        return places
    }
}
