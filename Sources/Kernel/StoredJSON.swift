import FoundationEssentials

extension Encodable {
    /// The value as JSON for a row. Equal values give equal text: without an order of keys the same payload is written
    /// now one way, now the other, and what two runs wrote could not be compared.
    var storedJSON: String {
        get throws {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
            return String(decoding: try encoder.encode(self), as: UTF8.self)
        }
    }
}
