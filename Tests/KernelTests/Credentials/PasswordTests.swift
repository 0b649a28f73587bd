import Kernel
import Testing

@Suite("Passwords")
struct PasswordTests {
    /// Cheap, so that the tests of other things do not wait.
    static let cheap = Argon2id.Cost(memory: 16, passes: 1, lanes: 1)

    @Test(
        "a stored hash that is not exactly one is refused",
        arguments: [
            "", "$", "$$$$$", "plain", "$argon2id$v=19$m=16,t=1,p=1$",
            "$argon2i$v=19$m=16,t=1,p=1$AAAAAAAAAAA$A",
            "$argon2id$v=16$m=16,t=1,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAA",
            "$argon2id$v=19$m=4294967295,t=1,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAA",
            "$argon2id$v=19$m=16,t=4294967295,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAA",
            "$argon2id$v=19$m=16,t=1,p=8$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAA",
            "$argon2id$v=19$m=16,t=1,p=1,x=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAA",
            "$argon2id$v=19$m=+16,t=1,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAA",
            "$argon2id$v=19$m=016,t=1,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAA",
            "$argon2id$v=19$m=16,t=1,p=1$AAAAAAAAAAAAAAAAAAAAAA==$AAAAAAAAAAAAAAAAAAAAAA",
            "$argon2id$v=19$m=16,t=1,p=1$AAAAAAAAAAAAAAAAAAAAAB$AAAAAAAAAAAAAAAAAAAAAA",
            "$argon2id$v=19$m=16,t=1,p=1$AAAAAAAAAAAAAAAAAAAAAA$",
            "$argon2id$v=19$m=16,t=1,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAA$",
        ])
    func malformed(text: String) {
        #expect(PasswordHash(phc: text) == nil)
    }

    @Test("SA03 a new hash is Argon2id with 19456 KiB, two passes, one lane and a salt of its own")
    func stored() throws {
        let password = Password("correct horse battery staple")
        let one = try PasswordHash(password)
        let other = try PasswordHash(password)
        #expect(one.phc.hasPrefix("$argon2id$v=19$m=19456,t=2,p=1$"))
        #expect(one.salt.count == 16)
        #expect(one.salt != other.salt)
        #expect(try PasswordHash(phc: one.phc)?.fits(password) == true)
        #expect(try one.fits(Password("correct horse battery stapler")) == false)
        #expect(!one.needsRehash)
    }

    @Test("SA03 a hash that another program made is understood")
    func foreign() throws {
        // From the tests of the reference implementation: "password", "somesalt".
        let hash = try #require(
            PasswordHash(
                phc: "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc")
        )
        #expect(try hash.fits(Password("password")))
        #expect(try !hash.fits(Password("passwore")))
    }

    @Test(
        "SA03 a hash of less than today's cost is to be made anew", arguments: [(16, 2, 1), (19_456, 1, 1)])
    func rehash(memory: UInt32, passes: UInt32, lanes: UInt32) throws {
        let cost = Argon2id.Cost(memory: memory, passes: passes, lanes: lanes)
        let old = try PasswordHash(Password("x"), cost: cost)
        #expect(old.needsRehash)
        #expect(try old.fits(Password("x")))
    }

    @Test("SA01 the decoy costs what a real hash costs and fits nothing")
    func decoy() throws {
        #expect(PasswordHash.decoy.cost == PasswordHash.currentCost)
        #expect(PasswordHash.decoy.salt.count == PasswordHash.saltLength)
        #expect(try !PasswordHash.decoy.fits(Password("")))
        #expect(PasswordHash(phc: PasswordHash.decoy.phc) == .decoy)
    }

    @Test("SA05 passwords that differ in the last byte alone are different", arguments: [64, 128, 1024])
    func lastByte(length: Int) throws {
        let bytes = [UInt8](repeating: UInt8(ascii: "a"), count: length)
        let hash = try PasswordHash(Password(bytes), cost: Self.cheap)
        #expect(try hash.fits(Password(bytes)))
        #expect(try !hash.fits(Password(bytes.dropLast() + [UInt8(ascii: "b")])))
        #expect(try !hash.fits(Password(Array(bytes.dropLast()))))
        #expect(try !hash.fits(Password(bytes + [UInt8(ascii: "a")])))
    }

    @Test(
        "SA05 nothing is folded, trimmed, cut at NUL or normalised",
        arguments: [
            ("Tr0ub4dor&3 Tr0ub4dor&3", "tr0ub4dor&3 tr0ub4dor&3"),
            ("spaces at the end", "spaces at the end "),
            ("a\u{0}bbbbbbbbbbbbbbbb", "a\u{0}cccccccccccccccc"), ("\u{0}", ""), ("caf\u{e9}", "cafe\u{301}"),
            ("🙂🙂🙂", "🙂🙂🙃"), ("two  spaces", "two spaces"),
        ])
    func exact(password: String, other: String) throws {
        let hash = try PasswordHash(Password(password), cost: Self.cheap)
        #expect(try hash.fits(Password(password)))
        #expect(try !hash.fits(Password(other)))
    }

    @Test("SA05 15 code points alone, 8 beside a second factor; each code point counts one")
    func length() {
        let alone = PasswordPolicy(needsSecondFactor: false)
        let beside = PasswordPolicy(needsSecondFactor: true)
        #expect(throws: PasswordPolicy.Refusal.tooShort(least: 15)) {
            try alone.check(Password("12345678901234"))
        }
        #expect(throws: PasswordPolicy.Refusal.tooShort(least: 8)) { try beside.check(Password("1234567")) }
        #expect(throws: PasswordPolicy.Refusal.tooShort(least: 8)) { try beside.check(Password("🙂🙂🙂🙂🙂🙂🙂")) }
        #expect(throws: Never.self) { try beside.check(Password("12345678")) }
        #expect(throws: Never.self) { try alone.check(Password("123456789012345")) }
        #expect(throws: Never.self) { try alone.check(Password(String(repeating: "🙂", count: 15))) }
        #expect(throws: Never.self) { try beside.check(Password("👩‍👩‍👧‍👦\u{0}")) }
        #expect(throws: Never.self) { try alone.check(Password("               ")) }
        #expect(throws: Never.self) { try alone.check(Password(String(repeating: "\u{0}", count: 15))) }
    }

    @Test("SA05 SA06 1024 bytes are taken, one more is refused and never hashed")
    func bound() throws {
        let policy = PasswordPolicy(needsSecondFactor: false)
        let most = [UInt8](repeating: UInt8(ascii: "x"), count: 1024)
        #expect(throws: Never.self) { try policy.check(Password(most)) }
        #expect(throws: PasswordPolicy.Refusal.tooLong(mostBytes: 1024)) {
            try policy.check(Password(most + most))
        }
        #expect(throws: PasswordPolicy.Refusal.notText) {
            try policy.check(Password([UInt8](repeating: 0xFF, count: 20)))
        }
        let hash = try PasswordHash(Password(most + most), cost: Self.cheap)
        #expect(try !hash.fits(Password(most + most)))
    }

    @Test("a password shows nothing of itself when it is printed")
    func silent() {
        var dumped = ""
        dump(Password("hunter2hunter2hunter2"), to: &dumped)
        for text in ["\(Password("hunter2"))", String(reflecting: Password("hunter2")), dumped] {
            #expect(!text.contains("hunter2"))
            #expect(!text.contains("104"))
        }
    }
}
