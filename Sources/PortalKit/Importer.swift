/// Records that come from a CSV file, row by row, all or none: `portico import tickets FILE.csv`.
///
/// ```swift
/// Importer("tickets", [ImportColumn("subject", isRequired: true), …]) { row, context, tx in
///     try Ticket.take(row, at: context.now, tx)
/// }
/// ```
public struct Importer: Sendable {
    /// What became of a row.
    public enum Outcome: Sendable {
        case added
        case updated
    }

    /// What `portico import` calls it: lower-case letters, the plural of what is imported.
    public let name: String
    package let columns: [ImportColumn]
    package let take: @Sendable (ImportRow, SystemContext, borrowing Transaction) throws -> Outcome

    /// An importer.
    ///
    /// - Parameter take: writes one row. What it cannot take it throws as ``PortalError/invalid(_:)`` with the
    ///   column's name as field: the line and the file's own header are added to the message.
    public init(
        _ name: String, _ columns: [ImportColumn],
        _ take: @escaping @Sendable (ImportRow, SystemContext, borrowing Transaction) throws -> Outcome
    ) {
        self.name = name
        self.columns = columns
        self.take = take
    }
}

/// A column that an ``Importer`` knows.
public struct ImportColumn: Sendable {
    /// As the importer calls it, and the header by which a file has it, whatever its case.
    public let name: String
    package let headers: [String]
    package let isRequired: Bool

    /// A column.
    ///
    /// - Parameters:
    ///   - also: headers that other programs use for it, in lower case.
    ///   - isRequired: a file without it is refused as a whole.
    public init(_ name: String, also: [String] = [], isRequired: Bool = false) {
        self.name = name
        headers = [name] + also
        self.isRequired = isRequired
    }
}

/// One row of a file.
public struct ImportRow: Sendable {
    private let values: [String: String]

    package init(_ values: [String: String]) { self.values = values }

    /// The row as what a person would type, for the same checks.
    public var form: Form {
        var form = Form()
        for (name, value) in values { form.append(name: name, value: value) }
        return form
    }

    /// What stands in a column, without spaces around it; empty where the file has no such column.
    public subscript(_ column: String) -> String { values[column] ?? "" }

    /// A moment: `2026-03-02`, `2026-03-02 09:30` or `2026-03-02T09:30:00Z`, in UTC; nil where the column is empty.
    ///
    /// - Throws: `PortalError.invalid` when it is none.
    public func moment(_ column: String) throws(PortalError) -> Instant? {
        let text = self[column]
        if text.isEmpty { return nil }
        let numbers = text.split { !$0.isASCII || !$0.isNumber }.map { Int($0) ?? -1 }
        guard numbers.count >= 3, numbers.count <= 6, numbers.allSatisfy({ $0 >= 0 }),
            let day = PlainDate(text.prefix(10).description)
        else { throw .invalid(column, "Write it as 2026-03-02 09:30.") }
        let clock = numbers.dropFirst(3) + [0, 0, 0]
        let (hour, minute, second) = (clock[3], clock[4], clock[5])
        guard hour < 24, minute < 60, second < 60 else {
            throw .invalid(column, "Write it as 2026-03-02 09:30.")
        }
        let seconds = Int64(day.days) * 86_400 + Int64(hour * 3_600 + minute * 60 + second)
        return Instant(microseconds: seconds * 1_000_000)
    }
}
