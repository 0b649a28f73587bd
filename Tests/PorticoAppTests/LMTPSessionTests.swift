import Testing

@testable import PorticoApp

@Suite("LMTP, what follows from what was said")
struct LMTPSessionTests {
    private var session = LMTPSession(name: "portal.example.org", mostBytes: 1_000)

    private mutating func say(_ text: String) -> LMTPSession.Step { session.take(.text(Array(text.utf8))) }

    /// The code of the answer, negative where the connection ends.
    private mutating func code(_ text: String) -> Int {
        switch say(text) {
        case .answer(let reply), .message(let reply): reply.code
        case .end(let reply): -reply.code
        }
    }

    @Test("it names itself, and what it can")
    mutating func greeting() {
        #expect(session.greeting.bytes == Array("220 portal.example.org LMTP Portico\r\n".utf8))
        guard case .answer(let reply) = say("LHLO a") else {
            Issue.record("no answer")
            return
        }
        let text = String(decoding: reply.bytes, as: UTF8.self)
        #expect(
            text == "250-portal.example.org\r\n250-PIPELINING\r\n250-ENHANCEDSTATUSCODES\r\n250-8BITMIME\r\n"
                + "250-SMTPUTF8\r\n250 SIZE 1000\r\n")
    }

    @Test("a message needs LHLO, MAIL, RCPT and DATA in this order, and each message its own")
    mutating func order() {
        for early in ["MAIL FROM:<a@b>", "RCPT TO:<a@b>", "DATA"] { #expect(code(early) == 503) }
        #expect(code("LHLO a") == 250)
        #expect(code("RCPT TO:<a@b>") == 503)
        #expect(code("MAIL FROM:<a@b>") == 250)
        #expect(code("MAIL FROM:<a@b>") == 503)
        // RFC 2033 §4.2: without one good recipient there is no message.
        #expect(say("DATA") == .answer(.noRecipients))
        #expect(
            code("RCPT TO:<one@b>") == 250 && code("RCPT TO:<bad") == 501 && code("RCPT TO:<two@b>") == 250)
        #expect(say("DATA") == .message(.goOn))
        #expect(session.recipients == ["one@b", "two@b"])
        session.endMessage()
        #expect(session.recipients == [] && code("DATA") == 503 && code("MAIL FROM:<>") == 250)
        #expect(code("RSET") == 250 && code("RCPT TO:<a@b>") == 503)
        #expect(code("VRFY a") == 252 && code("NOOP") == 250 && code("QUIT") == -221)
    }

    @Test("what says that it is too large is refused before it is sent")
    mutating func size() {
        _ = say("LHLO a")
        #expect(say("MAIL FROM:<a@b> SIZE=1001") == .answer(.tooLarge))
        #expect(code("RCPT TO:<a@b>") == 503)
        #expect(code("MAIL FROM:<a@b> SIZE=1000") == 250)
    }

    @Test("an address in UTF-8 is one for who asked for SMTPUTF8")
    mutating func utf8() {
        _ = say("LHLO a")
        #expect(code("MAIL FROM:<a@b>") == 250 && code("RCPT TO:<josé@b>") == 553 && code("RSET") == 250)
        #expect(code("MAIL FROM:<é@b> SMTPUTF8") == 250 && code("RCPT TO:<josé@b>") == 250)
    }

    @Test("recipients, commands and mistakes are counted, from one message to the next")
    mutating func limits() {
        _ = say("LHLO a")
        _ = say("MAIL FROM:<>")
        for number in 0..<LMTPSession.mostRecipients { #expect(code("RCPT TO:<a\(number)@b>") == 250) }
        #expect(say("RCPT TO:<more@b>") == .answer(.tooManyRecipients))
        #expect(session.recipients.count == LMTPSession.mostRecipients)
        for _ in 0..<LMTPSession.mostFaults { #expect(code("what") == 500) }
        session.endMessage()
        for _ in 0..<LMTPSession.mostFaults { #expect(session.take(.tooLong) == .answer(.tooLongLine)) }
        #expect(session.take(.malformed) == .end(.tooManyFaults))
        session.endMessage()
        for _ in 0..<LMTPSession.mostCommands { #expect(code("NOOP") == 250) }
        #expect(say("NOOP") == .end(.tooManyCommands))
    }
}
