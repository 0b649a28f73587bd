/// Passwords that are tried first. The list is our own: words that people like, each with the endings that people give
/// them, walks over the keyboard, and one sign or one short piece over and over. It is compared in a folded form, so
/// capitals, signs between, and digits that stand for letters make no difference (SA08).
package enum CommonPasswords {
    private static let words: [String] = split(
        """
        password passwort wachtwoord welkom welcome willkommen hello hallo letmein opensesame secret geheim geheimnis \
        login admin administrator root user guest master changeme default test testing temp temporary access qwerty \
        azerty qwertz monkey dragon tiger lion eagle falcon wolf bear horse puppy kitten cat dog fish summer winter \
        spring autumn zomer winter lente herfst sommer frühling january february march april june july august \
        september october november december monday tuesday wednesday thursday friday saturday sunday football soccer \
        baseball basketball hockey tennis rugby voetbal fussball ajax feyenoord chelsea arsenal liverpool barcelona \
        amsterdam rotterdam berlin london paris madrid newyork holland nederland germany england france america \
        sunshine rainbow flower princess prince queen king angel love iloveyou ilovegod jesus heaven lucky happy \
        freedom superman batman spiderman starwars pokemon ninja hunter killer shadow ghost phoenix diamond golden \
        silver orange purple yellow green black white cookie chocolate banana cheese coffee pepper ginger computer \
        internet windows office server network system company business money million bank michael jennifer jessica \
        daniel thomas robert charlie jordan ashley nicole george andrew maggie buster trustno mustang corvette \
        ferrari porsche mercedes toyota yamaha honda whatever nothing something blink flower matrix merlin hammer
        """)

    private static let endings: [String] = [
        "", "1", "2", "3", "7", "9", "01", "02", "07", "10", "11", "12", "21", "22", "23", "69", "77", "88",
        "99",
        "00", "123", "321", "111", "666", "777", "1234", "4321", "12345", "123456", "1234567", "12345678",
        "123456789", "1234567890", "2019", "2020", "2021", "2022", "2023", "2024", "2025", "2026", "2027",
        "2028",
        "1990", "1995", "2000",
    ]

    private static let rows: [String] = [
        "1234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm", "abcdefghijklmnopqrstuvwxyz", "qwertzuiop",
        "azertyuiop",
        "1q2w3e4r5t6y7u8i9o0p", "1qaz2wsx3edc4rfv5tgb6yhn", "qazwsxedcrfvtgbyhnujm",
    ]

    /// Folded, and so without doubles.
    package static let all: Set<String> = {
        var all: Set<String> = []
        for word in Set(words) {
            for ending in endings {
                all.insert(folded(word + ending))
                all.insert(folded(word + word + ending))
                all.insert(folded(ending + word))
            }
        }
        for row in rows {
            for text in [row, String(row.reversed()), row + row, row + String(row.reversed())] {
                let letters = Array(text.unicodeScalars)
                for length in 6...max(6, letters.count) where length <= letters.count {
                    for start in 0...(letters.count - length) {
                        var part = String.UnicodeScalarView()
                        part.append(contentsOf: letters[start..<(start + length)])
                        all.insert(folded(String(part)))
                    }
                }
            }
        }
        for row in rows { for other in rows { all.insert(folded(row + other)) } }
        return all
    }()

    package static func contains(_ password: String) -> Bool {
        let folded = folded(password)
        return all.contains(folded) || isOver(Array(folded.utf8))
    }

    /// Whether hardly anything is left of it without these names and their parts.
    package static func isMade(_ password: String, of names: [String]) -> Bool {
        let pieces = names.flatMap { name in
            [name] + name.split { !$0.isLetter && !$0.isNumber }.map(String.init)
        }
        var rest = folded(password)
        let before = rest.utf8.count
        for piece in Set(pieces.map(folded)).sorted(by: { ($0.utf8.count, $0) > ($1.utf8.count, $1) })
        where piece.utf8.count >= 4 {
            rest = rest.replacing(piece, with: "")
        }
        return rest.utf8.count < before && rest.unicodeScalars.count < 6
    }

    /// Small letters, digits that stand for letters undone, and nothing between them.
    static func folded(_ text: String) -> String {
        var folded = String.UnicodeScalarView()
        for scalar in text.lowercased().unicodeScalars {
            switch scalar {
            case "0": folded.append("o")
            case "1", "!", "|": folded.append("i")
            case "3", "€": folded.append("e")
            case "4", "@": folded.append("a")
            case "5", "$": folded.append("s")
            case "7", "+": folded.append("t")
            default:
                if scalar.properties.isAlphabetic || ("0"..."9").contains(scalar) { folded.append(scalar) }
            }
        }
        return String(folded)
    }

    /// One piece of at most four signs over and over, as in `abcabcabc`.
    private static func isOver(_ bytes: [UInt8]) -> Bool {
        guard !bytes.isEmpty else { return true }
        return (1...4).contains { period in
            bytes.count >= 2 * period && bytes.indices.allSatisfy { bytes[$0] == bytes[$0 % period] }
        }
    }

    private static func split(_ text: String) -> [String] {
        text.split { $0 == " " || $0 == "\n" }.map(String.init)
    }
}
