/// One numbered file that changes the schema by one statement: `support/0003_ticket_priority.sql`.
package struct Migration: Sendable, Equatable {
    /// The portal's id, or `kernel`; also the prefix of its tables.
    package let folder: String
    /// Four digits and words, `0003_ticket_priority`; `.sql` at its end is dropped.
    package let name: String
    /// One statement that can be run twice (`MigrationText` says what that is).
    package let sql: String

    package init(folder: String, name: String, sql: String) {
        self.folder = folder
        self.name = name.hasSuffix(".sql") ? String(name.dropLast(4)) : name
        self.sql = sql
    }

    package init(folder: String, name: String, sql: StaticString) {
        self.init(folder: folder, name: name, sql: sql.description)
    }

    /// As people know it: the path below `migrations/`.
    package var file: String { "\(folder)/\(name).sql" }

    /// Nil unless the folder is made of small letters, digits, `-` and `_` and the name is as said above.
    var number: Int? {
        let digits = name.utf8.prefix(4)
        let rest = name.utf8.dropFirst(4)
        let isNamed = rest.count >= 2 && rest.first == UInt8(ascii: "_")
        guard digits.count == 4, digits.allSatisfy(\.isDigit), isNamed, rest.allSatisfy(\.isNameByte),
            name.utf8.count <= 64, !folder.isEmpty, folder.utf8.count <= 64,
            folder.utf8.allSatisfy(\.isNameByte)
        else { return nil }
        return Int(name.prefix(4))
    }

    /// The kernel's tables before those of portals, which refer to them; then by folder and number.
    static func inOrder(_ left: Migration, _ right: Migration) -> Bool {
        if left.folder == right.folder { return left.name < right.name }
        if left.folder == "kernel" || right.folder == "kernel" { return left.folder == "kernel" }
        return left.folder < right.folder
    }
}

extension UInt8 {
    fileprivate var isDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }

    fileprivate var isNameByte: Bool {
        isDigit || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self)
            || self == UInt8(ascii: "_") || self == UInt8(ascii: "-")
    }
}

/// Why the schema cannot be brought up to date.
package enum MigrationError: Error, Equatable, CustomStringConvertible {
    case badName(file: String)
    /// Two files of one folder have the same number.
    case sameNumber(file: String, other: String)
    /// The statement could not be run again after a kill; `reason` says what to write.
    case notRepeatable(file: String, reason: String)
    /// The file is not what it was when it was applied (or begun).
    case changed(file: String)
    /// The schema holds migrations that this build does not know.
    case ahead(files: [String])
    /// Another migrator is at work.
    case busy
    /// Another migrator has taken over while this one was waiting for the server.
    case leaseLost
    /// The server refused the statement; nothing of it took effect.
    case failed(file: String, DatabaseError)

    package var description: String {
        switch self {
        case .badName(let file): "migrations/\(file): a migration is named NNNN_words.sql"
        case .sameNumber(let file, let other): "migrations/\(file) has the number of migrations/\(other)"
        case .notRepeatable(let file, let reason): "migrations/\(file) cannot be run twice: \(reason)"
        case .changed(let file):
            "migrations/\(file) was changed after it was applied; write a new file instead"
        case .ahead(let files):
            "the schema is newer than this build, which does not know \(files.joined(separator: ", "))"
        case .busy: "another migrator is at work"
        case .leaseLost: "another migrator has taken over"
        case .failed(let file, let error): "migrations/\(file): \(error)"
        }
    }
}
