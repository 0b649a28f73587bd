/// One row of a result, lent to the closure that maps it and to nobody else.
///
/// ```swift
/// try db.rows("SELECT id, name FROM portico_customer") { row in
///     try Customer(id: row.next(), name: row.next())
/// }
/// ```
public struct Row: ~Copyable {
    private let statement: Statement

    init(_ statement: Statement) {
        self.statement = statement
    }

    /// The next column, from left to right, as the type the caller asks for.
    ///
    /// Throws `DatabaseError` when there is no further column, when it holds another type, or NULL and `T` is
    /// not optional.
    @inlinable
    public func next<T: SQLReadable>() throws -> T { try T(from: nextColumn()) }

    /// Not generic, so that callers in other modules read their types without looking them up at run time.
    @usableFromInline
    func nextColumn() throws(DatabaseError) -> Column {
        let index = statement.position
        statement.position = index + 1
        return try Column(statement, index)
    }

    /// The column at `index`, counted from 0; leaves `next()` where it is.
    public func column<T: SQLReadable>(_ index: Int) throws -> T {
        try T(from: Column(statement, index))
    }
}

/// One column of the row at hand. It is read from the library's buffer when asked, by the type asked for.
public struct Column: ~Copyable {
    private let statement: Statement
    private let index: Int

    init(_ statement: Statement, _ index: Int) throws(DatabaseError) {
        guard index >= 0, index < statement.columnCount else {
            throw DatabaseError(.other, note: "the row has no column \(index)")
        }
        self.statement = statement
        self.index = index
    }

    public var isNull: Bool { statement.isNull(index) }

    /// An integer column, or a DECIMAL without fraction (a SUM), that fits 64 bits with sign.
    public var int: Int64 { get throws(DatabaseError) { try statement.int(index) } }

    /// An integer column, or a DECIMAL without fraction, of at least 0.
    public var uint: UInt64 { get throws(DatabaseError) { try statement.uint(index) } }

    /// A FLOAT, DOUBLE, DECIMAL or integer column.
    public var double: Double { get throws(DatabaseError) { try statement.double(index) } }

    /// A text or DECIMAL column; bytes that are not UTF-8 are an error.
    public var text: String { get throws(DatabaseError) { try statement.text(index) } }

    /// A text or binary column, byte for byte.
    public var bytes: [UInt8] { get throws(DatabaseError) { try statement.bytes(index) } }

    /// A DATETIME or TIMESTAMP column: microseconds since 1970-01-01T00:00:00Z.
    public var microseconds: Int64 { get throws(DatabaseError) { try statement.microseconds(index) } }

    /// A DATE column: days since 1970-01-01.
    public var days: Int32 { get throws(DatabaseError) { try statement.days(index) } }
}

/// What a column can be read as.
public protocol SQLReadable {
    /// Reads the column; throws `DatabaseError` when it holds something else.
    init(from column: borrowing Column) throws
}

extension Int: SQLReadable {
    public init(from column: borrowing Column) throws { self = Int(try column.int) }
}

extension Int64: SQLReadable {
    public init(from column: borrowing Column) throws { self = try column.int }
}

extension UInt64: SQLReadable {
    public init(from column: borrowing Column) throws { self = try column.uint }
}

extension Bool: SQLReadable {
    /// 0 is false, every other integer is true.
    public init(from column: borrowing Column) throws { self = try column.int != 0 }
}

extension Double: SQLReadable {
    public init(from column: borrowing Column) throws { self = try column.double }
}

extension String: SQLReadable {
    public init(from column: borrowing Column) throws { self = try column.text }
}

extension [UInt8]: SQLReadable {
    public init(from column: borrowing Column) throws { self = try column.bytes }
}

extension Optional: SQLReadable where Wrapped: SQLReadable {
    @inlinable
    public init(from column: borrowing Column) throws {
        self = column.isNull ? nil : try Wrapped(from: column)
    }
}

/// What a statement that changes rows did.
public struct Changed: Sendable, Equatable {
    /// Rows inserted, deleted, or found by an UPDATE's WHERE (also those that already held the new values).
    /// INSERT … ON DUPLICATE KEY UPDATE counts 1 for an inserted row and 1 or 2 for one that was there.
    public let affected: Int
    /// The AUTO_INCREMENT value of the first row inserted, 0 if there is none.
    public let insertID: UInt64

    package init(affected: Int, insertID: UInt64) {
        self.affected = affected
        self.insertID = insertID
    }
}
