import Mail
import Testing

@Suite("An address is one address and nothing else")
struct AddressTests {
    private func fault(_ text: String) -> MailAddress.Fault? { fault(Array(text.utf8)) }

    private func fault(_ bytes: [UInt8]) -> MailAddress.Fault? {
        do throws(MailAddress.Fault) {
            _ = try MailAddress(bytes)
            return nil
        } catch { return error }
    }

    @Test(
        "SH01 what could be a second recipient, a header or a command is refused",
        arguments: [
            "a@b.example,c@d.example", "a,b@example.org", "a@example.org c@example.org", "<a@example.org>",
            "Ada <a@example.org>", "a@example.org>", "a@example.org\r\nRCPT TO:<b@example.org>",
            "a\r\nBcc: b@example.org", "a@example.org\n", "\u{0}a@example.org", "a@example.org\u{0}",
            "a@exa\tmple.org", " a@example.org", "a@example.org ", "a@b@example.org", "a;b@example.org",
            "\"a b\"@example.org", "\"a\"@example.org", "a(b)@example.org", "a\\b@example.org",
            "a:b@example.org",
            "a\u{7F}@example.org", "a@example.org\u{85}", "a@example.org\u{2028}b",
            "=?x?q?b=40c?=@example.org",
            "a=?b@example.org", "-oQ/tmp@example.org", "-a@example.org",
        ])
    func refuses(_ text: String) {
        #expect(fault(text) != nil)
    }

    @Test("each fault is told by its name")
    func faults() {
        #expect(fault("") == .empty)
        #expect(
            fault("ada") == .incomplete && fault("@example.org") == .incomplete
                && fault("ada@") == .incomplete)
        #expect(fault("-ada@example.org") == .leadingHyphen)
        #expect(fault(".ada@example.org") == .dotInLocalPart && fault("ada.@example.org") == .dotInLocalPart)
        #expect(fault("a..b@example.org") == .dotInLocalPart)
        #expect(fault("a b@example.org") == .characterInLocalPart)
        #expect(fault("=?utf-8?q?a?=@example.org") == .encodedWord)
        #expect(fault("adä@example.org") == .nonASCIILocalPart)
        #expect(fault("ada@exämple.org") == .nonASCIIDomain)
        #expect("\(MailAddress.Fault.nonASCIIDomain)".contains("xn--"))
        #expect(fault([0x61, 0x40, 0xFF, 0xFE]) == .nonASCIIDomain)
        #expect(fault("ada@[192.0.2.1]") == .addressLiteral && fault("ada@[IPv6:::1]") == .addressLiteral)
        #expect(fault("ada@192.0.2.1") == .addressLiteral)
        for domain in [
            "-a.example", "a-.example", "a..example", ".example", "example.", "a_b.example", "a/b",
        ] {
            #expect(fault("ada@" + domain) == .domain)
        }
    }

    @Test("the limits of length are those of the protocol")
    func lengths() throws {
        func letters(_ count: Int) -> String { String(repeating: "a", count: count) }
        #expect(fault(letters(64) + "@example.org") == nil)
        #expect(fault(letters(65) + "@example.org") == .localPartTooLong)
        #expect(fault("a@" + letters(63) + ".org") == nil && fault("a@" + letters(64) + ".org") == .domain)
        let long = [letters(63), letters(63), letters(60)].joined(separator: ".")
        #expect(fault(letters(64) + "@" + long + ".") == .domain)
        #expect("\(letters(64))@\(long)".utf8.count == 253)
        #expect(fault(letters(64) + "@" + long) == nil && fault(letters(64) + "@" + long + "a") == nil)
        #expect(fault(letters(64) + "@" + long + "aa") == .tooLong)
    }

    @Test(
        "ordinary and odd addresses are taken as they are",
        arguments: [
            "ada@example.org", "Ada.Lovelace+portal@Mail.Example.ORG", "o'brien@example.org", "a@localhost",
            "!#$%&'*+-/=^_`{|}~@example.org", "a?=b@example.org", "1@2.example", "ada@xn--exmple-cua.org",
        ])
    func takes(_ text: String) throws {
        let address = try MailAddress(text)
        #expect(address.text == text && "\(address)" == text)
        #expect(address.local + "@" + address.domain == text)
    }

    @Test("SH01 no bytes stop the parser, and what it takes keeps the promise")
    func mutations() {
        var random = Seeded(state: 7)
        let seeds = ["ada@example.org", "o'brien.x+y@a-b.example", "\"a\"@[::1]", "a,b@c=?d?="].map {
            Array($0.utf8)
        }
        var taken = 0
        for _ in 0..<20_000 {
            var bytes = seeds[random.below(seeds.count)]
            for _ in 0..<random.below(4) {
                bytes.insert(UInt8(random.below(256)), at: random.below(bytes.count + 1))
                bytes.remove(at: random.below(bytes.count))
            }
            guard let address = try? MailAddress(bytes) else { continue }
            taken += 1
            #expect(address.text.utf8.elementsEqual(bytes))
            #expect(
                bytes.allSatisfy { $0 > 0x20 && $0 < 0x7F && ![0x2C, 0x3B, 0x3C, 0x3E, 0x22].contains($0) })
            #expect(bytes.count { $0 == 0x40 } == 1 && bytes.first != 0x2D)
        }
        #expect(taken > 1_000)
    }
}

/// Chance that is the same in every run (SplitMix64).
struct Seeded: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return mixed ^ mixed >> 31
    }

    mutating func below(_ bound: Int) -> Int { Int.random(in: 0..<max(1, bound), using: &self) }
}
