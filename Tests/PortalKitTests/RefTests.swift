import Testing

@testable import PortalKit

@Suite("The name of a record in addresses")
struct RefTests {
    enum Ticket {}

    @Test("ten bytes are sixteen characters and back")
    func roundTrip() throws {
        var seed: UInt64 = 7
        for _ in 0..<500 {
            let bytes = (0..<10).map { _ -> UInt8 in
                seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                return UInt8(truncatingIfNeeded: seed >> 33)
            }
            let text = Ref<Ticket>(bytes: bytes).description
            #expect(text.utf8.count == 16)
            #expect(try Ref<Ticket>(text).bytes == bytes)
        }
        #expect(Ref<Ticket>(bytes: Array(repeating: 0xFF, count: 10)).description == "ZZZZZZZZZZZZZZZZ")
        #expect(Ref<Ticket>(bytes: Array(repeating: 0, count: 10)).description == "0000000000000000")
    }

    @Test("what people read for one another is the same, in small letters too")
    func lookalikes() throws {
        let ref = try Ref<Ticket>("0101010101010101")
        for text in ["OIOIOIOIOIOIOIOI", "oloLoIoioLolOlO1", "0l0i0I0L01o1O1ol"] {
            #expect(try Ref<Ticket>(text) == ref)
        }
        #expect(try Ref<Ticket>("abcdefghjkmnpqrs") == Ref<Ticket>("ABCDEFGHJKMNPQRS"))
    }

    @Test(
        "SF06 anything else is not found, and no statement is sent for it",
        arguments: [
            "", "0", "000000000000000", "00000000000000000", "000000000000000U", "000000000000000u",
            "000000000000000-",
            "00000000000000 0", "000000000000000\u{0}", "0000000000000é0", "٠٠٠٠٠٠٠٠", "00000000'OR'1=1",
            "../../../etc/pass",
            "%30%30%30%30%30%", "Ｏ0000000000000", "000000000000000\u{301}",
            String(repeating: "0", count: 100_000),
        ])
    func malformed(text: String) {
        #expect {
            try Ref<Ticket>(text)
        } throws: { error in
            if case PortalError.notFound = error { true } else { false }
        }
    }

    @Test("hexadecimal takes pairs of small digits only")
    func hexadecimal() {
        #expect(Hexadecimal.decode("00ff7a") == [0, 255, 0x7A])
        #expect(Hexadecimal.encode([0, 255, 0x7A]) == "00ff7a")
        for text in ["0", "0g", "FF", "0x", " 0", "é"] { #expect(Hexadecimal.decode(text) == nil) }
    }
}
