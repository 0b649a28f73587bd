package import MariaDB
package import PortalKit
import Web

/// A list of contacts that somebody uploads: CSV with a header, a line for each, by address or by the name of the
/// contact's page. All of it is taken or nothing.
package struct BatchList: Sendable {
    /// What is wrong, and in which line.
    package struct Problem: Error, Sendable {
        package let line: Int
        package let words: Words

        var field: FieldProblem { FieldProblem("list", words) }
    }

    /// Whom a line means.
    enum Key: Hashable {
        case contact(Ref<Contact>)
        case address(Login, customer: Int?)
    }

    struct Entry {
        let line: Int
        let key: Key
    }

    /// What an upload has at most.
    package static let megabytes = 5

    private(set) var entries: [Entry] = []
    package private(set) var problems: [Problem] = []

    private enum Column: CaseIterable {
        case email, contact, customer

        var headers: [String] {
            switch self {
            case .email: ["email", "e-mail", "mail", "contact_email"]
            case .contact: ["contact", "contact_ref", "ref"]
            case .customer: ["customer", "customer_number", "number"]
            }
        }
    }

    /// - Throws: `Problem` when the list as a whole cannot be read.
    package init(_ bytes: [UInt8]) throws(Problem) {
        if Self.isUTF16(bytes) {
            throw Problem(
                line: 1, words: "The list is in UTF-16. Save it as “CSV UTF-8” and upload that file.")
        }
        var csv = CSV(bytes)
        guard let header = try Self.row(&csv) else { throw Problem(line: 1, words: "The list is empty.") }
        let columns = try Self.columns(header.texts.map { $0.trimmed.lowercased() })
        var seen: [Key: Int] = [:]
        while let row = try Self.row(&csv) {
            if row.texts.allSatisfy({ $0.trimmed.isEmpty }) { continue }
            guard row.fields.count == header.fields.count else {
                report(
                    row.line,
                    "Line \("line", row.line): it has \("n", row.fields.count) fields, the header has \("all", header.fields.count)."
                )
                continue
            }
            guard let key = key(row, columns) else { continue }
            if let first = seen.updateValue(row.line, forKey: key) {
                report(row.line, "Line \("line", row.line): the same as line \("first", first).")
                continue
            }
            entries.append(Entry(line: row.line, key: key))
            guard entries.count <= Batch.most else {
                throw Problem(
                    line: row.line, words: "At most 20,000 contacts are enabled at once. Split the list.")
            }
        }
        if entries.isEmpty && problems.isEmpty {
            throw Problem(line: 1, words: "The list has a header and no line below it.")
        }
    }

    /// By its mark, or by the zero bytes that every Latin letter has there.
    private static func isUTF16(_ bytes: [UInt8]) -> Bool {
        bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) || bytes.prefix(4).contains(0)
    }

    private static func row(_ csv: inout CSV) throws(Problem) -> CSV.Row? {
        do { return try csv.next() } catch {
            let line = error.line
            let words: Words =
                switch error.reason {
                case .notUTF8: "Line \("line", line): it is not UTF-8. Save the list as “CSV UTF-8”."
                case .nul: "Line \("line", line): it has a character that no text has."
                case .openQuote: "Line \("line", line): a quotation mark is opened and not closed."
                case .textAfterQuote:
                    "Line \("line", line): something stands behind a closing quotation mark."
                case .rowTooLong, .tooManyFields: "Line \("line", line): it is too long for a line of a list."
                }
            throw Problem(line: line, words: words)
        }
    }

    private static func columns(_ names: [String]) throws(Problem) -> [Column: Int] {
        var columns: [Column: Int] = [:]
        for column in Column.allCases {
            columns[column] = names.firstIndex { column.headers.contains($0) }
        }
        guard columns[.email] != nil || columns[.contact] != nil else {
            throw Problem(
                line: 1,
                words: names.contains { $0.contains("@") }
                    ? "The list has no header: its first line is an address already. Write email above it."
                    : "The header names neither email nor contact. One of the columns has to be called so.")
        }
        return columns
    }

    private mutating func key(_ row: CSV.Row, _ columns: [Column: Int]) -> Key? {
        func value(_ column: Column) -> String { columns[column].map { row.fields[$0].text.trimmed } ?? "" }
        let line = row.line
        let (contact, email, customer) = (value(.contact), value(.email), value(.customer))
        if !contact.isEmpty {
            if let ref = try? Ref<Contact>(contact) { return .contact(ref) }
            report(line, "Line \("line", line): “\("text", contact)” names no contact.")
            return nil
        }
        guard !email.isEmpty else {
            report(line, "Line \("line", line): it has neither an address nor a contact.")
            return nil
        }
        guard Email.isValid(email), let address = try? Login(email) else {
            report(line, "Line \("line", line): “\("text", email)” is no e-mail address.")
            return nil
        }
        if customer.isEmpty { return .address(address, customer: nil) }
        guard let number = Int(customer) else {
            report(line, "Line \("line", line): “\("text", customer)” is no number of a customer.")
            return nil
        }
        return .address(address, customer: number)
    }

    private mutating func report(_ line: Int, _ words: Words) {
        problems.append(Problem(line: line, words: words))
    }
}

extension BatchList {
    /// The contacts that the lines mean: each exactly one, and no two the same.
    package mutating func contacts(_ connection: Connection) throws -> [UInt64] {
        var byRef: [Ref<Contact>: [UInt64]] = [:]
        var byAddress: [Login: [(id: UInt64, customer: Int)]] = [:]
        for part in entries.parts(of: 1_000) {
            var refs: [Ref<Contact>] = []
            var addresses: [String] = []
            for entry in part {
                switch entry.key {
                case .contact(let ref): refs.append(ref)
                case .address(let login, _): addresses += Set([login.text, login.text.lowercased()])
                }
            }
            let found = try connection.rows(
                """
                SELECT p.id, p.ref, c.number, COALESCE(p.email, '') FROM kernel_contact p
                JOIN kernel_customer c ON c.id = p.customer_id
                WHERE (p.ref IN (\(list: refs)) OR LOWER(p.email) IN (\(list: addresses)))
                    AND p.removed_at IS NULL AND c.archived_at IS NULL
                """
            ) { row -> (UInt64, Ref<Contact>, Int, String) in
                (try row.next(), try row.next(), try row.next(), try row.next())
            }
            for (id, ref, customer, email) in found {
                byRef[ref] = [id]
                guard let login = try? Login(email) else { continue }
                if byAddress[login]?.contains(where: { $0.id == id }) == true { continue }
                byAddress[login, default: []].append((id, customer))
            }
        }
        return choose(byRef, byAddress)
    }

    private mutating func choose(
        _ byRef: [Ref<Contact>: [UInt64]], _ byAddress: [Login: [(id: UInt64, customer: Int)]]
    ) -> [UInt64] {
        var chosen: [UInt64: Int] = [:]
        var ids: [UInt64] = []
        for entry in entries {
            let found: [UInt64]
            switch entry.key {
            case .contact(let ref): found = byRef[ref] ?? []
            case .address(let login, let customer):
                found = (byAddress[login] ?? []).filter { customer == nil || $0.customer == customer }.map(
                    \.id)
            }
            let line = entry.line
            guard let id = found.first else {
                report(line, "Line \("line", line): no contact is known by that.")
                continue
            }
            guard found.count == 1 else {
                report(
                    line,
                    "Line \("line", line): \("n", found.count) contacts have this address. Say which in a column customer, by the customer's number."
                )
                continue
            }
            if let first = chosen.updateValue(line, forKey: id) {
                report(line, "Line \("line", line): the same contact as line \("first", first).")
            }
            ids.append(id)
        }
        return ids
    }
}
