/// Why the database did not do what was asked. Its description never holds a value of a row.
public struct DatabaseError: Error, Sendable, Equatable, CustomStringConvertible {
    /// What a caller can do about it.
    public enum Kind: Sendable, Equatable {
        /// A UNIQUE key of this name already holds the value.
        case duplicateKey(String)
        /// A row that is referred to is missing, or a row that is still referred to would go.
        case foreignKey
        /// The transaction was in another's way: run the whole of it again.
        case retry
        /// The connection broke. While committing, nobody knows whether the transaction took effect.
        case lost(committing: Bool)
        /// No server can be reached or takes work at this moment. Nothing was done.
        case unavailable
        /// A value is longer than its column.
        case tooLong
        /// A value is not one of its column: out of range, not a date, missing, or refused by a CHECK.
        case badValue
        /// A mistake in the program or in the installation.
        case other
    }

    public let kind: Kind
    /// The number that server or client library gave, 0 when the refusal is our own.
    public let code: Int
    /// Our own words, when there are any: names of columns and settings, no values.
    package let note: String

    package init(_ kind: Kind, code: Int = 0, note: String = "") {
        self.kind = kind
        self.code = code
        self.note = note
    }

    public var description: String {
        let reason = note.isEmpty ? "" : ": \(note)"
        let number = code == 0 ? "" : " (\(code))"
        return "database: \(phrase)\(number)\(reason)"
    }

    private var phrase: String {
        switch kind {
        case .duplicateKey(let key): "duplicate key \(key)"
        case .foreignKey: "foreign key"
        case .retry: "in the way of another transaction"
        case .lost(let committing): committing ? "connection lost during commit" : "connection lost"
        case .unavailable: "unavailable"
        case .tooLong: "value too long"
        case .badValue: "value refused"
        case .other: "failed"
        }
    }
}

/// What was being done when the server or the library answered with an error number.
enum Moment {
    case connecting, working, committing
}

extension DatabaseError {
    /// Sorts an error number; `message` is looked at for the name of a key and then forgotten.
    init(code: Int, message: [UInt8], during moment: Moment) {
        switch code {
        case 1062, 1586: self.init(.duplicateKey(Self.keyName(in: message)), code: code)
        case 1216, 1217, 1451, 1452: self.init(.foreignKey, code: code)
        case 1213, 1205, 1020: self.init(.retry, code: code)
        case 1180 where moment == .committing: self.init(.lost(committing: true), code: code)
        case _ where Self.brokenConnection.contains(code):
            switch moment {
            case .connecting: self.init(.unavailable, code: code)
            case .working: self.init(.lost(committing: false), code: code)
            case .committing: self.init(.lost(committing: true), code: code)
            }
        case 1040, 1047, 1129, 1180, 1203, 2002, 2003, 2005: self.init(.unavailable, code: code)
        case 1153, 1406, 2020: self.init(.tooLong, code: code)
        case 1048, 1264, 1265, 1292, 1364, 1365, 1366, 1411, 1690, 3819, 4025:
            self.init(.badValue, code: code)
        default: self.init(.other, code: code)
        }
    }

    /// Server going away (1053, 1927), network errors seen by the server (1158…1161), by the client (2006,
    /// 2013, 2055).
    private static let brokenConnection: Set<Int> = [1053, 1158, 1159, 1160, 1161, 1927, 2006, 2013, 2055]

    /// After these the connection must not be used again: every error of the library itself, a packet the
    /// server refused to read, a server that is leaving.
    var endsConnection: Bool {
        if case .lost = kind { return true }
        return code == 1153 || (2000..<3000).contains(code)
    }

    /// After these the server has given up the transaction, or may have.
    var endsTransaction: Bool { endsConnection || kind == .retry || kind == .unavailable }

    /// `Duplicate entry '…' for key 'name'`: what stands after the last `for key '`; the entry itself may
    /// hold anything.
    private static func keyName(in message: [UInt8]) -> String {
        let marker = Array("for key '".utf8)
        guard message.count > marker.count else { return "" }
        var start = message.count - marker.count
        while start >= 0 {
            if message[start..<(start + marker.count)].elementsEqual(marker) {
                let rest = message[(start + marker.count)...]
                let name = rest.prefix { $0 != UInt8(ascii: "'") }
                let bare =
                    name.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: true).last ?? []
                return String(decoding: bare, as: UTF8.self)
            }
            start -= 1
        }
        return ""
    }
}
