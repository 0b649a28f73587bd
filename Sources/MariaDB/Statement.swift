import CMariaDB

/// One prepared statement and, while it is being read, its result.
@safe final class Statement {
    private let handle: UnsafeMutablePointer<MYSQL_STMT>
    private let scratch: Scratch
    private let parameterCount: Int
    /// Its result is being mapped; the same text asked for within that needs another statement.
    var isBusy = false
    /// When it was last asked for, counted in statements.
    var lastUse = 0
    /// The column that `next()` reads.
    var position = 0

    /// Prepares `text`, which is sent to the server.
    init(_ text: [UInt8], on connection: UnsafeMutablePointer<MYSQL>, scratch: Scratch) throws(DatabaseError)
    {
        guard let handle = unsafe mysql_stmt_init(connection) else {
            throw DatabaseError(.other, note: "no memory for a statement")
        }
        let status = unsafe text.withUnsafeBytes { bytes in
            unsafe mysql_stmt_prepare(handle, bytes.baseAddress, UInt(bytes.count))
        }
        guard status == 0 else {
            let error = unsafe Self.error(of: handle)
            _ = unsafe mysql_stmt_close(handle)
            throw error
        }
        unsafe self.handle = unsafe handle
        self.scratch = scratch
        parameterCount = unsafe Int(mysql_stmt_param_count(handle))
    }

    deinit {
        _ = unsafe mysql_stmt_close(handle)
    }

    var columnCount: Int { unsafe Int(handle.pointee.field_count) }

    /// Sends the values and, if the statement has a result, takes the whole of it from the connection.
    func execute(_ values: [SQLValue], _ parameters: Parameters) throws(DatabaseError) {
        guard values.count == parameterCount else {
            throw DatabaseError(.other, note: "\(values.count) values for \(parameterCount) places")
        }
        if !values.isEmpty {
            guard unsafe mysql_stmt_bind_param(handle, try parameters.load(values)) == 0 else { throw error }
        }
        guard unsafe mysql_stmt_execute(handle) == 0 else { throw error }
        guard columnCount > 0 else { return }
        guard unsafe mysql_stmt_store_result(handle) == 0 else { throw error }
        guard unsafe mysql_stmt_more_results(handle) == 0 else {
            throw DatabaseError(.other, code: Self.commandsOutOfSync, note: "a statement has one result")
        }
    }

    var rowCount: Int { unsafe Int(clamping: mysql_stmt_num_rows(handle)) }

    var changed: Changed {
        let affected = unsafe mysql_stmt_affected_rows(handle)
        // All bits set is the library's way to say that there is no such number.
        return Changed(
            affected: affected == .max ? 0 : Int(clamping: affected),
            insertID: unsafe mysql_stmt_insert_id(handle))
    }

    /// Goes to the next row; false after the last.
    func advance() throws(DatabaseError) -> Bool {
        position = 0
        switch unsafe mysql_stmt_fetch(handle) {
        case 0, MYSQL_DATA_TRUNCATED: return true
        case MYSQL_NO_DATA: return false
        default: throw error
        }
    }

    func freeResult() {
        _ = unsafe mysql_stmt_free_result(handle)
        scratch.giveBack()
    }

    private static let commandsOutOfSync = 2014

    private var error: DatabaseError { unsafe Self.error(of: handle) }

    private static func error(of handle: UnsafeMutablePointer<MYSQL_STMT>) -> DatabaseError {
        DatabaseError(
            code: unsafe Int(mysql_stmt_errno(handle)),
            message: unsafe byteString(mysql_stmt_error(handle)), during: .working)
    }
}

extension Statement {
    /// Nil for what is not UTF-8. Faster than `String(validating:as:)`, which is not specialised: decoding repairs,
    /// and what was repaired differs from what there was.
    private static func string(_ bytes: UnsafeBufferPointer<UInt8>) -> String? {
        var text = unsafe String(decoding: bytes, as: UTF8.self)
        let isSame = text.withUTF8 { decoded in
            guard let left = decoded.baseAddress, let right = bytes.baseAddress else { return bytes.isEmpty }
            return unsafe decoded.count == bytes.count && memcmp(left, right, bytes.count) == 0
        }
        return isSame ? text : nil
    }
}

/// The bytes of a C string, none if there is no string.
func byteString(_ text: UnsafePointer<CChar>?) -> [UInt8] {
    guard let text = unsafe text else { return [] }
    return unsafe Array(UnsafeRawBufferPointer(start: text, count: strlen(text)))
}

// MARK: - Columns

extension Statement {
    func isNull(_ column: Int) -> Bool {
        // A failure is reported by the read that follows.
        guard let found = unsafe try? scratch.fetch(handle, column, as: MYSQL_TYPE_NULL) else { return false }
        return found == .null
    }

    func int(_ column: Int) throws(DatabaseError) -> Int64 {
        if try isDecimal(column) { return try whole(column) }
        try require(column, .integer)
        try found(column, unsafe try scratch.fetch(handle, column, as: MYSQL_TYPE_LONGLONG))
        return scratch.value(as: Int64.self)
    }

    func uint(_ column: Int) throws(DatabaseError) -> UInt64 {
        if try isDecimal(column) { return try whole(column) }
        try require(column, .integer)
        try found(column, unsafe try scratch.fetch(handle, column, as: MYSQL_TYPE_LONGLONG, isUnsigned: true))
        return scratch.value(as: UInt64.self)
    }

    func double(_ column: Int) throws(DatabaseError) -> Double {
        if try isDecimal(column) {
            guard let number = Double(try text(column)) else { throw mismatch(column, "a number") }
            return number
        }
        guard kind(column) == .floating || kind(column) == .integer else {
            throw mismatch(column, "a number")
        }
        try found(column, unsafe try scratch.fetch(handle, column, as: MYSQL_TYPE_DOUBLE))
        return scratch.value(as: Double.self)
    }

    func text(_ column: Int) throws(DatabaseError) -> String {
        guard kind(column) == .text || kind(column) == .decimal else { throw mismatch(column, "text") }
        let text = unsafe try scratch.fetchBytes(handle, column) { unsafe Self.string($0) }
        guard let text else { throw null(column) }
        guard let text else { throw mismatch(column, "UTF-8") }
        return text
    }

    func bytes(_ column: Int) throws(DatabaseError) -> [UInt8] {
        guard kind(column) == .text || kind(column) == .bits else { throw mismatch(column, "bytes") }
        guard let bytes = unsafe try scratch.fetchBytes(handle, column, { unsafe Array($0) }) else {
            throw null(column)
        }
        return bytes
    }

    func microseconds(_ column: Int) throws(DatabaseError) -> Int64 {
        try require(column, .moment)
        try found(column, unsafe try scratch.fetch(handle, column, as: MYSQL_TYPE_DATETIME))
        guard let microseconds = scratch.value(as: MYSQL_TIME.self).microseconds else {
            throw mismatch(column, "a moment")
        }
        return microseconds
    }

    func days(_ column: Int) throws(DatabaseError) -> Int32 {
        try require(column, .date)
        try found(column, unsafe try scratch.fetch(handle, column, as: MYSQL_TYPE_DATE))
        guard let days = scratch.value(as: MYSQL_TIME.self).days else { throw mismatch(column, "a date") }
        return Int32(days)
    }
}

// MARK: - Refusals

extension Statement {
    private func kind(_ column: Int) -> ColumnKind {
        guard let fields = unsafe handle.pointee.fields else { return .unread }
        return unsafe ColumnKind(fields[column].type)
    }

    private func isDecimal(_ column: Int) throws(DatabaseError) -> Bool { kind(column) == .decimal }

    private func require(_ column: Int, _ expected: ColumnKind) throws(DatabaseError) {
        let actual = kind(column)
        guard actual == expected || actual == .null else { throw mismatch(column, expected.rawValue) }
    }

    /// A DECIMAL that has no fraction, as SUM gives of integers.
    private func whole<Number: FixedWidthInteger>(_ column: Int) throws(DatabaseError) -> Number {
        let parts = try text(column).split(separator: ".", maxSplits: 1)
        let fraction = parts.count == 2 ? parts[1] : ""
        guard let digits = parts.first, let number = Number(digits), fraction.utf8.allSatisfy({ $0 == 0x30 })
        else { throw mismatch(column, "an integer of this size") }
        return number
    }

    private func found(_ column: Int, _ found: Scratch.Found) throws(DatabaseError) {
        switch found {
        case .value: return
        case .null: throw null(column)
        case .cut: throw mismatch(column, "of a size that fits")
        }
    }

    private func null(_ column: Int) -> DatabaseError {
        DatabaseError(.other, note: "column \(name(column)) is NULL")
    }

    private func mismatch(_ column: Int, _ expected: String) -> DatabaseError {
        DatabaseError(.other, note: "column \(name(column)) is \(kind(column).rawValue), not \(expected)")
    }

    private func name(_ column: Int) -> String {
        guard let fields = unsafe handle.pointee.fields else { return "\(column)" }
        return String(decoding: unsafe byteString(fields[column].name), as: UTF8.self)
    }
}
