/// Swift without its comments and texts: what is left is what the compiler acts on. What stands in an
/// interpolation is code and stays.
struct Code {
    let lines: [String]

    private enum Within {
        case code(parentheses: Int)
        case text(hashes: Int, isLong: Bool)
        case comment(depth: Int)
    }

    init(_ source: String) {
        var reader = Reader(Array(source.utf8))
        while !reader.isAtEnd { reader.step() }
        lines = String(decoding: reader.output, as: UTF8.self).split(
            separator: "\n", omittingEmptySubsequences: false
        )
        .map(String.init)
    }

    private struct Reader {
        let input: [UInt8]
        var output: [UInt8] = []
        var index = 0
        var within: [Within] = [.code(parentheses: 0)]

        init(_ input: [UInt8]) { self.input = input }

        var isAtEnd: Bool { index >= input.count }

        func has(_ text: String, at offset: Int = 0) -> Bool {
            input.dropFirst(index + offset).starts(with: text.utf8)
        }

        /// Whether this byte can begin something else than itself.
        var isPlain: Bool {
            switch within.last {
            case .text: input[index] != UInt8(ascii: "\\") && input[index] != UInt8(ascii: "\"")
            case .comment: input[index] != UInt8(ascii: "/") && input[index] != UInt8(ascii: "*")
            default: !Self.marks.contains(input[index])
            }
        }

        private static let marks = Set("/\"#()".utf8)

        mutating func keep() {
            output.append(input[index])
            index += 1
        }

        /// Takes so many bytes for blanks.
        mutating func blank(_ count: Int) {
            let end = min(index + count, input.count)
            for place in index..<end { output.append(input[place] == 0x0A ? 0x0A : 0x20) }
            index = end
        }

        mutating func step() {
            if isPlain {
                if case .code = within.last { keep() } else { blank(1) }
                return
            }
            switch within.last ?? .code(parentheses: 0) {
            case .code(let parentheses): code(parentheses)
            case .text(let hashes, let isLong): text(hashes, isLong)
            case .comment(let depth): comment(depth)
            }
        }

        mutating func replace(_ last: Within) { within[within.count - 1] = last }

        mutating func code(_ parentheses: Int) {
            if has("//") {
                blank(input.dropFirst(index).prefix { $0 != 0x0A }.count)
            } else if has("/*") {
                blank(2)
                within.append(.comment(depth: 1))
            } else if input[index] == UInt8(ascii: "\"") || (has("#") && startsText()) {
                let hashes = input.dropFirst(index).prefix { $0 == UInt8(ascii: "#") }.count
                let isLong = has("\"\"\"", at: hashes)
                blank(hashes + (isLong ? 3 : 1))
                within.append(.text(hashes: hashes, isLong: isLong))
            } else if has("(") {
                replace(.code(parentheses: parentheses + 1))
                keep()
            } else if has(")"), within.count > 1, parentheses == 0 {
                within.removeLast()
                blank(1)
            } else if has(")") {
                replace(.code(parentheses: max(0, parentheses - 1)))
                keep()
            } else {
                keep()
            }
        }

        func startsText() -> Bool {
            let hashes = input.dropFirst(index).prefix { $0 == UInt8(ascii: "#") }.count
            return has("\"", at: hashes)
        }

        mutating func text(_ hashes: Int, _ isLong: Bool) {
            let fence = String(repeating: "#", count: hashes)
            if has("\\" + fence + "(") {
                blank(2 + hashes)
                within.append(.code(parentheses: 0))
            } else if has("\\" + fence) {
                blank(2 + hashes)
            } else if has((isLong ? "\"\"\"" : "\"") + fence) {
                blank((isLong ? 3 : 1) + hashes)
                within.removeLast()
            } else {
                blank(1)
            }
        }

        mutating func comment(_ depth: Int) {
            if has("/*") {
                blank(2)
                replace(.comment(depth: depth + 1))
            } else if has("*/") {
                blank(2)
                if depth == 1 { within.removeLast() } else { replace(.comment(depth: depth - 1)) }
            } else {
                blank(1)
            }
        }
    }

    /// The numbers, counted from 1, of the lines in which the word stands by itself.
    func lines(with word: String) -> [Int] {
        lines.enumerated().filter { Self.words($0.element).contains(Substring(word)) }.map { $0.offset + 1 }
    }

    /// The numbers, counted from 1, of the lines in which the text stands, blanks aside.
    func lines(containing text: String) -> [Int] {
        lines.enumerated().filter { $0.element.filter { $0 != " " }.contains(text) }.map { $0.offset + 1 }
    }

    static func words(_ line: String) -> [Substring] {
        line.split { !($0.isLetter || $0.isNumber || $0 == "_") }
    }
}
