/// What character sets are called in mails, and what is meant.
enum CharacterSet {
    /// The text of a part: in the set that it names, else UTF-8 where it is that, else what Western mail used to be in.
    static func text(_ bytes: [UInt8], _ charset: String) -> String {
        let name = meant(charset)
        if name.isEmpty || name == "us-ascii" || name == "utf-8" {
            if let text = String(validating: bytes, as: UTF8.self) { return Repaired.lines(text) }
            // A set that is named wins over a guess: only single letters are broken then.
            if name == "utf-8", !isMostlyBroken(bytes) { return Repaired.text(bytes) }
            return Repaired.text(MessageFile.converted(bytes, from: "CP1252") ?? bytes)
        }
        // Bytes beyond ASCII that are UTF-8 throughout are hardly ever Latin-1: programs say so that never looked.
        if name == "CP1252", bytes.contains(where: { $0 >= 0x80 }),
            let text = String(validating: bytes, as: UTF8.self)
        {
            return Repaired.lines(text)
        }
        if let converted = MessageFile.converted(bytes, from: name) { return Repaired.text(converted) }
        if let text = String(validating: bytes, as: UTF8.self) { return Repaired.lines(text) }
        return Repaired.text(MessageFile.converted(bytes, from: "CP1252") ?? bytes)
    }

    /// Another set than it says: more than one in ten of its letters beyond ASCII are none.
    private static func isMostlyBroken(_ bytes: [UInt8]) -> Bool {
        let text = String(decoding: bytes, as: UTF8.self).unicodeScalars
        let broken = text.count { $0 == "\u{FFFD}" }
        return broken * 10 > text.count { $0.value > 0x7F }
    }

    /// The name by which iconv knows what is meant: browsers read Latin-1 as Windows-1252 too (WHATWG Encoding §4.2).
    private static func meant(_ charset: String) -> String {
        let letters = charset.utf8.filter { (0x21..<0x7F).contains($0) && $0 != 0x22 && $0 != 0x27 }
        let name = String(decoding: letters, as: UTF8.self).lowercased()
        guard name.utf8.count <= 40, name.utf8.allSatisfy(isName) else { return "" }
        return others[name] ?? name
    }

    private static func isName(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x61...0x7A, 0x2D, 0x5F, 0x2E, 0x3A: true
        default: false
        }
    }

    private static let others: [String: String] = [
        "utf8": "utf-8", "utf-8": "utf-8", "unicode-1-1-utf-8": "utf-8", "us-ascii": "us-ascii",
        "ascii": "us-ascii", "ansi_x3.4-1968": "us-ascii", "iso-8859-1": "CP1252", "iso8859-1": "CP1252",
        "latin1": "CP1252", "latin-1": "CP1252", "windows-1252": "CP1252", "iso-8859-9": "CP1254",
        "shift_jis": "CP932", "shift-jis": "CP932", "sjis": "CP932", "x-sjis": "CP932", "ms_kanji": "CP932",
        "windows-31j": "CP932", "euc-kr": "UHC", "ks_c_5601-1987": "UHC", "ks_c_5601": "UHC",
        "cp949": "UHC", "gb2312": "GB18030", "gbk": "GB18030", "gb_2312-80": "GB18030",
        "big5": "BIG5-HKSCS", "iso-8859-8-i": "ISO-8859-8", "cp-850": "CP850", "macintosh": "MACINTOSH",
        "x-mac-roman": "MACINTOSH", "tis-620": "CP874", "iso-2022-jp": "ISO-2022-JP-2",
        "unknown-8bit": "", "x-unknown": "", "unknown": "", "default": "", "none": "",
    ]
}

/// Text that can be shown and kept whatever its bytes were.
enum Repaired {
    static func text(_ bytes: [UInt8]) -> String { lines(String(decoding: bytes, as: UTF8.self)) }

    /// Ends of lines are LF; other controls than tabs are left out.
    static func lines(_ text: String) -> String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count)
        var wasReturn = false
        for byte in text.utf8 {
            switch byte {
            case 0x0D: bytes.append(0x0A)
            case 0x0A where wasReturn: break
            case 0x0A, 0x09, 0x20...0x7E, 0x80...: bytes.append(byte)
            default: break
            }
            wasReturn = byte == 0x0D
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
