import Kernel
import Posix
import Testing

@Suite("Tokens and start passwords")
struct TokenTests {
    @Test(
        "SC01 what is not exactly a token is none",
        arguments: [
            "", "a", String(repeating: "A", count: 42), String(repeating: "A", count: 44),
            String(repeating: "A", count: 42) + "B", String(repeating: "A", count: 42) + "=",
            String(repeating: "A", count: 42) + "+", String(repeating: "A", count: 42) + "é",
        ])
    func malformed(text: String) {
        #expect(Token(text) == nil)
    }

    @Test("SC01 SD01 a token has 256 random bits and is stored as its SHA-256")
    func token() throws {
        let token = Token()
        #expect(token.text.utf8.count == 43)
        #expect(try #require(Token(token.text)) == token)
        #expect(token != Token())
        #expect(token.hash == Token.sha256(BinaryText.base64url.decode(token.text) ?? []))
        #expect("\(token)" == "token")
        let empty = "47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU"
        #expect(BinaryText.base64url.encode(Token.sha256([])) == empty)
    }

    @Test("a start password is four groups of letters that nobody misreads, with at least 60 bits")
    func startPassword() throws {
        var seen: Set<String> = []
        var letters: Set<Character> = []
        for _ in 0..<1_000 {
            let password = StartPassword.make()
            #expect(password.wholeMatch(of: /([2-9a-hj-km-np-tv-z]{4}-){3}[2-9a-hj-km-np-tv-z]{4}/) != nil)
            #expect(throws: Never.self) {
                try PasswordPolicy(needsSecondFactor: false).check(Password(password))
            }
            seen.insert(password)
            letters.formUnion(password)
        }
        #expect(seen.count == 1_000)
        // 30 letters and the hyphen; 16 places of 30 letters are 78 bits.
        #expect(letters.count == 31)
    }

    @Test("the vectors of RFC 4648 §10 come out, and every length goes there and back")
    func text() {
        let foobar = Array("foobar".utf8)
        let base64 = ["", "Zg", "Zm8", "Zm9v", "Zm9vYg", "Zm9vYmE", "Zm9vYmFy"]
        for (length, text) in base64.enumerated() {
            #expect(BinaryText.base64.encode(Array(foobar.prefix(length))) == text)
        }
        #expect(BinaryText.base32.encode(foobar) == "CSQPYRK1E8")
        #expect(BinaryText.base32.decode("csqpyrkle8") == foobar)
        #expect(BinaryText.base32.decode("CSQPYRKUE8") == nil)
        #expect(BinaryText.base64url.encode([0xFB, 0xFF]) == "-_8")
        for text in [BinaryText.base64, .base64url, .base32] {
            for length in 0..<40 {
                let bytes = Random.bytes(length)
                #expect(text.decode(text.encode(bytes)) == bytes)
            }
        }
    }

    @Test("values of every length are compared to the last byte")
    func same() {
        #expect(isSame([], []))
        #expect(isSame([1, 2, 3], [1, 2, 3]))
        #expect(!isSame([1, 2, 3], [1, 2, 4]))
        #expect(!isSame([0, 2, 3], [1, 2, 3]))
        #expect(!isSame([1, 2], [1, 2, 3]))
        #expect(!isSame([], [0]))
    }
}
