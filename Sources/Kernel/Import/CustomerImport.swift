package import MariaDB
package import PortalKit
import Web

/// Customers and their contacts from a CSV file, by the names of its columns: all or nothing.
package struct CustomerImport {
    /// A row that cannot be taken, by its place in the file.
    package struct Problem: Error, Sendable, Equatable, CustomStringConvertible {
        package let line: Int
        package let column: String
        package let message: String

        package var description: String { "line \(line), column \(column): \(message)" }
    }

    package struct Result: Sendable, Equatable {
        package var added = 0
        package var updated = 0
        package var contacts = 0
    }

    /// What can be filled, with the headers that other programs use for it.
    package enum Column: String, CaseIterable, Sendable {
        case externalID = "external_id"
        case name, email, phone, street
        case postalCode = "postal_code"
        case city, region, country
        case contactName = "contact_name"
        case contactTitle = "contact_title"
        case contactEmail = "contact_email"
        case contactPhone = "contact_phone"

        var headers: [String] {
            switch self {
            case .externalID: ["external_id", "customerid", "customer_id", "id", "externalid"]
            case .name: ["name", "companyname", "company_name", "company", "customer"]
            case .email: ["email", "e-mail", "mail"]
            case .phone: ["phone", "telephone", "tel"]
            case .street: ["street", "address"]
            case .postalCode: ["postal_code", "postalcode", "zip", "postcode"]
            case .city: ["city", "town"]
            case .region: ["region", "state", "province"]
            case .country: ["country"]
            case .contactName: ["contact_name", "contactname", "contact"]
            case .contactTitle: ["contact_title", "contacttitle"]
            case .contactEmail: ["contact_email", "contactemail"]
            case .contactPhone: ["contact_phone", "contactphone"]
            }
        }
    }

    package struct Record: Sendable, Equatable {
        package var externalID: String?
        package var customer: Customer.Fields
        package var contact: Contact.Fields?
    }

    /// Which column of the file fills what.
    package let columns: [Column: Int]
    package let unused: [String]
    package private(set) var records: [Record] = []
    package private(set) var problems: [Problem] = []

    /// - Parameters:
    ///   - overrides: `name` → the header to take it from, in place of the ones that are known.
    ///   - null: a text that stands for nothing, such as `NULL`.
    /// - Throws: `Problem` when the file as a whole cannot be read: no name column, an unknown header, broken quotes.
    package init(_ bytes: [UInt8], overrides: [String: String] = [:], null: String = "NULL") throws(Problem) {
        var csv = CSV(bytes)
        let header: CSV.Row?
        do { header = try csv.next() } catch { throw Self.problem(error) }
        guard let header else { throw Problem(line: 1, column: "-", message: "the file is empty") }
        let names = header.texts.map { $0.trimmed }
        columns = try Self.columns(names, overrides)
        let used = Set(columns.values)
        unused = names.enumerated().filter { !used.contains($0.offset) }.map(\.element)
        var seen: [String: Int] = [:]
        while true {
            let row: CSV.Row?
            do { row = try csv.next() } catch { throw Self.problem(error) }
            guard let row else { break }
            if row.fields.count == 1, row.texts == [""] { continue }
            read(row, names, null, &seen)
        }
    }

    private static func problem(_ failure: CSV.Failure) -> Problem {
        Problem(line: failure.line, column: String(failure.column), message: "\(failure.reason)")
    }

    private static func columns(_ names: [String], _ overrides: [String: String]) throws(Problem) -> [Column:
        Int]
    {
        var columns: [Column: Int] = [:]
        for (name, header) in overrides {
            guard let column = Column(rawValue: name) else {
                let known = Column.allCases.map(\.rawValue).joined(separator: ", ")
                throw Problem(line: 1, column: name, message: "nothing is called that; there are \(known)")
            }
            guard let index = names.firstIndex(of: header) else {
                throw Problem(line: 1, column: header, message: "the file has no such column")
            }
            columns[column] = index
        }
        for column in Column.allCases where columns[column] == nil {
            columns[column] = names.firstIndex { column.headers.contains($0.lowercased()) }
        }
        guard columns[.name] != nil else {
            throw Problem(
                line: 1, column: "name",
                message: "no column has the customers' names; say which with --map name=HEADER")
        }
        return columns
    }

    private mutating func read(_ row: CSV.Row, _ names: [String], _ null: String, _ seen: inout [String: Int])
    {
        guard hasAllFields(row, names) else { return }
        func value(_ column: Column) -> String {
            guard let index = columns[column] else { return "" }
            let text = row.fields[index].text.trimmed
            return text == null ? "" : text
        }
        func form(_ pairs: [(String, Column)]) -> Form {
            var form = Form()
            for (name, column) in pairs { form.append(name: name, value: value(column)) }
            return form
        }
        let customer = form([
            ("name", .name), ("email", .email), ("phone", .phone), ("street", .street),
            ("postal_code", .postalCode), ("city", .city), ("region", .region), ("country", .country),
        ])
        let contact = form([
            ("name", .contactName), ("title", .contactTitle), ("email", .contactEmail),
            ("phone", .contactPhone),
        ])
        let id = value(.externalID)
        if id.utf8.count > 64 { report(row, .externalID, "use at most 64 bytes", names) }
        if !id.isEmpty, let other = seen.updateValue(row.line, forKey: id) {
            report(row, .externalID, "the same as in line \(other)", names)
        }
        do throws(PortalError) {
            let record = Record(
                externalID: id.isEmpty ? nil : id, customer: try Customer.Fields(customer), contact: nil)
            records.append(record)
        } catch {
            note(error, row, names, contact: false)
        }
        guard !contact["name"].isEmpty else { return }
        do throws(PortalError) {
            let fields = try Contact.Fields(contact)
            if let last = records.indices.last, problems.last?.line != row.line {
                records[last].contact = fields
            }
        } catch {
            note(error, row, names, contact: true)
        }
    }

    private mutating func hasAllFields(_ row: CSV.Row, _ names: [String]) -> Bool {
        guard row.fields.count != names.count else { return true }
        let isLong = row.fields.count > names.count
        problems.append(
            Problem(
                line: row.line, column: isLong ? String(names.count + 1) : names[row.fields.count],
                message: "the row has \(row.fields.count) fields, the header has \(names.count)"
                    + (isLong ? "; quote a field that has the separator in it" : "")))
        return false
    }

    private mutating func report(_ row: CSV.Row, _ column: Column, _ message: String, _ names: [String]) {
        let name = columns[column].map { names[$0] } ?? column.rawValue
        problems.append(Problem(line: row.line, column: name, message: message))
    }

    private mutating func note(_ error: PortalError, _ row: CSV.Row, _ names: [String], contact: Bool) {
        guard case .invalid(let found) = error else { return }
        for problem in found {
            let column = Column(rawValue: (contact ? "contact_" : "") + problem.field) ?? .name
            report(row, column, problem.message.english, names)
        }
    }
}

extension CustomerImport {
    /// Writes every record, new or by its external id, in the caller's transaction.
    package func apply(at now: Instant, _ connection: Connection) throws -> Result {
        var result = Result()
        for record in records {
            let customer = try Self.customer(record, at: now, connection, &result)
            guard let contact = record.contact else { continue }
            try Self.contact(contact, of: customer, record.externalID, at: now, connection)
            result.contacts += 1
        }
        return result
    }

    private static func customer(
        _ record: Record, at now: Instant, _ connection: Connection, _ result: inout Result
    ) throws -> UInt64 {
        if let externalID = record.externalID {
            let known: UInt64? = try connection.first(
                "SELECT id FROM kernel_customer WHERE external_id = \(externalID) FOR UPDATE"
            ) { row in try row.next() }
            if let known {
                let fields = record.customer
                _ = try connection.execute(
                    """
                    UPDATE kernel_customer SET name = \(fields.name), email = \(fields.email),
                        phone = \(fields.phone), street = \(fields.street), postal_code = \(fields.postalCode),
                        city = \(fields.city), region = \(fields.region), country = \(fields.country),
                        version = version + 1
                    WHERE id = \(known)
                    """)
                result.updated += 1
                return known
            }
        }
        result.added += 1
        return try Customer.add(record.customer, externalID: record.externalID, at: now, connection).id
    }

    /// A contact of an import is known by the customer's external id: one each.
    private static func contact(
        _ fields: Contact.Fields, of customer: UInt64, _ externalID: String?, at now: Instant,
        _ connection: Connection
    ) throws {
        if let externalID {
            let changed = try connection.execute(
                """
                UPDATE kernel_contact SET name = \(fields.name), title = \(fields.title), email = \(fields.email),
                    phone = \(fields.phone), version = version + 1
                WHERE customer_id = \(customer) AND external_id = \(externalID)
                """)
            if changed.affected > 0 { return }
        }
        _ = try Contact.add(fields, to: customer, externalID: externalID, at: now, connection)
    }
}
