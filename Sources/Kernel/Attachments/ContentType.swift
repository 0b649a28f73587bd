/// What a file is by its first bytes; what its name claims must agree (ASVS 5.2.2).
enum ContentType {
    private static let signatures: [(type: String, bytes: [UInt8])] = [
        ("image/png", [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]),
        ("image/jpeg", [0xFF, 0xD8, 0xFF]),
        ("image/gif", Array("GIF8".utf8)),
        ("application/pdf", Array("%PDF-".utf8)),
        ("application/zip", [0x50, 0x4B, 0x03, 0x04]),
    ]
    private static let endings: [String: String] = [
        "png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg", "gif": "image/gif",
        "webp": "image/webp", "pdf": "application/pdf", "zip": "application/zip",
    ]
    /// Office files are ZIP archives with a name of their own.
    private static let archives: Set<String> = ["zip", "docx", "xlsx", "pptx", "odt", "ods", "odp"]

    /// The type to keep; nil when name and content contradict each other. Whatever is not known is kept as bytes,
    /// and never shown by a browser.
    static func sniff(_ head: [UInt8], name: String) -> String? {
        let ending =
            name.split(separator: ".").count > 1
            ? name.split(separator: ".").last.map { $0.lowercased() } ?? "" : ""
        var found = signatures.first { head.starts(with: $0.bytes) }?.type
        if head.starts(with: Array("RIFF".utf8)), head.dropFirst(8).starts(with: Array("WEBP".utf8)) {
            found = "image/webp"
        }
        if let found {
            if found == "application/zip" {
                return archives.contains(ending) || endings[ending] == nil ? found : nil
            }
            return endings[ending] == nil || endings[ending] == found ? found : nil
        }
        if endings[ending] != nil { return nil }
        return ["txt", "csv", "md"].contains(ending) ? "text/plain" : "application/octet-stream"
    }
}

/// A file's name as people may see it: no path, no control or direction characters, at most 200 bytes (SG01).
enum FileName {
    static func shown(_ sent: String) -> String {
        let last = sent.unicodeScalars.split { $0 == "/" || $0 == "\\" }.last.map(String.init) ?? ""
        var name = ""
        for scalar in last.unicodeScalars where !isHidden(scalar) {
            guard name.utf8.count + String(scalar).utf8.count <= 200 else { break }
            name.unicodeScalars.append(scalar)
        }
        let trimmed = name.drop { $0 == "." || $0 == " " }
        return trimmed.isEmpty ? "file" : String(trimmed)
    }

    private static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0..<0x20, 0x22, 0x7F...0x9F, 0x200B...0x200F, 0x2028...0x202E, 0x2066...0x2069, 0xFEFF: true
        default: false
        }
    }
}
