import Testing
import Web

@Suite("A path has one reading")
struct PathTests {
    @Test("SF06 a path with NUL is refused")
    func refusesNUL() {
        #expect(throws: BadRequest.malformed("control character in the path")) { try Path(decoded: "/a\0b") }
    }

    @Test(
        "SJ05 a path that another reader could take for another one is refused",
        arguments: [
            "", "a", "a/b", "//", "//admin", "/a//b", "/a/", "/.", "/..", "/./a", "/a/..", "/../a", "/a/./b",
            "/%2e%2e/a", "/a%2fb", "/100%41", "/a%00", "/a\\b", "/\\", "/a\nb", "/a\tb", "/a\u{7F}",
            "/a\u{85}b",
            "/\u{FFFD}", "/\u{212A}ernel", "/a\u{37E}b", "/\u{1FEF}", "/%%41",
        ])
    func refuses(_ text: String) {
        #expect(throws: BadRequest.self) { try Path(decoded: text) }
    }

    @Test("SF06 a path is at most 2048 bytes and 16 segments long")
    func limits() throws {
        let sixteen = String(repeating: "/a", count: 16)
        #expect(try Path(decoded: sixteen).segments.count == 16)
        #expect(throws: BadRequest.self) { try Path(decoded: sixteen + "/a") }
        #expect(try Path(decoded: "/" + String(repeating: "a", count: 2_047)).segments.count == 1)
        #expect(throws: BadRequest.self) { try Path(decoded: "/" + String(repeating: "a", count: 2_048)) }
    }

    @Test("a plain path has its segments, decoded, and makes the same link again")
    func accepts() throws {
        #expect(try Path(decoded: "/").segments == [])
        #expect(try Path(decoded: "/").link == "/")
        let path = try Path(decoded: "/support/tickets/ 100% é…/...")
        #expect(path.segments == ["support", "tickets", " 100% é…", "..."])
        #expect(path.link == "/support/tickets/%20100%25%20%C3%A9%E2%80%A6/...")
    }

    @Test("two spellings of one letter are two paths")
    func comparesBytes() throws {
        #expect(try Path(decoded: "/\u{E9}") != Path(decoded: "/e\u{301}"))
        #expect(try Path(decoded: "/a/b") == Path(decoded: "/a/b"))
    }
}
