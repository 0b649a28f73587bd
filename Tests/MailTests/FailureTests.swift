import Foundation
import Testing

@testable import Mail

@Suite("A message that is not taken says why, and what can be done")
struct FailureTests {
    struct Case: CustomTestStringConvertible {
        let mode: String
        let kind: SMTPError.Kind
        let stage: SMTPError.Stage
        let code: Int?
        var testDescription: String { mode }

        init(_ mode: String, _ kind: SMTPError.Kind, _ stage: SMTPError.Stage, _ code: Int? = nil) {
            self.mode = mode
            self.kind = kind
            self.stage = stage
            self.code = code
        }
    }

    @Test(
        "V7 each way to fail is known for what it is",
        arguments: [
            Case("busy", .temporary, .greeting, 421), Case("closed", .configuration, .greeting, 554),
            Case("5xx-sender", .permanent, .sender, 550), Case("4xx", .temporary, .recipient, 451),
            Case("5xx-rcpt", .permanent, .recipient, 550), Case("5xx-data", .permanent, .finalDot, 554),
            Case("4xx-data", .temporary, .finalDot, 452), Case("drop-data", .temporary, .content),
            Case("slow", .temporary, .recipient), Case("slow-dot", .unknownOutcome, .finalDot),
            Case("drop-always", .unknownOutcome, .finalDot),
        ])
    func classes(_ expected: Case) throws {
        let sink = try Sink(expected.mode)
        var settings = sink.settings()
        if expected.mode.hasPrefix("slow") { settings.timeout = 3 }
        let sender = try SMTPSender(settings)
        // More than what fits between two sockets, so that the loss is seen before the last byte is handed over.
        let long = String(repeating: String(repeating: "x", count: 500) + "\r\n", count: 20_000)
        let bytes = expected.mode == "drop-data" ? Array(("a: b\r\n\r\n" + long).utf8) : try Sample.bytes()
        let error = try #require(try sender.error(sending: bytes))
        #expect(
            error.kind == expected.kind && error.stage == expected.stage && error.code == expected.code,
            "\(error)")
        #expect(error.mayHaveArrived == (expected.kind == .unknownOutcome))
        #expect(error.isWorthRetrying == [.temporary, .unknownOutcome].contains(expected.kind))
        #expect(error.text.unicodeScalars.count <= 200 && !error.text.isEmpty)
        #expect(error.text.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F })
        #expect("\(error)".hasPrefix("mail server, \(error.stage.rawValue): "))
        #expect(try sink.stored().count == (expected.kind == .unknownOutcome ? 1 : 0))
    }

    @Test(
        "V7 and SH03: when the reply to the final dot is lost, sending again makes a copy with the same Message-ID"
    )
    func lostReply() throws {
        let sink = try Sink("drop-once")
        let sender = try SMTPSender(sink.settings())
        let bytes = try Sample.bytes(id: "once@portal.example.org")
        #expect(try sender.error(sending: bytes)?.kind == .unknownOutcome)
        #expect(try sender.error(sending: bytes) == nil)
        let copies = try sink.stored().map(\.bytes)
        #expect(copies == [bytes, bytes])
        #expect(
            try ReadMail.read(copies).map(\.messageID) == [
                "<once@portal.example.org>", "<once@portal.example.org>",
            ])
    }

    @Test("V7 a late reply to one message is not taken for the reply to the next")
    func lateReply() throws {
        let sink = try Sink("slow-once", delay: 6)
        var settings = sink.settings()
        settings.timeout = 3
        let sender = try SMTPSender(settings)
        #expect(try sender.error(sending: Sample.bytes("first"))?.kind == .unknownOutcome)
        #expect(try sender.error(sending: Sample.bytes("second")) == nil)
        #expect(try sink.stored().map(\.connection) == [1, 2] && sender.connections == 2)
    }

    @Test("a server that is not there may be there later")
    func absent() throws {
        let sink = try Sink()
        sink.stop()
        var settings = sink.settings()
        for host in ["localhost", "127.0.0.1"] {
            settings.host = host
            let error = try #require(try SMTPSender(settings).error(sending: Sample.bytes()))
            #expect(error.kind == .temporary && error.stage == .connecting && error.code == nil)
        }
    }

    @Test("SH05 without STARTTLS nothing is said but the greeting")
    func noStartTLS() throws {
        let sink = try Sink("normal")
        var settings = sink.settings(.starttls, signingIn: true)
        settings.authorityFile = nil
        let error = try #require(try SMTPSender(settings).error(sending: Sample.bytes()))
        #expect(error.kind == .configuration && error.stage == .encrypting)
        let verbs = try sink.wire().split(separator: "\r\n").map { $0.prefix(4) }
        #expect(verbs == ["EHLO", "QUIT"] || verbs == ["EHLO"])
    }

    @Test(
        "SH05 a server that cannot prove its name gets neither password nor message",
        arguments: ["starttls", "tls", "auth", "bad-tls"], ["nobody signed", "another name"])
    func untrusted(mode: String, why: String) throws {
        let sink = try Sink(mode)
        var settings = sink.settings(mode == "tls" ? .tls : .starttls, signingIn: true)
        if why == "nobody signed" { settings.authorityFile = nil } else { settings.host = "127.0.0.1" }
        let error = try #require(try SMTPSender(settings).error(sending: Sample.bytes()))
        #expect(error.kind == .configuration && error.stage == .encrypting, "\(error)")
        let wire = try sink.wire()
        #expect(!wire.contains("AUTH") && !wire.contains("MAIL") && !"\(error)".contains(Sink.password))
    }

    @Test("SH05 TLS from the first byte is not asked of a server that speaks in clear")
    func tlsToClear() throws {
        let sink = try Sink("normal")
        var settings = sink.settings(.tls, signingIn: true)
        settings.authorityFile = nil
        let error = try #require(try SMTPSender(settings).error(sending: Sample.bytes()))
        #expect(error.kind == .configuration && error.stage == .encrypting)
    }

    @Test(
        "SH05 a refused password is the operator's to mend, and no error holds it",
        arguments: ["auth", "auth-echo"])
    func wrongPassword(mode: String) throws {
        let sink = try Sink(mode)
        var settings = sink.settings(.starttls, signingIn: true)
        if mode == "auth" { settings.password = "wrong and secret" }
        let error = try #require(try SMTPSender(settings).error(sending: Sample.bytes()))
        #expect(error.kind == .configuration && error.stage == .signingIn && error.code == 535)
        var shown = "\(error) "
        dump(error, to: &shown)
        for secret in settings.secrets { #expect(!shown.contains(String(decoding: secret, as: UTF8.self))) }
        #expect(!shown.contains(settings.password) && (mode == "auth" || error.text.contains("***")))
        #expect(try sink.stored().isEmpty)
    }

    @Test("a server that cannot check passwords now may do so later")
    func busySignIn() throws {
        let sink = try Sink("auth-busy")
        let settings = sink.settings(.starttls, signingIn: true)
        let error = try #require(try SMTPSender(settings).error(sending: Sample.bytes()))
        #expect(error.kind == .temporary && error.stage == .signingIn && error.code == 454)
    }

    @Test("SH05 who must sign in and does not is told so")
    func mustSignIn() throws {
        let sink = try Sink("auth")
        let error = try #require(try SMTPSender(sink.settings(.starttls)).error(sending: Sample.bytes()))
        #expect(error.kind == .configuration && error.stage == .sender && error.code == 530)
    }
}
