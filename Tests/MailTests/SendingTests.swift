import Foundation
import Synchronization
import Testing

@testable import Mail

@Suite("A message arrives as it was composed")
struct SendingTests {
    @Test("SH02 the server has it byte for byte, dots at the beginning of lines and all")
    func byteForByte() throws {
        let sink = try Sink()
        let sender = try SMTPSender(sink.settings())
        // Lengths around the buffers of libcurl, so that CR, LF and dot fall on all sides of their edges.
        let messages =
            try
            (Corpus.bodies
            + (0..<3).map { String(repeating: "a", count: $0) + String(repeating: ".\n", count: 30_000) })
            .map { try Sample.bytes($0) }
            + [
                Array(".\r\n".utf8), Array("..\r\n.\r\n".utf8), Array("\r\n".utf8),
                Array("a: b\r\n\r\n.\r\n.x\r\n\r\n".utf8),
            ]
        for bytes in messages { #expect(try sender.error(sending: bytes) == nil) }
        let stored = try sink.stored()
        try #require(stored.count == messages.count)
        for (bytes, stored) in zip(messages, stored) { #expect(stored.bytes == bytes) }
        // On the wire no CR and no LF stands alone, and a dot at the beginning of a line is doubled.
        let wire = try #require(try sink.wires().first)
        #expect(wire.count { $0 == 0x0D } == wire.count { $0 == 0x0A })
        #expect(zip(wire, wire.dropFirst()).allSatisfy { ($0 == 0x0D) == ($1 == 0x0A) })
        #expect(try sink.wire().contains("a: b\r\n\r\n..\r\n..x\r\n\r\n.\r\n"))
    }

    @Test("SH01 each message has one sender and one recipient")
    func envelope() throws {
        let sink = try Sink()
        let sender = try SMTPSender(sink.settings())
        let addresses = ["o'brien+x@example.org", "!#$%&'*+-/=^_`{|}~@localhost", "a@xn--exmple-cua.org"]
        for address in addresses {
            try sender.send(Sample.bytes(), from: MailAddress(address), to: MailAddress(address))
        }
        #expect(try sink.stored().map(\.to) == addresses.map { [$0] })
        #expect(try sink.stored().map(\.from) == addresses)
        #expect(try sink.wire().split(separator: "RCPT TO:").count == addresses.count + 1)
    }

    @Test("several messages go over one connection")
    func reuse() throws {
        for security in [SMTPSettings.Security.none, .starttls, .tls] {
            let sink = try Sink(security == .none ? "normal" : security.rawValue)
            let sender = try SMTPSender(sink.settings(security))
            for number in 0..<4 {
                #expect(try sender.error(sending: Sample.bytes("\(number)")) == nil)
            }
            #expect(try sink.stored().map(\.connection) == [1, 1, 1, 1] && sender.connections == 1)
        }
    }

    @Test(
        "a connection that the server gave up meanwhile is opened anew",
        arguments: ["hang-up", "hang-up-late"])
    func reopen(mode: String) throws {
        let sink = try Sink(mode)
        let sender = try SMTPSender(sink.settings())
        for _ in 0..<3 { #expect(try sender.error(sending: Sample.bytes()) == nil) }
        #expect(try sink.stored().map(\.connection) == [1, 2, 3] && sender.connections == 3)
    }

    @Test("after a refusal the next message goes through")
    func afterRefusal() throws {
        let sink = try Sink("drop-once")
        let sender = try SMTPSender(sink.settings())
        #expect(try sender.error(sending: Sample.bytes("1")) != nil)
        #expect(try sender.error(sending: Sample.bytes("2")) == nil)
        #expect(try sender.error(sending: Sample.bytes("3")) == nil && sender.connections == 2)
    }

    @Test("SH05 signing in works, after STARTTLS only")
    func signingIn() throws {
        let sink = try Sink("auth")
        let sender = try SMTPSender(sink.settings(.starttls, signingIn: true))
        for _ in 0..<2 { #expect(try sender.error(sending: Sample.bytes()) == nil) }
        let lines = try sink.wire().split(separator: "\r\n").map { $0.prefix(4) }
        #expect(lines.prefix(2) == ["EHLO", "STAR"] && lines.count { $0 == "AUTH" } == 1)
    }

    @Test("the greeting says the name that was set")
    func greeting() throws {
        let sink = try Sink()
        var settings = sink.settings()
        settings.greeting = "portal.example.org"
        #expect(try SMTPSender(settings).error(sending: Sample.bytes()) == nil)
        #expect(try sink.wire().hasPrefix("EHLO portal.example.org\r\n"))
        #expect(try sink.wire().hasSuffix("QUIT\r\n"))
    }

    @Test("threads send at once, each with a sender of its own")
    func threads() throws {
        let sink = try Sink()
        let settings = sink.settings()
        let bytes = try Sample.bytes()
        let failures = Atomic(0)
        let done = DispatchGroup()
        for _ in 0..<8 {
            done.enter()
            Thread {
                let result = Result { try SMTPSender(settings).error(sending: bytes) }
                if (try? result.get()) != .some(nil) { failures.add(1, ordering: .relaxed) }
                done.leave()
            }.start()
        }
        done.wait()
        #expect(failures.load(ordering: .relaxed) == 0)
        #expect(try sink.stored().count == 8)
    }

    @Test("the sink of the tests ends with those who started it")
    func sinkEnds() throws {
        let sink = try Sink()
        sink.stop()
        #expect(sink.exitStatus == 0)
        #expect(try SMTPSender(sink.settings()).error(sending: Sample.bytes())?.stage == .connecting)
    }

    @Test(
        "SH02 bytes that two servers could read in two ways are not sent",
        arguments: [
            "", "a", "a\n", "a\r", "a\r\nb", "a\nb\r\n", "a\rb\r\n", "a\r\r\n", "\n\r\n", "a\r\n.\n\r\n",
            "a\u{0}\r\n", "é\r\n",
            String(repeating: "a", count: 999) + "\r\n",
        ])
    func refusesBytes(_ text: String) throws {
        // Nothing listens there: it is refused before a connection is tried.
        let sender = try SMTPSender(SMTPSettings(host: "localhost", port: 9, security: .none))
        let error = try #require(try sender.error(sending: Array(text.utf8)))
        #expect(error.kind == .permanent && error.stage == .message && sender.connections == 0)
    }
}
