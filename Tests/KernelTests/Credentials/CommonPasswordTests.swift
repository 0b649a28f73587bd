import Testing

@testable import Kernel

@Suite("SA08 Passwords that are tried first")
struct CommonPasswordTests {
    @Test("the list holds more than three thousand, without doubles")
    func size() {
        #expect(CommonPasswords.all.count > 3_000)
        #expect(CommonPasswords.all.allSatisfy { CommonPasswords.folded($0) == $0 })
    }

    @Test(
        "refused, however they are spelt",
        arguments: [
            "password1234567", "Password-2026", "P@ssw0rd123456", "qwertyuiopasdfghjkl", "123456789012345",
            "aaaaaaaaaaaaaaa", "abcabcabcabcabc", "welkomwelkom2025", "WachtwoordWachtwoord", "Summer2026",
            "iloveyouiloveyou", "1q2w3e4r5t6y7u8i", "!!!!!!!!!!!!!!!", "---------------",
        ])
    func refused(_ password: String) {
        #expect(CommonPasswords.contains(password))
    }

    @Test(
        "what is made of names of the place and the person is refused",
        arguments: [
            "NorthwindTraders", "Northwind2026!", "portico-portico", "maria.anders1975", "MariaAndersMaria",
            "maria@example.org",
        ])
    func names(_ password: String) {
        let names = ["Northwind Traders", "Maria Anders", "Portico", "maria@example.org"]
        #expect(CommonPasswords.isMade(password, of: names))
    }

    @Test(
        "a few words that one remembers are taken",
        arguments: [
            "eleven oystercatchers on the pier", "sixteen horses in a field", "correct horse battery staple",
            "maria keeps seven geese", "k7mp-x2qd-9wtr-c4hn", "een kar vol oude klompen",
        ])
    func taken(_ password: String) {
        let names = ["Northwind Traders", "Maria Anders", "Portico", "maria@example.org"]
        #expect(!CommonPasswords.contains(password))
        #expect(!CommonPasswords.isMade(password, of: names))
    }

    @Test(
        "SA05 eight characters are enough beside a second factor, fifteen are needed alone, and the field is named"
    )
    func lengths() throws {
        func take(_ text: String, _ hasFactor: Bool) throws {
            _ = try ChosenPassword(
                text, in: "new", of: "maria@example.org", needsSecondFactor: hasFactor, known: ["Northwind"])
        }
        try take("vier egels", true)
        #expect(throws: (any Error).self) { try take("vier egels", false) }
        #expect(throws: (any Error).self) { try take("7 egels", true) }
        #expect(throws: (any Error).self) { try take("password2026", true) }
        #expect(throws: (any Error).self) { try take("northwind1", true) }
        try take("vijftien tekens ", false)
    }
}
