@testable import Kernel
import Testing

@Suite("The token in a reply address")
struct ReplyTokenTests {
    private let secrets = try? Secrets(file: Secrets.newFile())

    @Test("says whose answer it is, and nothing else says so")
    func roundTrip() throws {
        let secrets = try #require(secrets)
        let token = ReplyToken(portal: "support", thread: 1_042, contact: 77)
        let text = try #require(try token.text(secrets))
        #expect(text.utf8.count == ReplyToken.length && text == text.lowercased())
        #expect(try token.text(secrets) == text)
        #expect(ReplyToken(text, secrets, portals: ["other", "support"]) == token)
        #expect(ReplyToken(text.uppercased(), secrets, portals: ["support"]) == token)
        #expect(ReplyToken(text, secrets, portals: ["other"]) == nil)
        #expect(ReplyToken(text, try Secrets(file: Secrets.newFile()), portals: ["support"]) == nil)
        for place in text.indices {
            let letter: Character = text[place] == "7" ? "8" : "7"
            let changed = text[..<place] + String(letter) + text[text.index(after: place)...]
            #expect(ReplyToken(String(changed), secrets, portals: ["support"]) == nil)
        }
        for wrong in ["", "x", text + "0", String(text.dropLast())] {
            #expect(ReplyToken(wrong, secrets, portals: ["support"]) == nil)
        }
    }

    @Test("tells no number: neighbours have nothing in common, and too large an id has no address")
    func silent() throws {
        let secrets = try #require(secrets)
        let texts = try (1...50).map {
            try ReplyToken(portal: "support", thread: $0, contact: 1).text(secrets)
        }
        #expect(Set(texts.map { $0?.suffix(8) }).count == 50)
        #expect(try ReplyToken(portal: "support", thread: 1 << 40, contact: 1).text(secrets) == nil)
    }

    @Test("an address takes it behind a plus, and has room for it")
    func address() throws {
        let address = try #require(ReplyAddress("Help@Example.org"))
        #expect(address.text(with: "abc") == "Help+abc@Example.org")
        #expect(address.token(in: "help+ABC@example.ORG") == "abc")
        for other in ["help@example.org", "help+abc@example.com", "xhelp+abc@example.org", "help+abc", "@"] {
            #expect(address.token(in: other) == nil)
        }
        #expect(ReplyAddress(String(repeating: "h", count: 32) + "@example.org") == nil)
        #expect(ReplyAddress("nobody") == nil)
    }
}
