import Testing

/// How long things are.
enum Sizes {
    static let file = 300
    static let function = 50

    static func fileFaults(_ file: SourceFile) -> [String] {
        let count = file.lines.count - (file.text.hasSuffix("\n") ? 1 : 0)
        return count > Self.file ? ["\(file.path): \(count) lines, at most \(Self.file)"] : []
    }

    /// Functions and initialisers with more lines than fit a screen, signature and braces included.
    static func functionFaults(_ file: SourceFile) -> [String] {
        let lines = file.code.lines
        return lines.indices.compactMap { start in
            guard let name = function(lines[start]), let end = end(of: start, in: lines) else { return nil }
            let count = end - start + 1
            return count > function
                ? "\(file.path):\(start + 1): \(name) has \(count) lines, at most \(function)" : nil
        }
    }

    /// The name of the function that the line declares.
    private static func function(_ line: String) -> String? {
        let words = Code.words(line)
        if let place = words.firstIndex(of: "func"), place + 1 < words.count {
            return String(words[place + 1])
        }
        let modifiers: Set<Substring> = [
            "public", "package", "internal", "private", "fileprivate", "convenience", "required", "init",
        ]
        guard let place = words.firstIndex(of: "init"), modifiers.isSuperset(of: words[...place]),
            line.contains("init(") || line.contains("init?(") || line.contains("init<")
        else { return nil }
        return "init"
    }

    /// The line of the brace that ends the body; nothing for a requirement, which has none.
    private static func end(of start: Int, in lines: [String]) -> Int? {
        var parentheses = 0
        var braces = 0
        for (number, line) in lines.enumerated().dropFirst(start) {
            if number > start, braces == 0, parentheses == 0, declares(line) { return nil }
            for character in line {
                switch character {
                case "(", "[": parentheses += 1
                case ")", "]": parentheses -= 1
                case "{" where parentheses == 0 || braces > 0: braces += 1
                case "}" where parentheses == 0 || braces > 0:
                    braces -= 1
                    if braces <= 0 { return number }
                default: break
                }
            }
        }
        return nil
    }

    private static func declares(_ line: String) -> Bool {
        !Set(Code.words(line)).isDisjoint(with: [
            "func", "var", "let", "init", "case", "struct", "enum", "extension",
        ])
    }
}

@Suite("Small rooms")
struct SizeTests {
    @Test("no file has more than 300 lines")
    func files() {
        #expect((Tree.program + Tree.tests).flatMap(Sizes.fileFaults) == [])
    }

    @Test("no function has more than 50 lines")
    func functions() {
        #expect(Tree.program.flatMap(Sizes.functionFaults) == [])
    }

    @Test("the smallest real portal stays small: 250 lines at most, with comments and blank lines")
    func announcements() {
        let files = Tree.program.filter { $0.target == "AnnouncementsPortal" }
        let lines = files.map { file in
            file.text.utf8.count { $0 == UInt8(ascii: "\n") }
        }.reduce(0, +)
        #expect(lines <= 250)
        #expect(lines > 50)
    }

    @Test("a long file is found, and one of 300 lines is not")
    func longFile() {
        func file(_ count: Int) -> SourceFile {
            SourceFile(path: "Sources/Web/Long.swift", text: String(repeating: "//\n", count: count))
        }
        #expect(Sizes.fileFaults(file(300)).isEmpty)
        #expect(Sizes.fileFaults(file(301)).count == 1)
    }

    @Test("a long function is found wherever it is, and a requirement is none")
    func longFunction() {
        func body(_ count: Int) -> String { String(repeating: "    f()\n", count: count) }
        func faults(_ text: String) -> [String] {
            Sizes.functionFaults(SourceFile(path: "Sources/Web/Long.swift", text: text))
        }
        #expect(faults("func f() {\n\(body(48))}\n").isEmpty)
        #expect(faults("func f() {\n\(body(49))}\n").count == 1)
        #expect(
            faults("struct A {\n  public init?(\n  _ a: () -> Void = {}\n  ) {\n\(body(50))}\n}").count == 1)
        #expect(faults("struct A { static func + (l: A, r: A) -> A {\n\(body(50))}\n}").count == 1)
        #expect(faults("protocol P {\n func f()\n var x: Int { get }\n}\nenum E {\n\(body(60))}").isEmpty)
    }
}
