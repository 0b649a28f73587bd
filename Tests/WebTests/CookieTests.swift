import Testing
import Web

@Suite("Cookies are read one way only")
struct CookieTests {
    private func read(_ header: String) throws -> Cookies { try Cookies(header: Array(header.utf8)) }

    @Test(
        "SC08 a cookie sent twice has no value",
        arguments: ["s=1; s=2", "s=1;s=1", "s=1; t=2; s=3", "s=; s=1", "s=\"; s=1", "s=1; s=2; s=3"])
    func refusesTwice(_ header: String) throws {
        let cookies = try read(header)
        #expect(cookies["s"] == nil && cookies.isAmbiguous("s") && cookies.ambiguous == ["s"])
    }

    @Test("SF06 the field is at most 4096 bytes long and holds at most 64 cookies")
    func limits() throws {
        #expect(try read("a=" + String(repeating: "b", count: 4_094))["a"]?.utf8.count == 4_094)
        #expect(throws: BadRequest.self) { try read("a=" + String(repeating: "b", count: 4_095)) }
        let many = (0..<64).map { "c\($0)=1" }.joined(separator: ";")
        #expect(try read(many)["c63"] == "1")
        #expect(throws: BadRequest.self) { try read(many + ";d=1") }
    }

    @Test(
        "SC08 a cookie that is not well formed does not exist",
        arguments: [
            "s", "=1", "s =1", "s=a b", "s=a,b", "s=\"1\"", "s=é", "s=a\\b", "s=\u{1}", "\u{2000}s=1",
            "s\u{7F}=1",
            "s", ";;;", "", " ", "S=1", "(s)=1", "s=",
        ])
    func leavesOut(_ header: String) throws {
        #expect(try read(header)["s"] == nil)
    }

    @Test("cookies of others beside ours do no harm")
    func reads() throws {
        let cookies = try read("x; __Host-portico=abc.d-e_f~; utm={\"a\":1}; p=a=b ;q=1")
        #expect(cookies["__Host-portico"] == "abc.d-e_f~" && cookies["p"] == "a=b" && cookies["q"] == "1")
        #expect(cookies.ambiguous.isEmpty && !cookies.isEmpty && Cookies().isEmpty)
    }

    @Test("a cookie is written with every guard it has")
    func writes() {
        var cookie = SetCookie(name: "__Host-portico", value: "abc", secure: true, sameSite: .strict)
        #expect(cookie.header() == "__Host-portico=abc; Path=/; Secure; HttpOnly; SameSite=Strict")
        cookie.secure = false
        #expect(cookie.header().contains("; Secure"))
        let deleted = SetCookie(name: "portico", value: "", maxAge: 0, secure: false, httpOnly: false)
        #expect(deleted.header() == "portico=; Path=/; Max-Age=0; SameSite=Lax")
    }

    @Test(
        "a value can add neither attribute nor field",
        arguments: ["a; Domain=evil.example", "a\r\nSet-Cookie: b=c", "a\u{0}", "a, b", "\"", "é"])
    func writesSafely(_ value: String) {
        let header = SetCookie(name: "n", value: value, secure: false).header()
        let attributes = header.utf8.split(separator: 0x3B)
        #expect(attributes.count == 4)
        #expect(header.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F && $0 != 0x2C })
    }
}
