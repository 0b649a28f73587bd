/// One value as the database keeps it.
public enum SQLValue: Sendable, Equatable {
    case null
    case int(Int64)
    case uint(UInt64)
    /// Finite: infinities and not-a-number are refused when the statement is sent.
    case double(Double)
    /// UTF-8, of any length the column takes; what does not fit is an error, never cut.
    case text(String)
    case bytes([UInt8])
    /// DATETIME(6) in UTC: microseconds since 1970-01-01T00:00:00Z, from year 1 to year 9999.
    case datetime(microseconds: Int64)
    /// DATE: days since 1970-01-01, from year 1 to year 9999.
    case date(days: Int32)
}

/// What may be interpolated into a statement.
public protocol SQLBindable {
    /// The value as the database keeps it.
    var sqlValue: SQLValue { get }
}

extension SQLValue: SQLBindable {
    public var sqlValue: SQLValue { self }
}

extension Int: SQLBindable {
    public var sqlValue: SQLValue { .int(Int64(self)) }
}

extension Int64: SQLBindable {
    public var sqlValue: SQLValue { .int(self) }
}

extension UInt64: SQLBindable {
    public var sqlValue: SQLValue { .uint(self) }
}

extension Bool: SQLBindable {
    public var sqlValue: SQLValue { .int(self ? 1 : 0) }
}

extension Double: SQLBindable {
    public var sqlValue: SQLValue { .double(self) }
}

extension String: SQLBindable {
    public var sqlValue: SQLValue { .text(self) }
}

extension [UInt8]: SQLBindable {
    public var sqlValue: SQLValue { .bytes(self) }
}

extension Optional: SQLBindable where Wrapped: SQLBindable {
    public var sqlValue: SQLValue { self?.sqlValue ?? .null }
}
