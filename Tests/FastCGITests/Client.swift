import Glibc
import Posix

/// A FastCGI client of a few lines that can also misbehave: records are built by hand.
struct Client: ~Copyable {
    struct Reply: Equatable {
        var output = ""
        var sawEnd = false
        var closed = false
    }

    private let descriptor: Int32

    init(_ path: String) throws {
        descriptor = try UnixSocket.connect(path: path)
        _ = UnixSocket.setTimeouts(descriptor, microseconds: 20_000_000)
    }

    deinit { Descriptors.close(descriptor) }

    func send(_ bytes: [UInt8]) throws { try Descriptors.write(bytes, to: descriptor) }

    func endWriting() { UnixSocket.endWriting(descriptor) }

    /// Reads until the other side closes.
    func reply() -> Reply {
        var bytes: [UInt8] = []
        while let part = try? Descriptors.read(descriptor, upTo: 65_536) {
            bytes += part
            if part.isEmpty { return Self.parsed(bytes, closed: true) }
        }
        return Self.parsed(bytes, closed: errno == ECONNRESET)
    }

    static func ask(
        _ path: String, _ parameters: [(String, String)], body: [UInt8] = [], keep: Bool = false
    ) throws -> Reply {
        let client = try Client(path)
        try client.send(request(parameters, body: body, keep: keep))
        return client.reply()
    }

    static func get(_ uri: String) -> [(String, String)] {
        [("REQUEST_METHOD", "GET"), ("DOCUMENT_URI", uri)]
    }

    static func post(_ uri: String, length: Int) -> [(String, String)] {
        [("REQUEST_METHOD", "POST"), ("DOCUMENT_URI", uri), ("CONTENT_LENGTH", String(length))]
    }

    static func request(_ parameters: [(String, String)], body: [UInt8] = [], keep: Bool = false) -> [UInt8] {
        var bytes = begin(keep: keep)
        bytes += record(4, parameters.flatMap { pair($0.0, $0.1) }) + record(4, [])
        for start in stride(from: 0, to: body.count, by: 32_768) {
            bytes += record(5, Array(body[start..<min(start + 32_768, body.count)]))
        }
        return bytes + record(5, [])
    }

    static func begin(keep: Bool) -> [UInt8] { record(1, [0, 1, keep ? 1 : 0, 0, 0, 0, 0, 0]) }

    static func record(_ type: UInt8, _ content: [UInt8]) -> [UInt8] {
        [1, type, 0, 1, UInt8(content.count >> 8), UInt8(content.count & 255), 0, 0] + content
    }

    static func pair(_ name: String, _ value: String) -> [UInt8] {
        length(name.utf8.count) + length(value.utf8.count) + Array(name.utf8) + Array(value.utf8)
    }

    private static func length(_ count: Int) -> [UInt8] {
        count < 128 ? [UInt8(count)] : [128, 0, UInt8(count >> 8), UInt8(count & 255)]
    }

    private static func parsed(_ bytes: [UInt8], closed: Bool) -> Reply {
        var reply = Reply(closed: closed)
        var output: [UInt8] = []
        var at = 0
        while at + 8 <= bytes.count {
            let size = Int(bytes[at + 4]) << 8 | Int(bytes[at + 5])
            let content = bytes[min(at + 8, bytes.count)..<min(at + 8 + size, bytes.count)]
            if bytes[at + 1] == 6 { output += content }
            if bytes[at + 1] == 3 { reply.sawEnd = true }
            at += 8 + size + Int(bytes[at + 6])
        }
        reply.output = String(decoding: output, as: UTF8.self)
        return reply
    }
}
