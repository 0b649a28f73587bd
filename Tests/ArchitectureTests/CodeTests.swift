import Testing

@Suite("What the tests of the source take for code")
struct CodeTests {
    @Test("comments and texts are not code, interpolations are")
    func reading() {
        let source = """
            let a = "print(1)" // print(2)
            /* print(3) /* print(4) */ print(5) */ let b = #"a " \\(print(6))"#
            let c = "x \\(print(7) + "y \\(unsafe z)")" + \"""
                print(8) "
                \"""
            let d = "\\"print(9)"
            """
        let code = Code(source)
        #expect(code.lines.count == 6)
        #expect(code.lines(with: "print") == [3])
        #expect(code.lines(with: "unsafe") == [3])
        #expect(code.lines[0].hasPrefix("let a = "))
        #expect(code.lines[5].hasPrefix("let d ="))
        #expect(!code.lines.joined().contains("9"))
    }

    @Test("a word is found by itself only")
    func words() {
        #expect(Code("isunsafe unsafely unsafe_x").lines(with: "unsafe").isEmpty)
        #expect(Code("try unsafe f()").lines(with: "unsafe") == [1])
    }

    @Test("the checkout is found, with every part of it")
    func tree() {
        #expect(Tree.program.count > 100)
        #expect(Tree.program.contains { $0.target == "AnnouncementsPortal" })
        #expect(Tree.file("Package.swift") != nil)
    }
}
