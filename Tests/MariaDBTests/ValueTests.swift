import Testing

@testable import MariaDB

@Suite("What is stored is what is read")
struct ValueTests {
    private static let table = """
        CREATE TABLE sample (
            id INT NOT NULL AUTO_INCREMENT PRIMARY KEY, i BIGINT, u BIGINT UNSIGNED, t TINYINT, d DOUBLE,
            n DECIMAL(30,2), s LONGTEXT, v VARCHAR(10), b LONGBLOB, r BINARY(10), m DATETIME(6),
            e DATE, f FLOAT
        ) DEFAULT CHARSET=utf8mb4
        """

    private func connection() throws -> Connection { try newConnection(Self.table) }

    private func roundTrip<T: SQLReadable>(_ column: StaticString, _ value: SQLValue, as: T.Type) throws -> T?
    {
        let connection = try connection()
        var insert: SQL = "INSERT INTO sample ("
        insert.appendStatic(column)
        insert.appendSQL(") VALUES (\(value))")
        try connection.execute(insert)
        var select: SQL = "SELECT "
        select.appendStatic(column)
        select.appendStatic(" FROM sample")
        return try connection.first(select) { row in try row.next() as T }
    }

    @Test("integers of the whole range", arguments: [Int64.min, -1, 0, 1, .max])
    func integers(value: Int64) throws {
        #expect(try roundTrip("i", .int(value), as: Int64.self) == value)
    }

    @Test("unsigned integers of the whole range", arguments: [UInt64.min, 1 << 63, .max])
    func unsigned(value: UInt64) throws {
        #expect(try roundTrip("u", .uint(value), as: UInt64.self) == value)
    }

    @Test(
        "text: empty, with NUL, with quotes, of four bytes a character",
        arguments: ["", "a\0b", "'\"\\", "𝄞🇪🇺é"])
    func text(value: String) throws {
        #expect(try roundTrip("s", .text(value), as: String.self) == value)
    }

    @Test("a MiB of text and of bytes")
    func large() throws {
        let text = String(repeating: "é\n", count: 350_000)
        #expect(try roundTrip("s", .text(text), as: String.self) == text)
        let bytes = (0..<1_048_576).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        #expect(try roundTrip("b", .bytes(bytes), as: [UInt8].self) == bytes)
    }

    @Test("bytes that are no text", arguments: [[], [0], [0xff, 0xfe, 0, 0x27]] as [[UInt8]])
    func bytes(value: [UInt8]) throws {
        #expect(try roundTrip("b", .bytes(value), as: [UInt8].self) == value)
    }

    @Test("NULL is nil, and an error for what is not optional")
    func null() throws {
        #expect(try roundTrip("s", .null, as: String?.self) == .some(nil))
        #expect(try roundTrip("i", .null, as: Int?.self) == .some(nil))
        #expect(throws: DatabaseError(.other, note: "column i is NULL")) {
            try roundTrip("i", .null, as: Int.self)
        }
        #expect(throws: DatabaseError(.other, note: "column s is NULL")) {
            try roundTrip("s", .null, as: String.self)
        }
    }

    @Test("numbers with a fraction")
    func doubles() throws {
        #expect(try roundTrip("d", .double(-0.1), as: Double.self) == -0.1)
        #expect(try roundTrip("f", .double(1.5), as: Double.self) == 1.5)
        #expect(
            try roundTrip("n", .text("12345678901234567890.50"), as: String.self) == "12345678901234567890.50"
        )
        #expect(try roundTrip("n", .int(7), as: Int.self) == 7)
        #expect(try roundTrip("n", .double(7.5), as: Double.self) == 7.5)
        #expect(throws: DatabaseError.self) { try roundTrip("n", .double(7.5), as: Int.self) }
    }

    @Test("a number that is not finite is refused", arguments: [Double.infinity, -.infinity, .nan])
    func notFinite(value: Double) throws {
        #expect(throws: DatabaseError(.badValue, note: "the number is not finite")) {
            try roundTrip("d", .double(value), as: Double.self)
        }
    }

    @Test(
        "moments before 1970, with microseconds, to the end of 9999",
        arguments: [0, -1, 1_700_000_000_123_456, -62_135_596_800_000_000, 253_402_300_799_999_999] as [Int64]
    )
    func moments(value: Int64) throws {
        #expect(try roundTrip("m", .datetime(microseconds: value), as: Moment.self)?.value == value)
    }

    @Test("days from year 1 to 9999", arguments: [0, -1, -719_162, 2_932_896] as [Int32])
    func days(value: Int32) throws {
        #expect(try roundTrip("e", .date(days: value), as: Day.self)?.value == value)
    }

    @Test(
        "a moment outside of the calendar is refused", arguments: [Int64.min, 253_402_300_800_000_000, .max])
    func outside(value: Int64) throws {
        let error = try DatabaseError.from {
            _ = try roundTrip("m", .datetime(microseconds: value), as: Moment.self)
        }
        #expect(error?.kind == .badValue)
    }

    @Test("the moment of day and the text agree with the server")
    func serverAgrees() throws {
        let connection = try connection()
        let text = try connection.first(
            """
            SELECT CAST(\(SQLValue.datetime(microseconds: -1)) AS CHAR),
                CAST(\(SQLValue.date(days: 11_016)) AS CHAR)
            """
        ) { row in try [row.next(), row.next()] as [String] }
        #expect(text == ["1969-12-31 23:59:59.999999", "2000-02-29"])
    }

    @Test("nothing is cut: text that does not fit is an error")
    func tooLong() throws {
        let error = try DatabaseError.from { _ = try roundTrip("v", .text("12345678901"), as: String.self) }
        #expect(error?.kind == .tooLong)
        #expect(error?.description.contains("1234") == false)
    }

    @Test(
        "strict: what is out of range, no date or no number is an error",
        arguments: [
            ("t", .int(128)), ("u", .int(-1)), ("e", .text("2023-02-30")), ("m", .text("0000-00-00")),
            ("i", .text("seven")), ("s", .bytes([0xc3, 0x28])),
        ] as [(StaticString, SQLValue)])
    func strict(column: StaticString, value: SQLValue) throws {
        let error = try DatabaseError.from { _ = try roundTrip(column, value, as: String.self) }
        #expect(error?.kind == .badValue || error?.kind == .tooLong)
    }

    @Test("a column is not read as what it is not")
    func mismatches() throws {
        #expect(throws: DatabaseError.self) { try roundTrip("s", .text("12"), as: Int.self) }
        #expect(throws: DatabaseError.self) { try roundTrip("i", .int(12), as: String.self) }
        #expect(throws: DatabaseError.self) { try roundTrip("i", .int(-1), as: UInt64.self) }
        #expect(throws: DatabaseError.self) { try roundTrip("u", .uint(.max), as: Int64.self) }
        #expect(throws: DatabaseError.self) { try roundTrip("b", .bytes([0xff]), as: String.self) }
        #expect(throws: DatabaseError.self) { try roundTrip("m", .datetime(microseconds: 0), as: Day.self) }
        #expect(throws: DatabaseError.self) { try roundTrip("e", .date(days: 0), as: Moment.self) }
    }

    @Test("a row has no column beyond its last")
    func beyond() throws {
        let connection = try connection()
        #expect(throws: DatabaseError(.other, note: "the row has no column 1")) {
            try connection.first("SELECT 1") { row in try (row.next() as Int, row.next() as Int) }
        }
        #expect(throws: DatabaseError.self) {
            try connection.first("SELECT 1") { row in try row.column(-1) as Int }
        }
    }

    @Test("columns by number, and NULL of no type")
    func byNumber() throws {
        let connection = try connection()
        let values = try connection.first("SELECT 1, 'b', NULL") { row in
            try (row.column(1) as String, row.column(0) as Int, row.column(2) as Int?, row.next() as Int)
        }
        #expect(values?.0 == "b" && values?.1 == 1 && values?.2 == nil && values?.3 == 1)
    }
}

struct Moment: SQLReadable {
    let value: Int64
    init(from column: borrowing Column) throws { value = try column.microseconds }
}

struct Day: SQLReadable {
    let value: Int32
    init(from column: borrowing Column) throws { value = try column.days }
}
