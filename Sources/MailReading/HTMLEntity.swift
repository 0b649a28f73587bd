/// Characters that HTML writes with a name or a number.
enum HTMLEntity {
    /// What stands at the ampersand there, and how many bytes it takes; nil where it is only an ampersand.
    static func at(_ bytes: [UInt8], _ start: Int) -> (text: String, length: Int)? {
        var index = start + 1
        guard index < bytes.count else { return nil }
        if bytes[index] == UInt8(ascii: "#") { return number(bytes, start) }
        var name: [UInt8] = []
        while index < bytes.count, name.count < 10, isName(bytes[index]) {
            name.append(bytes[index])
            index += 1
        }
        guard let scalar = names[String(decoding: name, as: UTF8.self)].flatMap(Unicode.Scalar.init) else {
            return nil
        }
        if index < bytes.count, bytes[index] == UInt8(ascii: ";") { index += 1 }
        return (String(scalar), index - start)
    }

    private static func isName(_ byte: UInt8) -> Bool {
        (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte)
    }

    private static func number(_ bytes: [UInt8], _ start: Int) -> (text: String, length: Int)? {
        var index = start + 2
        var radix: UInt32 = 10
        if index < bytes.count, bytes[index] | 0x20 == UInt8(ascii: "x") { (radix, index) = (16, index + 1) }
        var value: UInt32 = 0
        let first = index
        while index < bytes.count, index - first < 8, let digit = digit(bytes[index]), digit < radix {
            value = value &* radix &+ digit
            index += 1
        }
        guard index > first else { return nil }
        if index < bytes.count, bytes[index] == UInt8(ascii: ";") { index += 1 }
        let isShown = value >= 0x20 && !(0x7F..<0xA0).contains(value) || value == 0x0A
        let scalar = isShown ? Unicode.Scalar(value) : nil
        return (String(scalar ?? "\u{FFFD}"), index - start)
    }

    private static func digit(_ byte: UInt8) -> UInt32? {
        switch byte {
        case 0x30...0x39: UInt32(byte - 0x30)
        case 0x41...0x46: UInt32(byte - 0x41 + 10)
        case 0x61...0x66: UInt32(byte - 0x61 + 10)
        default: nil
        }
    }

    /// Latin-1 in its order from U+00A0 on (HTML 4, 24.2), and what mail programs write beside it.
    private static let names: [String: UInt32] = {
        let latin = """
            nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 \
            acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml \
            Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc \
            Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml \
            aring aelig ccedil egrave eacute ecirc euml igrave iacute icirc iuml eth ntilde ograve oacute ocirc \
            otilde ouml divide oslash ugrave uacute ucirc uuml yacute thorn yuml
            """
        var names: [String: UInt32] = [
            "amp": 0x26, "lt": 0x3C, "gt": 0x3E, "quot": 0x22, "apos": 0x27, "euro": 0x20AC, "hellip": 0x2026,
            "mdash": 0x2014, "ndash": 0x2013, "lsquo": 0x2018, "rsquo": 0x2019, "ldquo": 0x201C,
            "rdquo": 0x201D, "sbquo": 0x201A, "bdquo": 0x201E, "bull": 0x2022, "trade": 0x2122,
            "lsaquo": 0x2039, "rsaquo": 0x203A, "oelig": 0x153, "OElig": 0x152, "scaron": 0x161,
            "Scaron": 0x160, "Yuml": 0x178, "fnof": 0x192, "circ": 0x2C6, "tilde": 0x2DC, "dagger": 0x2020,
            "permil": 0x2030, "larr": 0x2190, "rarr": 0x2192, "uarr": 0x2191, "darr": 0x2193, "minus": 0x2212,
            "le": 0x2264, "ge": 0x2265, "ne": 0x2260, "check": 0x2713, "ensp": 0x20, "emsp": 0x20,
            "thinsp": 0x20,
        ]
        for (index, name) in latin.split(separator: " ").enumerated() {
            names[String(name)] = 0xA0 + UInt32(index)
        }
        return names
    }()
}
