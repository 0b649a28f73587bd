import Testing

@testable import Mail

@Suite("Settings with which mail may not be sent are refused before anything is said")
struct SettingsTests {
    @Test(
        "SH05 mail in clear goes to this machine only",
        arguments: [
            "mail.example.org", "192.0.2.1", "10.0.0.1", "::2", "localhost.example.org",
            "127.0.0.1.example.org", "128.0.0.1",
            "127.1", "0127.0.0.1", "127.0.0.256", "127.0.0.01", "LOCALHOST.", "::ffff:127.0.0.1", "0.0.0.0",
        ])
    func clear(_ host: String) {
        let settings = SMTPSettings(host: host, port: 25, security: .none)
        let error = #expect(throws: SMTPError.self) { try SMTPSender(settings) }
        #expect(error?.kind == .configuration && error?.stage == .settings)
        #expect(error?.isWorthRetrying == false)
    }

    @Test("loopback is loopback", arguments: ["localhost", "127.0.0.1", "127.255.0.9", "::1"])
    func loopback(_ host: String) throws {
        let settings = SMTPSettings(host: host, port: 25, security: .none)
        #expect(settings.fault == nil)
        #expect(try SMTPSender(settings).connections == 0)
    }

    @Test(
        "no host leads anywhere else",
        arguments: [
            "", "a b", "user@evil.example", "evil.example/x", "a:25", "a\r\nb", "a\u{0}", "[::1]",
            "é.example", "file:///etc",
            "a?b", "a#b", "%61", "-a", String(repeating: "a", count: 300),
            ":::::::::::::::::::::::::::::::::::::::::::::::::",
        ])
    func hosts(_ host: String) {
        #expect(SMTPSettings(host: host, port: 587, security: .starttls).fault != nil)
    }

    @Test("settings that make no sense are told by name")
    func faults() {
        let good = SMTPSettings(
            host: "mail.example.org", port: 587, security: .starttls, user: "u", password: "p")
        #expect(good.fault == nil && good.url == "smtp://mail.example.org:587/")
        func fault(_ change: (inout SMTPSettings) -> Void) -> String? {
            var settings = good
            change(&settings)
            return settings.fault
        }
        #expect(fault { $0.port = 0 } != nil)
        #expect(fault { $0.greeting = "a/b" } != nil && fault { $0.greeting = "portal.example.org" } == nil)
        #expect(fault { $0.user = "a\u{0}b" } != nil && fault { $0.password = "a\u{0}" } != nil)
        #expect(fault { $0.user = "" } != nil && fault { $0.user = nil } != nil)
        #expect(fault { $0.timeout = 0 } != nil && fault { $0.connectTimeout = -1 } != nil)
        #expect(fault { $0.stallTimeout = .max } != nil)
        let six = SMTPSettings(host: "2001:db8::1", port: 465, security: .tls, greeting: "a.example")
        #expect(six.fault == nil && six.url == "smtps://[2001:db8::1]:465/a.example")
    }

    @Test("SH05 settings never show user or password")
    func secrets() {
        let settings = SMTPSettings(
            host: "mail.example.org", port: 587, security: .starttls, user: "someone", password: "hunter22")
        var shown = "\(settings) \(String(reflecting: settings))"
        dump(settings, to: &shown)
        #expect(
            !shown.contains("hunter22") && !shown.contains("someone") && shown.contains("mail.example.org"))
    }

    @Test("a file of certificates that is not there is a fault of the configuration")
    func missingAuthority() throws {
        let sink = try Sink("starttls")
        var settings = sink.settings(.starttls)
        settings.authorityFile = "/nonexistent/authority.pem"
        let error = try #require(try SMTPSender(settings).error(sending: Sample.bytes()))
        #expect(error.kind == .configuration && error.stage == .encrypting)
    }
}

@Suite("What the server said is read line by line")
struct TranscriptTests {
    private func transcript(_ lines: String...) -> SMTPTranscript {
        var transcript = SMTPTranscript()
        for line in lines {
            let bytes = Array(line.dropFirst(2).utf8) + [0x0D, 0x0A]
            if line.hasPrefix("> ") { transcript.sent(bytes) } else { transcript.received(bytes) }
        }
        return transcript
    }

    @Test("a reply counts when its last line is there")
    func lines() {
        var reading = transcript("< 220 hello", "> EHLO me", "< 250-one", "< 250-two")
        #expect(reading.stage == .hello && reading.reply == nil)
        reading.received(Array("250 three\r\n".utf8))
        #expect(reading.reply == SMTPReply(code: 250, text: Array("one two three".utf8)))
        reading.sent(Array("MAIL FROM:<a@b>\r\n".utf8))
        #expect(reading.stage == .sender && reading.reply == nil)
    }

    @Test("SH05 an answer to a challenge is no command, whatever it looks like")
    func challenge() {
        for word in ["DATA", "QUIT", "MAIL", "RCPT"] {
            let reading = transcript(
                "< 220 hello", "> AUTH LOGIN", "< 334 VXNlcm5hbWU6", "> \(word)", "< 535 no")
            #expect(reading.stage == .signingIn && reading.reply?.code == 535)
        }
    }

    @Test("a farewell does not hide what was said before it")
    func farewell() {
        let refused = transcript(
            "> MAIL FROM:<a@b>", "< 250 ok", "> RCPT TO:<c@d>", "< 550 no", "> QUIT", "< 221 bye")
        #expect(refused.stage == .recipient && refused.reply?.code == 550)
        let old = transcript("> QUIT", "< 221 bye", "< 554 closed")
        #expect(old.stage == .greeting && old.reply?.code == 554)
    }

    @Test("only a 2xx reply after the final dot is the server's word for a message")
    func accepted() {
        var reading = transcript("> DATA", "< 354 go on")
        #expect(reading.stage == .content && !reading.isAccepted)
        reading.handedOver()
        #expect(reading.stage == .finalDot && !reading.isAccepted)
        reading.received(Array("250-a\r\n".utf8))
        #expect(!reading.isAccepted)
        reading.received(Array("250 b\r\n".utf8))
        #expect(reading.isAccepted)
        #expect(!transcript("> MAIL FROM:<a@b>", "< 250 ok").isAccepted)
        for junk in ["", "2", "25", "abc hello", "２５０ wide"] {
            #expect(transcript("> DATA", "< \(junk)").reply == nil)
        }
    }

    @Test("SH05 what is shown is cut, on one line, and without secrets")
    func cleaned() {
        let secret = Array("s3cret".utf8)
        func shown(_ text: String) -> String { ServerText.cleaned(text.utf8, without: [secret]) }
        #expect(shown("a\r\nb\u{1B}[0m\tc\u{0}d\u{202E}e") == "a b [0m c de")
        #expect(shown("s3crets3cret is s3cre") == "****** is s3cre")
        let long = shown(String(repeating: "é", count: 195) + "s3cret")
        #expect(long.unicodeScalars.count <= 200 && !long.contains("s3"))
        #expect(shown(String(repeating: "é", count: 500)).unicodeScalars.count == 200)
        #expect(ServerText.cleaned([0xFF, 0x41], without: []) == "\u{FFFD}A")
    }
}
