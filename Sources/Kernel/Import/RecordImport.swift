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
    package init(
        _ importer: Importer, _ bytes: [UInt8], overrides: [String: String] = [:], null: String = "NULL"
    ) {
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
        let context = try run.context(of: portal)
        do {
            var rows = try Rows(bytes, importer, overrides, null)
            let write = Write(context.store)
            let result = try write { tx in
                var result = Result()
                while let row = try rows.next(&result.problems) {
                    do {
                        switch try importer.take(row.values, context, tx) {
                        case .added: result.added += 1
                        case .updated: result.updated += 1
                        }
                    } catch PortalError.invalid(let problems) {
                        result.problems += problems.map { rows.problem($0, line: row.line) }
                    }
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
}

/// The rows of a file, by the importer's names of its columns.
private struct Rows {
    private var csv: CSV
    private let headers: [String]
    private let places: [String: Int]
    private let null: String

    init(_ bytes: [UInt8], _ importer: Importer, _ overrides: [String: String], _ null: String) throws {
        csv = CSV(bytes)
        guard let header = try Self.row(&csv) else {
            throw CustomerImport.Problem(line: 1, column: "-", message: "the file is empty")
        }
        headers = header.texts.map(\.trimmed)
        places = try Self.places(headers, importer, overrides)
        self.null = null
    }

    /// The next row that has all its fields; those that have not are problems.
    mutating func next(_ problems: inout [CustomerImport.Problem]) throws -> (line: Int, values: ImportRow)? {
        while let row = try Self.row(&csv) {
            if row.fields.count == 1, row.texts == [""] { continue }
            guard row.fields.count == headers.count else {
                problems.append(
                    .init(
                        line: row.line, column: String(min(row.fields.count, headers.count) + 1),
                        message: "the row has \(row.fields.count) fields, the header has \(headers.count)"))
                continue
            }
            let texts = row.texts.map(\.trimmed)
            return (row.line, ImportRow(places.mapValues { texts[$0] == null ? "" : texts[$0] }))
        }
        return nil
    }

    func problem(_ problem: FieldProblem, line: Int) -> CustomerImport.Problem {
        .init(
            line: line, column: places[problem.field].map { headers[$0] } ?? problem.field,
            message: problem.message.english)
    }

    private static func row(_ csv: inout CSV) throws(CustomerImport.Problem) -> CSV.Row? {
        do { return try csv.next() } catch {
            throw .init(line: error.line, column: String(error.column), message: "\(error.reason)")
        }
    }

    /// Where in a row each column stands.
    private static func places(
        _ headers: [String], _ importer: Importer, _ overrides: [String: String]
    ) throws -> [String: Int] {
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
