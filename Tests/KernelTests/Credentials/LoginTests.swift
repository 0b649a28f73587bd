import Kernel
import Testing

@Suite("Login names")
struct LoginTests {
    @Test(
        "SA12 what could hide in a login is refused",
        arguments: [
            "admin@x ", " admin@x", " ", "admin\u{0}", "ad\nmin", "ad\tmin", "admin\u{7f}", "admin\u{85}",
            "ad\u{200B}min", "ad\u{200C}min", "ad\u{200D}min", "\u{FEFF}admin", "ad\u{2060}min",
            "ad\u{AD}min",
            "ad\u{202E}min", "ad\u{2066}min", "ad\u{A0}min", "ad\u{3000}min", "ad\u{2028}min", "ad\u{34F}min",
            "ad\u{115F}min", "ad\u{3164}min", "ad\u{FE0F}min", "ad\u{E0061}min", "ad\u{FFFD}min",
            "ad\u{E000}min",
            "ad\u{378}min",
        ])
    func hidden(typed: String) {
        #expect(throws: Login.Refusal.self) { try Login(typed) }
    }

    @Test("SA12 nothing, and more than 254 bytes, is no login")
    func length() throws {
        #expect(throws: Login.Refusal.empty) { try Login("") }
        #expect(throws: Login.Refusal.tooLong(mostBytes: 254)) {
            try Login(String(repeating: "a", count: 255))
        }
        #expect(throws: Login.Refusal.tooLong(mostBytes: 254)) {
            try Login(String(repeating: "é", count: 128))
        }
        #expect(try Login(String(repeating: "é", count: 127)).text.utf8.count == 254)
    }

    @Test(
        "SA12 logins that only look or sound alike are different",
        arguments: [
            "ádmin@x", "a\u{301}dmin@x", "\u{FF41}dmin@x", "ad\u{FF4D}in@x", "аdmin@x", "admin@x.", "admın@x",
            "Ádmin@x",
        ])
    func distinct(typed: String) throws {
        #expect(try Login(typed) != Login("admin@x"))
    }

    @Test("SA12 letters beyond A to Z keep their case and their spelling")
    func bytes() throws {
        #expect(try Login("STRASSE@x") != Login("straße@x"))
        #expect(try Login("ß@x") != Login("ss@x"))
        #expect(try Login("É@x") != Login("é@x"))
        #expect(try Login("\u{212A}@x") != Login("k@x"))
        #expect(try Login("\u{e9}@x") != Login("e\u{301}@x"))
        #expect(try Set([Login("\u{e9}@x"), Login("e\u{301}@x")]).count == 2)
        #expect(try Login("İ@x").text.unicodeScalars.first?.value == 0x130)
    }

    @Test("SA12 A to Z become small, once and for all")
    func small() throws {
        #expect(try Login("Anna.Jansen@Example.ORG").text == "anna.jansen@example.org")
        #expect(try Login("ANNA") == Login("anna"))
        #expect(try Login("Anna de Vries").text == "anna de vries")
        #expect(try Login(Login("ÀBC").text) == Login("ÀBC"))
    }
}
