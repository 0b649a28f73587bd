/// The statements a connection has prepared, by text; beyond 256 the one longest unused makes room.
struct StatementCache {
    private var statements: [Key: Statement] = [:]
    private var clock = 0

    static let capacity = 256

    /// A statement that is not being read, or nil.
    mutating func find(_ text: [UInt8]) -> Statement? {
        guard let statement = statements[Key(text: text)], !statement.isBusy else { return nil }
        clock += 1
        statement.lastUse = clock
        return statement
    }

    mutating func keep(_ statement: Statement, for text: [UInt8]) {
        let key = Key(text: text)
        // The same text is being read further out: that one stays, this one lives for its caller only.
        guard statements[key] == nil else { return }
        if statements.count >= Self.capacity,
            let oldest = statements.min(by: { $0.value.lastUse < $1.value.lastUse })
        {
            statements[oldest.key] = nil
        }
        clock += 1
        statement.lastUse = clock
        statements[key] = statement
    }

    mutating func remove(_ text: [UInt8]) {
        statements[Key(text: text)] = nil
    }

    mutating func clear() {
        statements = [:]
    }

    /// Bytes, because two strings can be equal and yet differ in bytes; hashed in one go.
    private struct Key: Hashable {
        let text: [UInt8]

        func hash(into hasher: inout Hasher) {
            unsafe text.withUnsafeBytes { unsafe hasher.combine(bytes: $0) }
        }
    }
}
