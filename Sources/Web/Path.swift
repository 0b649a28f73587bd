/// Where a request goes: `/support/tickets/9XK…` as its segments, decoded once and in one spelling only.
public struct Path: Sendable, Equatable {
    /// The parts between the slashes, decoded; none for `/`. Never empty, `.` or `..`.
    public let segments: [String]

    static let longest = 2_048
    static let mostSegments = 16

    /// The path as the web server decoded it (`DOCUMENT_URI`). One that a second reader could take for
    /// another path is refused.
    package init(decoded: String) throws(BadRequest) {
        let bytes = decoded.utf8
        guard bytes.count <= Self.longest else { throw .tooLarge("path longer than 2048 bytes") }
        guard bytes.first == 0x2F else { throw .malformed("path does not begin with a slash") }
        guard !Text.hasControls(decoded) else { throw .malformed("control character in the path") }
        guard !bytes.contains(0x5C) else { throw .malformed("backslash in the path") }
        guard !decoded.unicodeScalars.contains(where: Self.isLookalike) else {
            throw .malformed("character in the path that stands for another")
        }
        guard !Self.decodesAgain(bytes) else { throw .malformed("path is encoded twice") }
        if bytes.count == 1 {
            segments = []
            return
        }
        let parts = bytes.dropFirst().split(separator: 0x2F, omittingEmptySubsequences: false)
        guard parts.count <= Self.mostSegments else { throw .tooLarge("path of more than 16 segments") }
        guard parts.allSatisfy(Self.isPlain) else { throw .malformed("empty or dotted segment in the path") }
        segments = parts.map { String(Substring($0)) }
    }

    /// The path as it is written in a link, encoded.
    public var link: String { "/" + segments.map(Percent.segment).joined(separator: "/") }

    public static func == (left: Path, right: Path) -> Bool {
        left.segments.elementsEqual(right.segments, by: Text.same)
    }

    private static func isPlain(_ segment: Substring.UTF8View) -> Bool {
        switch segment.count {
        case 0: false
        case 1: segment.first != 0x2E
        case 2: !segment.allSatisfy { $0 == 0x2E }
        default: true
        }
    }

    /// The sign of a repair, and the three characters that String compares as equal to `K`, `;` and a
    /// backtick.
    private static func isLookalike(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0xFFFD, 0x212A, 0x037E, 0x1FEF: true
        default: false
        }
    }

    private static func decodesAgain(_ bytes: String.UTF8View) -> Bool {
        var rest = bytes[...]
        while let percent = rest.firstIndex(of: 0x25) {
            rest = rest[percent...].dropFirst()
            if rest.count >= 2, rest.prefix(2).allSatisfy({ Percent.value($0) != nil }) { return true }
        }
        return false
    }
}
