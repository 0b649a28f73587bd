import Testing

/// A word or a call that only some files may use.
struct Edge: Sendable, CustomTestStringConvertible {
    let what: String
    /// Files, or folders where it ends with a slash.
    let places: [String]
    let lines: @Sendable (Code) -> [Int]

    static func word(_ word: String, only places: [String]) -> Edge {
        Edge(what: word, places: places) { $0.lines(with: word) }
    }

    static func text(_ text: String, only places: [String]) -> Edge {
        Edge(what: text, places: places) { $0.lines(containing: text) }
    }

    func faults(_ file: SourceFile) -> [String] {
        if places.contains(where: { $0.hasSuffix("/") ? file.path.hasPrefix($0) : file.path == $0 }) {
            return []
        }
        return lines(file.code).map { "\(file.path):\($0): \(what) is not for this file" }
    }

    var testDescription: String { what }

    /// The wrappers of C libraries, and the bytes of pages.
    static let unsafePlaces = [
        "Sources/PDF/Canvas.swift", "Sources/PDF/FontBook.swift", "Sources/PDF/Signs.swift",
        "Sources/PDF/TextBlock.swift",
        "Sources/Posix/", "Sources/MariaDB/", "Sources/FastCGI/", "Sources/Kernel/Credentials/Argon2id.swift",
        "Sources/PortalKit/Interface/QRCode.swift", "Sources/Mail/CurlHandle.swift",
        "Sources/Mail/IMAPMailbox.swift",
        "Sources/MailReading/MessageFile.swift", "Sources/Markdown/Parser.swift", "Sources/Web/Bytes.swift",
    ]

    static let all: [Edge] = [
        .word("unsafe", only: unsafePlaces),
        .text("nonisolated(unsafe)", only: []),
        .text("@unchecked", only: unsafePlaces + ["Sources/PortalTesting/"]),
        .word("unsafeBitCast", only: []),
        .text("HTML(trusted:", only: []),
        // The migrator's files and the session's own settings are the program's; the mark is a portal's declared
        // id; the access log reads the tables that portals declare; PortalTesting and the walk count and check the tables that the migrations made.
        .text(
            "SQL(trusted:",
            only: [
                "Sources/Kernel/AccessLog/LogTable.swift", "Sources/Kernel/Walk/WalkTables.swift",
                "Sources/MariaDB/Connection.swift", "Sources/MariaDB/Migrator.swift",
                "Sources/MariaDB/SessionSettings.swift", "Sources/PortalKit/Transaction.swift",
                "Sources/PortalTesting/",
            ]),
        .text("print(", only: []),
        .text("debugPrint(", only: []),
        .text("dump(", only: []),
        .text("Date()", only: []),
        .word("Date", only: ["Sources/PortalKit/Formats.swift"]),
        .text("ContinuousClock", only: ["Sources/Posix/Clocks.swift", "Sources/PortalTesting/"]),
        .text(
            ".random(",
            only: ["Sources/Kernel/Credentials/", "Sources/PorticoApp/Demo/", "Sources/PortalTesting/"]),
        .word("SystemRandomNumberGenerator", only: ["Sources/Kernel/Credentials/"]),
        .text("try!", only: []),
        .text("as!", only: []),
        .text("fatalError(", only: []),
        .text("precondition(", only: []),
    ]
}

@Suite("What only a few files may use")
struct EdgeTests {
    @Test("nobody else uses it", arguments: Edge.all)
    func only(edge: Edge) {
        #expect(Tree.program.flatMap(edge.faults) == [])
    }

    @Test("the list names no file that does not exist")
    func noStaleNames() {
        let stale = Edge.all.flatMap(\.places).filter { place in
            !Tree.program.contains { place.hasSuffix("/") ? $0.path.hasPrefix(place) : $0.path == place }
        }
        #expect(stale == [])
    }

    @Test(
        "a planted use is found",
        arguments: [
            ("unsafe", "let x = unsafe pointer.pointee"),
            ("nonisolated(unsafe)", "nonisolated(unsafe) var x = 1"),
            ("@unchecked", "struct X: @unchecked Sendable {}"),
            ("unsafeBitCast", "unsafeBitCast(a, to: B.self)"),
            ("HTML(trusted:", "HTML(trusted: bytes)"), ("SQL(trusted:", "SQL( trusted: text)"),
            ("print(", "\"\\(print(1))\""), ("Date()", "let now = Date ()"), ("Date", "Date.now"),
            (".random(", "Int.random(in: 1...2)"), ("try!", "try! f()"), ("as!", "x as! Y"),
            ("fatalError(", "fatalError(\"no\")"),
        ])
    func planted(what: String, text: String) throws {
        let edge = try #require(Edge.all.first { $0.what == what })
        #expect(edge.faults(SourceFile(path: "Sources/Kernel/Planted.swift", text: "\n" + text)).count == 1)
        #expect(edge.faults(SourceFile(path: "Sources/Kernel/Planted.swift", text: "// " + text)).isEmpty)
    }

    @Test("where it may be used, it may be used")
    func allowed() throws {
        let edge = try #require(Edge.all.first { $0.what == "unsafe" })
        #expect(edge.faults(SourceFile(path: "Sources/Web/Bytes.swift", text: "unsafe f()")).isEmpty)
        #expect(edge.faults(SourceFile(path: "Sources/MariaDB/Row.swift", text: "unsafe f()")).isEmpty)
        #expect(edge.faults(SourceFile(path: "Sources/Web/Bytes2.swift", text: "unsafe f()")).count == 1)
    }
}
