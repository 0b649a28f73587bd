import Kernel

/// What a new portal is called, in the three forms in which the name stands in code.
struct PortalName: Equatable {
    /// `Loans`: the folder, and the portal's type names.
    let plural: String
    /// `Loan`: the noun.
    let singular: String

    /// `loans`: the prefix of addresses, tables and permissions.
    var id: String { plural.lowercased() }

    struct Refusal: Error, Equatable, CustomStringConvertible {
        let description: String
    }

    /// - Parameters:
    ///   - plural: a word of letters that begins with a capital.
    ///   - noun: one of them; found by the rules of English when nil.
    init(_ plural: String, noun: String?) throws(Refusal) {
        for word in [plural, noun ?? "Noun"] {
            let bytes = Array(word.utf8)
            guard let first = bytes.first, (0x41...0x5A).contains(first), (2...32).contains(bytes.count),
                bytes.dropFirst().allSatisfy({ (0x61...0x7A).contains($0) })
            else {
                throw Refusal(
                    description:
                        "“\(word)” is not one word of 2 to 32 letters that begins with a capital, such as Loans"
                )
            }
        }
        guard !Check.reserved.contains(plural.lowercased()) else {
            throw Refusal(
                description: "“\(plural.lowercased())” is an address of Portico itself; choose another name")
        }
        self.plural = plural
        singular = noun ?? Self.singular(of: plural)
        guard singular != plural else {
            throw Refusal(description: "say what one of the \(plural) is called: --noun")
        }
    }

    private static func singular(of plural: String) -> String {
        if plural.hasSuffix("ies") { return plural.dropLast(3) + "y" }
        for ending in ["sses", "shes", "ches", "xes"] where plural.hasSuffix(ending) {
            return String(plural.dropLast(2))
        }
        return plural.hasSuffix("s") ? String(plural.dropLast()) : plural
    }

    /// The text of the smallest real portal, made one of this name. The longer form is replaced first, because the
    /// shorter one stands in it.
    func renamed(_ text: String) -> String {
        text.replacing("Announcements", with: plural).replacing("announcements", with: id)
            .replacing("Announcement", with: singular)
            .replacing("announcement", with: singular.lowercased())
    }

    /// Words that name the portal to copy are left to be translated: theirs would be wrong of any other, and a
    /// reader sees them. Takes a file of one entry a line.
    static func untranslated(_ words: String) -> String {
        words.split(separator: "\n", omittingEmptySubsequences: false).map { line -> String in
            let parts = line.split(separator: "\": \"")
            guard parts.count == 2, parts[0].contains("nnouncement") else { return String(line) }
            let key = parts[0].drop { $0 != "\"" }.dropFirst()
            return "\(parts[0])\": \"TODO \(key)\(parts[1].hasSuffix(",") ? "\"," : "\"")"
        }.joined(separator: "\n")
    }
}
