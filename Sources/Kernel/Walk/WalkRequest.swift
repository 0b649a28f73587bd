import PortalKit
import Web

/// One request of the walk, before it becomes what nginx would hand over.
package struct WalkRequest {
    package let viewer: WalkViewer
    package let isPost: Bool
    /// With its query.
    package let address: String
    package var fields: [String: String] = [:]
    /// The fields that a file is sent in.
    package var files: [String] = []
    package var origin: String?
    package var cookies: [(name: String, value: String)] = []
    /// The token that the viewer's own page would have sent.
    package let csrf: String

    /// The number of the request is always the same, so that answers can be compared byte by byte.
    static let id = "77616c6b77616c6b77616c6b77616c6b"

    /// Stands in every file that is sent: a text, and a list of one contact.
    static let listed = "list@walk.example.org"

    private static let boundary = "portico-walk-5d1c"

    private var type: String {
        files.isEmpty
            ? "application/x-www-form-urlencoded" : "multipart/form-data; boundary=" + Self.boundary
    }

    private var multipart: [UInt8] {
        let head = "--\(Self.boundary)\r\nContent-Disposition: form-data; name=\""
        let texts = fields.sorted { $0.key < $1.key }.map { "\(head)\($0.key)\"\r\n\r\n\($0.value)\r\n" }
        let sent = files.map { "\(head)\($0)\"; filename=\"walk.txt\"\r\n\r\nemail\r\n\(Self.listed)\r\n" }
        return Array(((texts + sent).joined() + "--\(Self.boundary)--\r\n").utf8)
    }

    private var body: [UInt8] {
        if isPost, !files.isEmpty { return multipart }
        let pairs = fields.sorted { $0.key < $1.key }.map {
            Percent.segment($0.key) + "=" + Percent.segment($0.value)
        }
        return isPost ? Array(pairs.joined(separator: "&").utf8) : []
    }

    func sent(to desk: Desk, host: String) -> WalkReply {
        let parts = address.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        let body = body
        var parameters: [(name: String, value: [UInt8])] = [
            ("REQUEST_METHOD", Array((isPost ? "POST" : "GET").utf8)),
            ("DOCUMENT_URI", Array((parts.first ?? "/").utf8)),
            ("QUERY_STRING", Array((parts.count > 1 ? parts[1] : "").utf8)),
            ("REMOTE_ADDR", Array("192.0.2.1".utf8)), ("REQUEST_ID", Array(Self.id.utf8)),
            ("HTTP_HOST", Array(host.utf8)), ("HTTP_USER_AGENT", Array("Walk/1".utf8)),
        ]
        if isPost {
            parameters.append(("CONTENT_TYPE", Array(type.utf8)))
            parameters.append(("CONTENT_LENGTH", Array(String(body.count).utf8)))
        }
        if let origin { parameters.append(("HTTP_ORIGIN", Array(origin.utf8))) }
        if !cookies.isEmpty {
            let line = cookies.map { $0.name + "=" + $0.value }.joined(separator: "; ")
            parameters.append(("HTTP_COOKIE", Array(line.utf8)))
        }
        return WalkReply(desk.answer(parameters, WalkBody(body)))
    }
}

/// A body that is there already.
private final class WalkBody: BodySource {
    private var rest: ArraySlice<UInt8>

    init(_ bytes: [UInt8]) { rest = bytes[...] }

    func read(upTo limit: Int) throws -> [UInt8] {
        let part = Array(rest.prefix(limit))
        rest = rest.dropFirst(limit)
        return part
    }
}

/// What came back.
struct WalkReply {
    let status: Int
    let location: String
    let isFile: Bool
    let isPage: Bool
    /// All of it, but for what is random in each form.
    let comparable: [UInt8]
    /// Where the body begins in it.
    let bodyStart: Int
    /// The marks of records that stand in it, in headers or body.
    let marks: Set<String>

    /// Whether one is sent to a sign-in page.
    var isSignIn: Bool {
        status == 303 && (location.hasPrefix("/sign-in") || location.hasPrefix("/staff/sign-in"))
    }

    var isAnswered: Bool { (200..<400).contains(status) && !isSignIn }

    init(_ bytes: [UInt8]) {
        var masked = bytes
        Self.maskOnce(&masked)
        comparable = masked
        var lines: [String] = []
        var start = 0
        var place = 0
        while place < bytes.count {
            guard bytes[place] == 0x0A else {
                place += 1
                continue
            }
            let line = bytes[start..<place].filter { $0 != 0x0D }
            start = place + 1
            place += 1
            if line.isEmpty { break }
            lines.append(String(decoding: line, as: UTF8.self))
        }
        func value(_ name: String) -> String? {
            lines.first { $0.hasPrefix(name + ": ") }.map { String($0.dropFirst(name.count + 2)) }
        }
        bodyStart = start
        status = value("Status").flatMap { Int($0.prefix(3)) } ?? 0
        location = value("Location") ?? ""
        isFile = value("X-Accel-Redirect") != nil
        isPage = value("Content-Type")?.hasPrefix("text/html") == true
        marks = Self.marks(in: bytes)
    }

    var body: [UInt8] { Array(comparable[bodyStart...]) }

    private static let word = Array(WalkRecords.word.utf8)
    private static let once = Array("name=\"once\" value=\"".utf8)

    private static func stands(_ text: [UInt8], in bytes: [UInt8], at place: Int) -> Bool {
        guard place + text.count <= bytes.count else { return false }
        var index = 0
        while index < text.count {
            if bytes[place + index] != text[index] { return false }
            index += 1
        }
        return true
    }

    private static func maskOnce(_ bytes: inout [UInt8]) {
        var place = 0
        while place < bytes.count {
            if bytes[place] == 0x6E, stands(once, in: bytes, at: place) {
                place += once.count
                while place < bytes.count, bytes[place] != 0x22 {
                    bytes[place] = 0x2A
                    place += 1
                }
            }
            place += 1
        }
    }

    /// A mark is the word, a sign, and eight letters.
    private static func marks(in bytes: [UInt8]) -> Set<String> {
        var marks: Set<String> = []
        var place = 0
        while place < bytes.count {
            if bytes[place] == word[0], stands(word, in: bytes, at: place) {
                let end = place + word.count + 9
                if end <= bytes.count { marks.insert(String(decoding: bytes[place..<end], as: UTF8.self)) }
            }
            place += 1
        }
        return marks
    }
}
