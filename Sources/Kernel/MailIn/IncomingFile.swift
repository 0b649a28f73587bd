import Crypto
package import Web

/// The message as it arrives: kept whole before anybody looks at it.
package final class IncomingFile {
    package struct TooLarge: Error {}

    /// Bytes that a message may have; mail servers of others allow 25 to 50 million.
    package static let most = 50 << 20

    private let file: SpoolFile
    private var body = SHA256()
    private var isInBody = false
    /// The end of what was written so far, while headers last.
    private var tail: [UInt8] = []

    package init(_ spool: Spool) throws {
        file = try spool.newFile()
    }

    package func write(_ bytes: [UInt8]) throws {
        guard file.size + bytes.count <= Self.most else { throw TooLarge() }
        try file.write(bytes)
        if isInBody { return body.update(data: bytes) }
        let joined = tail + bytes
        guard let end = Self.endOfHeaders(joined) else {
            tail = Array(joined.suffix(3))
            return
        }
        isInBody = true
        body.update(data: joined[end...])
    }

    private static func endOfHeaders(_ bytes: [UInt8]) -> Int? {
        var index = 0
        while let line = bytes[index...].firstIndex(of: 0x0A) {
            let next = bytes[(line + 1)...].prefix(2)
            if next.first == 0x0A { return line + 2 }
            if next.elementsEqual([0x0D, 0x0A]) { return line + 3 }
            index = line + 1
        }
        return nil
    }

    /// The file, and the hash of what follows its headers: mail servers write lines of their own into those.
    package func finish() throws -> (file: UploadedFile, body: [UInt8]) {
        let kept = try file.finish(field: "mail", name: "message.eml", type: "message/rfc822")
        return (kept, Array(body.finalize()))
    }

    package func remove() { file.remove() }
}
