/// What another machine said, made fit to be shown to an operator.
enum ServerText {
    /// The most that is kept, in code points.
    static let longest = 200

    /// Without the secrets, without controls and marks of direction, on one line, cut.
    static func cleaned(_ bytes: some Collection<UInt8>, without secrets: [[UInt8]]) -> String {
        var bytes = Array(bytes)
        for secret in secrets where !secret.isEmpty { bytes = hidden(secret, in: bytes) }
        let line = HeaderLines.singleLine(String(decoding: bytes, as: UTF8.self))
        guard line.unicodeScalars.count > longest else { return line }
        return String(String.UnicodeScalarView(line.unicodeScalars.prefix(longest - 1))) + "…"
    }

    private static func hidden(_ secret: [UInt8], in bytes: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        var place = 0
        while place < bytes.count {
            if bytes[place...].starts(with: secret) {
                result += Array("***".utf8)
                place += secret.count
            } else {
                result.append(bytes[place])
                place += 1
            }
        }
        return result
    }
}
