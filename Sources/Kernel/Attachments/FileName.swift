/// A file's name as people may see it: no path, no control or direction characters, at most 200 bytes (SG01).
enum FileName {
    private static let longest = 200

    static func shown(_ sent: String) -> String {
        let last = sent.unicodeScalars.split { $0 == "/" || $0 == "\\" }.last.map(String.init) ?? ""
        var name = String.UnicodeScalarView()
        name.append(contentsOf: last.unicodeScalars.filter { !isHidden($0) }.drop { $0 == "." || $0 == " " })
        return name.isEmpty ? "file" : shortened(String(name))
    }

    /// A long name loses its middle: its ending says what the file is.
    private static func shortened(_ name: String) -> String {
        guard name.utf8.count > longest else { return name }
        let dot = name.unicodeScalars.lastIndex(of: ".") ?? name.endIndex
        let ending = name[dot...].utf8.count <= 20 ? String(name[dot...]) : ""
        var stem = ""
        for scalar in name.unicodeScalars {
            guard stem.utf8.count + UTF8.width(scalar) + ending.utf8.count <= longest else { break }
            stem.unicodeScalars.append(scalar)
        }
        return stem + ending
    }

    /// Controls, quotes, and what is invisible or turns the direction of reading.
    private static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0..<0x20, 0x22, 0x7F...0x9F, 0x061C, 0x200B...0x200F, 0x2028...0x202E, 0x2060...0x206F, 0xFEFF,
            0xFFF9...0xFFFB, 0xE0000...0xE007F:
            true
        default: false
        }
    }
}
