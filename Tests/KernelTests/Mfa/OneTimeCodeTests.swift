import PortalKit
import Testing
import Web

@testable import Kernel

@Suite("Codes of authenticator apps")
struct OneTimeCodeTests {
    /// RFC 6238, appendix B: the secrets are the digits over and over, as long as each hash.
    private static func secret(_ length: Int) -> [UInt8] {
        (0..<length).map { UInt8(ascii: "0") + UInt8(($0 + 1) % 10) }
    }

    @Test(
        "SB01 RFC 6238 appendix B: all 18 values",
        arguments: [
            (59, "94287082", "46119246", "90693936"),
            (1_111_111_109, "07081804", "68084774", "25091201"),
            (1_111_111_111, "14050471", "67062674", "99943326"),
            (1_234_567_890, "89005924", "91819424", "93441116"),
            (2_000_000_000, "69279037", "90698825", "38618901"),
            (20_000_000_000, "65353130", "77737706", "47863826"),
        ])
    func rfc6238(seconds: Int64, sha1: String, sha256: String, sha512: String) {
        let step = OneTimeCode.step(at: seconds)
        #expect(OneTimeCode(hash: .sha1, digits: 8).code(Self.secret(20), step: step) == sha1)
        #expect(OneTimeCode(hash: .sha256, digits: 8).code(Self.secret(32), step: step) == sha256)
        #expect(OneTimeCode(hash: .sha512, digits: 8).code(Self.secret(64), step: step) == sha512)
    }

    @Test("SB01 RFC 4226 appendix D: all 10 values")
    func rfc4226() {
        let codes = [
            "755224", "287082", "359152", "969429", "338314", "254676", "287922", "162583", "399871",
            "520489",
        ]
        for (step, code) in codes.enumerated() {
            #expect(OneTimeCode.standard.code(Self.secret(20), step: Int64(step)) == code)
        }
    }

    @Test("SB10 a code counts one step before and one after its own, and no more")
    func window() {
        let secret = Self.secret(20)
        let now: Int64 = 1_234_567_890
        let step = OneTimeCode.step(at: now)
        for offset in Int64(-3)...3 {
            let code = OneTimeCode.standard.code(secret, step: step + offset)
            let found = OneTimeCode.standard.step(of: code, secret, at: now, after: 0)
            #expect(found == (abs(offset) <= 1 ? step + offset : nil), "\(offset)")
        }
    }

    @Test("SB02 SB10 a step that was used, and every one before it, opens nothing, whatever the clock says")
    func used() {
        let secret = Self.secret(20)
        let now: Int64 = 1_234_567_890
        let step = OneTimeCode.step(at: now)
        for back in [Int64(0), 30, 90] {
            for offset in Int64(-3)...0 {
                let code = OneTimeCode.standard.code(secret, step: step + offset)
                #expect(OneTimeCode.standard.step(of: code, secret, at: now - back, after: step) == nil)
            }
        }
    }

    @Test("a secret is written as apps want it typed: RFC 4648, without padding")
    func base32() {
        #expect(BinaryText.appSecret.encode(Array("foobar".utf8)) == "MZXW6YTBOI")
        #expect(BinaryText.appSecret.encode(Array("12345678901234567890".utf8)).utf8.count == 32)
        #expect(InFours.of("MZXW6YTBOI", by: " ") == "MZXW 6YTB OI")
    }

    @Test("SB09 a recovery code has 120 bits, is read with or without its dashes, and nothing else is one")
    func recoveryCode() {
        let bytes = (0..<15).map { UInt8($0 * 17) }
        let text = RecoveryCodes.text(bytes)
        #expect(text.utf8.count == 29)
        #expect(RecoveryCodes.bytes(text) == bytes)
        #expect(RecoveryCodes.bytes(text.uppercased().replacing("-", with: " ")) == bytes)
        for other in ["", "123456", String(text.dropLast()), text + "0", "u" + text.dropFirst()] {
            #expect(RecoveryCodes.bytes(other) == nil)
        }
    }

    @Test("a QR code is a square with its three finders; what no code holds has none")
    func picture() throws {
        let code = try #require(QRCode("otpauth://totp/A:b?secret=MZXW6YTBOI"))
        #expect(code.side >= 21 && (code.side - 17).isMultiple(of: 4))
        for (x, y) in [(0, 0), (code.side - 7, 0), (0, code.side - 7)] {
            let ring = (0..<7).allSatisfy { code[x + $0, y] && code[x, y + $0] && code[x + $0, y + 6] }
            #expect(ring && !code[x + 1, y + 1] && code[x + 3, y + 3])
        }
        let svg = String(decoding: code.picture("a \"label\"").bytes, as: UTF8.self)
        #expect(svg.hasPrefix("<svg") && svg.contains("a &quot;label&quot;") && !svg.contains("style"))
        #expect(QRCode(String(repeating: "x", count: 5_000)) == nil)
        #expect(QRCode("a\u{0}b") == nil)
    }
}
