/// What a file is by its bytes; what its name claims must agree (ASVS 5.2.2).
enum ContentType {
    /// Whatever is not known, or is more than one thing at once: kept as bytes, and never shown by a browser.
    static let unknown = "application/octet-stream"

    private static let signatures: [(type: String, bytes: [UInt8])] = [
        ("image/png", [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]),
        ("image/jpeg", [0xFF, 0xD8, 0xFF]),
        ("image/gif", Array("GIF87a".utf8)), ("image/gif", Array("GIF89a".utf8)),
        ("application/pdf", Array("%PDF-".utf8)),
        ("application/zip", [0x50, 0x4B, 0x03, 0x04]), ("application/zip", [0x50, 0x4B, 0x05, 0x06]),
        ("application/x-ole-storage", [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]),
        ("application/x-executable", [0x7F, 0x45, 0x4C, 0x46]),
    ]
    /// What an ending promises. Office files are archives with a name of their own, older ones OLE containers.
    private static let endings: [String: String] = [
        "png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg", "gif": "image/gif",
        "webp": "image/webp", "pdf": "application/pdf", "zip": "application/zip", "docx": "application/zip",
        "xlsx": "application/zip", "pptx": "application/zip", "odt": "application/zip",
        "ods": "application/zip", "odp": "application/zip", "doc": "application/x-ole-storage",
        "xls": "application/x-ole-storage", "ppt": "application/x-ole-storage",
        "msg": "application/x-ole-storage", "txt": "text/plain", "csv": "text/plain", "md": "text/plain",
        "log": "text/plain", "html": "text/html", "htm": "text/html", "xhtml": "text/html",
        "svg": "text/xml", "xml": "text/xml",
    ]
    /// Kept under their own names; everything else is kept as bytes.
    private static let kept: Set<String> = [
        "image/png", "image/jpeg", "image/gif", "image/webp", "application/pdf", "application/zip",
        "text/plain",
    ]
    /// Formats that were written before their applications agreed on a container: `.doc` may be RTF or HTML.
    private static let loose: Set<String> = ["application/x-ole-storage"]

    /// The type to keep; nil when name and content contradict each other.
    ///
    /// - Parameters:
    ///   - head: the first 1,024 bytes.
    ///   - tail: the last 1,024 bytes.
    static func sniff(_ head: [UInt8], tail: [UInt8], size: Int, name: String) -> String? {
        let parts = name.split(separator: ".", omittingEmptySubsequences: false)
        let ending = parts.count > 1 ? parts.last?.lowercased() ?? "" : ""
        let promised = endings[ending]
        guard let found = signature(head) else {
            if size == 0 { return promised == nil || promised == "text/plain" ? unknown : nil }
            guard let promised, !loose.contains(promised) else { return unknown }
            // Text in UTF-16 has NUL bytes; it is kept, but as bytes.
            if promised == "text/plain" { return head.contains(0) ? unknown : promised }
            return promised.hasPrefix("text/") ? unknown : nil
        }
        if let promised, promised != found { return nil }
        let isKept = kept.contains(found) && (promised != nil || ending.isEmpty)
        return isKept && isWhole(found, head, tail, size: size) ? found : unknown
    }

    private static func signature(_ head: [UInt8]) -> String? {
        if head.starts(with: Array("RIFF".utf8)), head.dropFirst(8).starts(with: Array("WEBP".utf8)) {
            return "image/webp"
        }
        return signatures.first { head.starts(with: $0.bytes) }?.type
    }

    /// Whether it begins and ends as its format says, with nothing beside it that another reader could take for
    /// something else: a page in front, an archive behind.
    private static func isWhole(_ type: String, _ head: [UInt8], _ tail: [UInt8], size: Int) -> Bool {
        let isClosed =
            switch type {
            case "image/png": ends(tail, with: [0x49, 0x45, 0x4E, 0x44, 0xAE, 0x42, 0x60, 0x82])
            case "image/jpeg": ends(tail, with: [0xFF, 0xD9])
            case "image/gif": ends(tail, with: [0x3B])
            case "image/webp": riffSize(head).map { $0 + 8 == size || $0 + 9 == size } ?? false
            case "application/pdf": contains(tail, "%%eof")
            default: true
            }
        guard isClosed else { return false }
        if type == "application/zip" { return true }
        // A PDF may well end with markup of its own: its metadata.
        let texts = type == "application/pdf" ? [head] : [head, tail]
        let markup = ["<script", "<html", "<svg", "<!doctype", "<body", "<iframe"]
        return !contains(tail, [0x50, 0x4B, 0x05, 0x06])
            && !texts.contains { text in markup.contains { contains(text, $0) } }
    }

    private static func riffSize(_ head: [UInt8]) -> Int? {
        guard head.count >= 8 else { return nil }
        return Int(head[4]) | Int(head[5]) << 8 | Int(head[6]) << 16 | Int(head[7]) << 24
    }

    private static func ends(_ bytes: [UInt8], with end: [UInt8]) -> Bool {
        bytes.suffix(end.count).elementsEqual(end)
    }

    private static func contains(_ bytes: [UInt8], _ word: String) -> Bool {
        contains(bytes.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }, Array(word.utf8))
    }

    private static func contains(_ bytes: [UInt8], _ word: [UInt8]) -> Bool {
        guard bytes.count >= word.count else { return false }
        return (0...(bytes.count - word.count)).contains { bytes[$0...].starts(with: word) }
    }
}
