/// The public declarations of a file, read from its source: one line each, in the words of the source.
struct Declarations {
    private(set) var list: [String] = []

    private struct Context {
        let name: String
        let isVisible: Bool
        /// Whose members need no `public` of their own: an enumeration's cases, all that a protocol asks for.
        let lends: Lent
        let depth: Int

        enum Lent { case nothing, cases, everything }

        func shows(_ keyword: Substring) -> Bool {
            switch lends {
            case .nothing: false
            case .cases: keyword == "case"
            case .everything: true
            }
        }
    }

    private static let keywords: Set<Substring> = [
        "struct", "enum", "class", "protocol", "extension", "func", "var", "let", "init", "case", "typealias",
        "subscript", "associatedtype", "actor",
    ]
    private static let types: Set<Substring> = ["struct", "enum", "class", "protocol", "extension", "actor"]

    init(_ file: SourceFile) {
        let lines = file.code.lines
        var contexts: [Context] = []
        var depth = 0
        var index = 0
        while index < lines.count {
            let isDirect = depth == (contexts.last?.depth ?? 0)
            let words = Code.words(lines[index])
            guard isDirect, let place = words.firstIndex(where: Self.keywords.contains) else {
                depth += Self.braces(lines[index])
                index += 1
                while let last = contexts.last, depth < last.depth { contexts.removeLast() }
                continue
            }
            var text = lines[index]
            var last = index
            while Self.isOpen(text), last + 1 < lines.count {
                last += 1
                text += " " + lines[last]
            }
            let head = Self.head(text, keyword: words[place])
            let isPublic = words[..<place].contains("public")
            let isVisible =
                isPublic || words[place] == "extension" || (contexts.last?.shows(words[place]) ?? false)
            let outer = contexts.map(\.name).joined(separator: ".")
            if isVisible, words[place] != "extension", contexts.allSatisfy(\.isVisible) {
                list.append((outer.isEmpty ? "" : outer + ": ") + head)
            }
            let before = depth
            for line in lines[index...last] { depth += Self.braces(line) }
            if Self.types.contains(words[place]), depth > before {
                let name = head.split(separator: " ", maxSplits: 1).last.map(String.init) ?? head
                contexts.append(
                    Context(
                        name: words[place] == "extension" ? name : Self.name(name), isVisible: isVisible,
                        lends: !isPublic
                            ? .nothing
                            : words[place] == "enum"
                                ? .cases : words[place] == "protocol" ? .everything : .nothing,
                        depth: depth))
            }
            index = last + 1
            while let last = contexts.last, depth < last.depth { contexts.removeLast() }
        }
    }

    private static func braces(_ line: String) -> Int {
        line.reduce(0) { $0 + ($1 == "{" ? 1 : $1 == "}" ? -1 : 0) }
    }

    /// Whether parentheses wait for their end.
    private static func isOpen(_ text: String) -> Bool {
        text.reduce(0) { $0 + ("([".contains($1) ? 1 : ")]".contains($1) ? -1 : 0) } > 0
    }

    private static func name(_ head: String) -> String {
        String(head.prefix { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "." })
    }

    /// The declaration up to its body or its value, without `public`, blanks made one.
    private static func head(_ text: String, keyword: Substring) -> String {
        var kept = ""
        var parentheses = 0
        let cutsValue = keyword == "let" || keyword == "var"
        for character in text {
            if "([".contains(character) { parentheses += 1 }
            if ")]".contains(character) { parentheses -= 1 }
            if parentheses == 0, character == "{" || (character == "=" && cutsValue) { break }
            kept.append(character)
        }
        let words = kept.split(separator: " ").filter { $0 != "public" && $0 != "@discardableResult" }
        return words.joined(separator: " ").replacing("( ", with: "(").replacing(" )", with: ")")
    }
}
