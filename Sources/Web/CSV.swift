/// Reads a table as spreadsheets write it (RFC 4180): rows of fields, with the place of each in the file.
///
/// The separator, `,` `;` or TAB, is the one that stands most often in the first row. Lines end with CR LF,
/// LF or CR; empty ones are passed over. A quote within an unquoted field is an ordinary character.
package struct CSV: Sendable {
    package struct Limits: Sendable {
        /// Bytes of one row, as they stand in the file.
        package var row = 1_024 * 1_024
        package var fields = 1_000

        package init() {}
    }

    package struct Field: Sendable, Equatable {
        package let text: String
        /// The line of the file, from 1, in which it begins.
        package let line: Int
        /// Which field of its row it is, from 1, as spreadsheets count columns.
        package let column: Int
    }

    package struct Row: Sendable, Equatable {
        /// The line of the file, from 1, in which it begins.
        package let line: Int
        package let fields: [Field]

        package var texts: [String] { fields.map(\.text) }
    }

    /// Why a table cannot be read, and where.
    package struct Failure: Error, Sendable, Equatable {
        package enum Reason: Sendable, Equatable {
            case notUTF8, nul, openQuote, textAfterQuote, rowTooLong, tooManyFields
        }

        package let reason: Reason
        package let line: Int
        package let column: Int
    }

    /// The separator found in the first row.
    package let separator: UInt8

    private let bytes: [UInt8]
    private let limits: Limits
    private var index: Int
    private var line = 1

    package init(_ bytes: [UInt8], limits: Limits = Limits()) {
        self.bytes = bytes
        self.limits = limits
        index = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        separator = Self.separator(of: bytes[index...].prefix(limits.row))
    }

    /// The next row, or nil at the end of the file.
    package mutating func next() throws(Failure) -> Row? {
        while index < bytes.count, passLineEnd() {}
        guard index < bytes.count else { return nil }
        let start = index
        let line = self.line
        var fields: [Field] = []
        while true {
            let column = fields.count + 1
            guard fields.count < limits.fields else { throw failure(.tooManyFields, column) }
            fields.append(try field(column, rowStart: start))
            guard index < bytes.count, bytes[index] == separator else { break }
            index += 1
        }
        _ = passLineEnd()
        return Row(line: line, fields: fields)
    }

    /// Every row of a file that is not expected to be long.
    package static func rows(_ bytes: [UInt8], limits: Limits = Limits()) throws(Failure) -> [Row] {
        var csv = CSV(bytes, limits: limits)
        var rows: [Row] = []
        while let row = try csv.next() { rows.append(row) }
        return rows
    }

    private mutating func field(_ column: Int, rowStart: Int) throws(Failure) -> Field {
        let line = self.line
        let isQuoted = index < bytes.count && bytes[index] == 0x22
        let raw = isQuoted ? try quoted(column, rowStart) : try plain(column, rowStart)
        guard let text = Text.valid(raw) else {
            throw Failure(reason: .notUTF8, line: line, column: column)
        }
        guard !raw.contains(0) else {
            throw Failure(reason: .nul, line: line, column: column)
        }
        return Field(text: text, line: line, column: column)
    }

    private mutating func plain(_ column: Int, _ rowStart: Int) throws(Failure) -> [UInt8] {
        let start = index
        while index < bytes.count {
            let byte = bytes[index]
            if endsField(byte) { break }
            guard index - rowStart < limits.row else { throw failure(.rowTooLong, column) }
            index += 1
        }
        return Array(bytes[start..<index])
    }

    private mutating func quoted(_ column: Int, _ rowStart: Int) throws(Failure) -> [UInt8] {
        let open = failure(.openQuote, column)
        index += 1
        var value: [UInt8] = []
        while index < bytes.count {
            guard index - rowStart < limits.row else { throw failure(.rowTooLong, column) }
            let byte = bytes[index]
            if byte != 0x22 {
                if passLineEnd() {
                    value.append(0x0A)
                } else {
                    value.append(byte)
                    index += 1
                }
                continue
            }
            index += 1
            if index < bytes.count, bytes[index] == 0x22 {
                value.append(0x22)
                index += 1
                continue
            }
            guard index == bytes.count || endsField(bytes[index]) else {
                throw failure(.textAfterQuote, column)
            }
            return value
        }
        throw open
    }

    private func endsField(_ byte: UInt8) -> Bool { byte == separator || byte == 0x0A || byte == 0x0D }

    /// Passes CR LF, LF or CR and counts the line; false when none stands here.
    private mutating func passLineEnd() -> Bool {
        guard index < bytes.count else { return false }
        switch bytes[index] {
        case 0x0A: index += 1
        case 0x0D: index += index + 1 < bytes.count && bytes[index + 1] == 0x0A ? 2 : 1
        default: return false
        }
        line += 1
        return true
    }

    private func failure(_ reason: Failure.Reason, _ column: Int) -> Failure {
        Failure(reason: reason, line: line, column: column)
    }

    /// Counts the candidates outside quotes up to the end of the first line that is not empty.
    private static func separator(of bytes: ArraySlice<UInt8>) -> UInt8 {
        var counts: [UInt8: Int] = [:]
        var isQuoted = false
        for byte in bytes.drop(while: { $0 == 0x0A || $0 == 0x0D }) {
            if byte == 0x22 { isQuoted.toggle() }
            if isQuoted { continue }
            if byte == 0x0A || byte == 0x0D { break }
            counts[byte, default: 0] += 1
        }
        let candidates: [UInt8] = [0x2C, 0x3B, 0x09]
        return candidates.reduce(0x2C) { (counts[$1] ?? 0) > (counts[$0] ?? 0) ? $1 : $0 }
    }
}
