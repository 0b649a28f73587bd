import Kernel
import Testing

@Suite("Argon2 as in RFC 9106")
struct Argon2idTests {
    static let vectors: [(Argon2id.Variant, String)] = [
        (.d, "512b391b6f1162975371d30919734294f868e3be3984f3c1a13a4db9fabe4acb"),
        (.i, "c814d9d1dc7f37aa13f0d77f2494bda1c8de6b016dd388d29952a4c4672b6ce8"),
        (.id, "0d640df58d78766c08c037a34a8b53c9d01ef0452d75b65eb52520e96b01e659"),
    ]

    @Test("SA04 the vectors of RFC 9106 §5 come out", arguments: vectors)
    func vector(variant: Argon2id.Variant, tag: String) throws {
        let found = try Argon2id.tag(
            variant, password: Array(repeating: 1, count: 32), salt: Array(repeating: 2, count: 16),
            secret: Array(repeating: 3, count: 8), associated: Array(repeating: 4, count: 12),
            cost: Argon2id.Cost(memory: 32, passes: 3, lanes: 4), length: 32)
        #expect(hex(found) == tag)
    }

    @Test("SA04 each of the inputs changes the tag")
    func inputsMatter() throws {
        let cost = Argon2id.Cost(memory: 32, passes: 1, lanes: 1)
        let salt = [UInt8](repeating: 9, count: 16)
        let tags = [
            try Argon2id.tag(password: [1], salt: salt, cost: cost, length: 16),
            try Argon2id.tag(password: [2], salt: salt, cost: cost, length: 16),
            try Argon2id.tag(password: [], salt: salt, cost: cost, length: 16),
            try Argon2id.tag(password: [1], salt: [8] + salt.dropFirst(), cost: cost, length: 16),
            try Argon2id.tag(password: [1], salt: salt, secret: [1], cost: cost, length: 16),
            try Argon2id.tag(password: [1], salt: salt, associated: [1], cost: cost, length: 16),
            try Argon2id.tag(.i, password: [1], salt: salt, cost: cost, length: 16),
        ]
        #expect(Set(tags).count == tags.count)
    }

    @Test("what libargon2 cannot do is an error, not a crash")
    func refused() {
        let cost = Argon2id.Cost(memory: 32, passes: 1, lanes: 1)
        let salt = [UInt8](repeating: 9, count: 16)
        #expect(throws: Argon2id.Failure.self) {
            try Argon2id.tag(password: [], salt: [], cost: cost, length: 32)
        }
        #expect(throws: Argon2id.Failure.self) {
            try Argon2id.tag(password: [], salt: salt, cost: cost, length: 0)
        }
        for wrong in [(0, 1, 1), (32, 0, 1), (32, 1, 0), (7, 1, 1)] as [(UInt32, UInt32, UInt32)] {
            let cost = Argon2id.Cost(memory: wrong.0, passes: wrong.1, lanes: wrong.2)
            #expect(throws: Argon2id.Failure.self) {
                try Argon2id.tag(password: [1], salt: salt, cost: cost, length: 32)
            }
        }
    }
}

private func hex(_ bytes: [UInt8]) -> String {
    bytes.map { (byte: UInt8) in (byte < 16 ? "0" : "") + String(byte, radix: 16) }.joined()
}
