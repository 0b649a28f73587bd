/// A password that staff hand to somebody without a mail address, to be replaced at the first sign-in.
///
/// It can be read out over the telephone: four groups of four, such as `k7mp-x2qd-9wtr-c4hn`. 78 bits from 30
/// letters and digits; 0, 1, i, l, o and u are left out, because they are read for one another or make words.
/// Long enough for `PasswordPolicy` without a second factor.
package enum StartPassword {
    package static func make() -> String {
        var source = SystemRandomNumberGenerator()
        let letters = Array("23456789abcdefghjkmnpqrstvwxyz".utf8)
        var text: [UInt8] = []
        for place in 0..<16 {
            if place > 0, place.isMultiple(of: 4) { text.append(UInt8(ascii: "-")) }
            text.append(letters[Int.random(in: 0..<letters.count, using: &source)])
        }
        return String(decoding: text, as: UTF8.self)
    }
}
