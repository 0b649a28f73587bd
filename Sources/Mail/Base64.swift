/// Base64 with its padding (RFC 4648 §4), for encoded words and to know a password again in an answer.
enum Base64 {
    private static let alphabet = Array(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    static func encoded(_ bytes: some Collection<UInt8>) -> [UInt8] {
        var letters: [UInt8] = []
        letters.reserveCapacity((bytes.count + 2) / 3 * 4)
        var held = 0
        var bits = 0
        for byte in bytes {
            held = (held << 8 | Int(byte)) & 0xFFFF
            bits += 8
            while bits >= 6 {
                bits -= 6
                letters.append(alphabet[held >> bits & 0x3F])
            }
        }
        if bits > 0 { letters.append(alphabet[held << (6 - bits) & 0x3F]) }
        while letters.count % 4 != 0 { letters.append(UInt8(ascii: "=")) }
        return letters
    }
}
