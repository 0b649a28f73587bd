import Foundation
import Mail
import Testing

/// What people type, the worst first.
enum Corpus {
    static let texts: [String] = [
        "", "Ada", "Ada Lovelace", " padded ", "two  spaces", "tab\there", "Ada\r\nBcc: eve@example.org",
        "Ada\nX-Evil: 1", "Ada\rX-Evil: 1", "nul\u{0}nul", "\r\n\r\n<script>", "\u{1B}[31mred\u{7}",
        "a\u{85}b",
        "a\u{2028}b\u{2029}c", "Ada, eve@example.org", "Ada <eve@example.org>", "\"Ada\"", "back\\slash\"",
        "\\",
        "(comment)", "a;b:c@d", "@", "=?UTF-8?B?ZXZl?=", "=?utf-8?q?eve=40example.org=2C?= <x>", "=?", "?=",
        "= ? =",
        "Zoë", "Łukasz Żółć", "Мария Кюри", "山田 太郎", "👩‍👩‍👧‍👦 family 🇳🇱", "e\u{301}\u{302}\u{303}",
        "محمد بن موسى", "שלום abc עולם", "\u{202E}gpj.exe", "\u{2066}isolated\u{2069}", "a\u{200D}b\u{200E}",
        "\u{FFFD}\u{FFFE}", "\u{10FFFF}", "\u{1F468}" + String(repeating: "\u{200D}\u{1F468}", count: 90),
        String(repeating: "x", count: 300), String(repeating: "é", count: 300),
        String(repeating: "word ", count: 60) + "end", String(repeating: "日本語 ", count: 75) + "終",
        String(repeating: "a", count: 59) + " b", String(repeating: "=", count: 80), ".", "..", "From here",
        "Ticket #1042: coffee machine: leaks: again", "a: " + String(repeating: "b:c ", count: 40) + "d",
    ]

    static let bodies: [String] = [
        "", "Hello.", "Hello.\n", "\n", "\r\n.\r\n", ".\r\n..\r\n...\r\n.x", "a\rb\nc\r\nd", "a\r\r\nb\n\rc",
        "end \nof \t\nline ", "tab\tin the middle", "nul\u{0}bell\u{7}del\u{7F}", "=?UTF-8?Q?no?= =41 =\n=",
        "--=_portico_x\n--", "From me\n>From you\nFrom", "\u{85}\u{2028}\u{2029}", "Zoë 日本語 👩‍👩‍👧‍👦 محمد",
        String(repeating: "x", count: 5_000), String(repeating: "é", count: 3_000),
        String(repeating: "👩", count: 999), String(repeating: ".\n", count: 300),
        String(repeating: "a", count: 75) + " \n" + String(repeating: "b", count: 76) + "\n"
            + String(repeating: "c", count: 77) + "\n" + String(repeating: "d", count: 74) + "é",
        "<p>&amp;</p>\n<style>\n.a{}\n</style>", "MAIL FROM:<eve@example.org>\r\n.\r\nQUIT\r\n",
    ]

    /// What a name or subject becomes: one line without controls and marks of direction.
    static func line(_ text: String) -> String {
        let marks = text.unicodeScalars.filter {
            !(0x202A...0x202E ~= $0.value || 0x2066...0x2069 ~= $0.value)
        }
        var scalars = String.UnicodeScalarView()
        for scalar in marks {
            let isControl =
                scalar.value < 0x20 || 0x7F..<0xA0 ~= scalar.value || 0x2028...0x2029 ~= scalar.value
            scalars.append(isControl ? " " : scalar)
        }
        return String(scalars)
    }

    /// What a body becomes: LF between its lines, no controls but the tab, the last end of a line apart.
    static func body(_ text: String) -> String {
        var lines = String.UnicodeScalarView()
        var previous: Unicode.Scalar = "a"
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\n" where previous == "\r": break
            case "\r", "\n": lines.append("\n")
            case "\t": lines.append(scalar)
            default: if scalar.value >= 0x20 && scalar.value != 0x7F { lines.append(scalar) }
            }
            previous = scalar
        }
        return String(lines).trimmingOneNewline
    }
}

extension String {
    /// Spaces in a row are one, at the ends none: where the mend of a control may add or take one.
    var words: String { split(separator: " ").joined(separator: " ") }
    var trimmingOneNewline: String {
        utf8.last == 0x0A ? String(String.UnicodeScalarView(unicodeScalars.dropLast())) : self
    }
    func same(_ other: String) -> Bool { utf8.elementsEqual(other.utf8) }
}

@Suite("A message says what was meant, and only that")
struct ComposingTests {
    private static let ada = "ada@example.org"
    private static let desk = "desk@portal.example.org"

    private static func message(
        name: String = "", address: String = ada, subject: String = "", text: String = "",
        html: String? = nil,
        replyTo: Mailbox? = nil
    ) throws -> MailMessage {
        MailMessage(
            from: Mailbox(name: name, address: try MailAddress(desk)),
            to: Mailbox(name: name, address: try MailAddress(address)), replyTo: replyTo, subject: subject,
            text: text, html: html, id: try #require(MessageID("x7f2.1@portal.example.org")),
            date: 1_795_399_038_123_456)
    }

    private static let headers = [
        "Date", "From", "To", "Subject", "Message-ID", "Auto-Submitted", "X-Auto-Response-Suppress",
        "MIME-Version", "Content-Type", "Content-Transfer-Encoding",
    ]

    @Test("SH01 names and subjects come out as they went in, and add no header and no recipient")
    func headers() throws {
        let long = String(repeating: "l", count: 64) + "@" + String(repeating: "d.", count: 90) + "example"
        let messages = try Corpus.texts.flatMap { text in
            try [Self.ada, long].map { try Self.message(name: text, address: $0, subject: text) }
        }
        let read = try ReadMail.read(messages.map { $0.bytes() })
        try #require(read.count == messages.count)
        for (message, found) in zip(messages, read) {
            let expected = Corpus.line(message.subject).words
            #expect(found.headers == Self.headers, "\(message.subject.debugDescription)")
            #expect(found.from.count == 1 && found.to.count == 1 && found.strictTo.count == 1)
            #expect(found.from.first?.last == Self.desk && found.to.first?.last == message.to.address.text)
            #expect(found.strictTo.first?.last == message.to.address.text)
            #expect(found.to.first?.first?.words.same(expected) == true, "\(found.to) \(expected)")
            #expect(found.subject.words.same(expected), "\(found.subject) \(expected)")
            #expect(found.strictSubject.words.same(expected), "\(found.strictSubject) \(expected)")
            #expect(found.isWellFormed && found.longestLine <= 260 && found.defects == [])
        }
    }

    @Test("SH01 chance texts come out as they went in")
    func chance() throws {
        var random = Seeded(state: 42)
        let pieces =
            Corpus.texts.filter { $0.utf8.count < 60 } + [" ", "\r\n", ",", "=?", "é", "👩", "\u{0}", "\""]
        let texts = (0..<300).map { _ in
            (0...random.below(8)).map { _ in pieces[random.below(pieces.count)] }.joined()
        }
        let messages = try texts.map { try Self.message(name: $0, subject: $0, text: $0, html: $0) }
        let read = try ReadMail.read(messages.map { $0.bytes() })
        for (text, found) in zip(texts, read) {
            let expected = Corpus.line(text).words
            #expect(found.headers == Self.headers.dropLast())
            #expect(found.to.count == 1 && found.to.first?.last == Self.ada && found.isWellFormed)
            #expect(found.to.first?.first?.words.same(expected) == true, "\(found.to) \(expected)")
            #expect(found.subject.words.same(expected), "\(found.subject) \(expected)")
            #expect(found.texts.count == 2 && found.longestLine <= 78)
            for part in found.texts {
                #expect(part.replacing("\r\n", with: "\n").trimmingOneNewline.same(Corpus.body(text)))
            }
        }
    }

    @Test("SH02 bodies come out as they went in, with CRLF at the end of every line and nowhere else")
    func bodies() throws {
        let messages = try Corpus.bodies.flatMap { body in
            [try Self.message(text: body), try Self.message(text: body, html: body)]
        }
        let read = try ReadMail.read(messages.map { $0.bytes() })
        for (message, found) in zip(messages, read) {
            let hasHTML = message.html != nil
            #expect(found.isWellFormed && found.longestLine <= 78 && found.defects == [])
            #expect(found.type == (hasHTML ? "multipart/alternative" : "text/plain"))
            #expect(found.types == (hasHTML ? ["text/plain", "text/html"] : ["text/plain"]))
            for text in found.texts {
                let lines = text.replacing("\r\n", with: "\n").trimmingOneNewline
                #expect(lines.same(Corpus.body(message.text)), "\(message.text.debugDescription)")
            }
        }
    }

    @Test("SH06 every message tells machines not to answer")
    func automatic() throws {
        let found = try ReadMail.read([Self.message(text: "a").bytes(), Self.message(html: "a").bytes()])
        #expect(found.allSatisfy { $0.autoSubmitted == ["auto-generated"] && $0.suppress == ["All"] })
    }

    @Test("SH03 and V7: the same message is always the same bytes, and another id is another boundary")
    func deterministic() throws {
        var message = try Self.message(name: "Zoë", subject: "Hé", text: "a", html: "<p>a</p>")
        #expect(message.bytes() == message.bytes())
        let first = message.bytes()
        message.id = try #require(MessageID("other@portal.example.org"))
        let marks = [first, message.bytes()].map { bytes in
            String(decoding: bytes, as: UTF8.self).split(separator: "boundary=")[1].prefix(20)
        }
        #expect(marks[0] != marks[1])
    }

    @Test("a thread is named, and a long one is shortened to its first and its last messages")
    func threads() throws {
        let replyTo = Mailbox(name: "Desk, ticket", address: try MailAddress("desk+t1@example.org"))
        var message = try Self.message(replyTo: replyTo)
        let ids = try (0..<40).map { try #require(MessageID("id.\($0)@example.org")) }
        message.inReplyTo = ids[39]
        message.references = ids
        let found = try #require(try ReadMail.read([message.bytes()]).first)
        #expect(found.inReplyTo == "<id.39@example.org>" && found.references.count == 12)
        #expect(
            found.references.first == "<id.0@example.org>" && found.references.last == "<id.39@example.org>")
        #expect(found.replyTo == [["Desk, ticket", "desk+t1@example.org"]] && found.longestLine <= 78)
    }

    @Test("dates are right for every year that a header can hold")
    func dates() throws {
        let seconds: [Int64] = [
            0, -1, 951_782_399, 951_782_400, 951_868_800, 4_107_542_400, 1_795_399_038, -2_208_988_800,
            253_402_300_799, 68_169_600, -86_400 * 365,
        ]
        let messages = try seconds.map { second in
            var message = try Self.message()
            message.date = second * 1_000_000 + (second < 0 ? 1 : 999_999)
            return message.bytes()
        }
        for (second, found) in zip(seconds, try ReadMail.read(messages)) {
            #expect(Int64(found.date) == second && found.weekday)
        }
        for date in [Int64.min, .max] {
            var message = try Self.message()
            message.date = date
            #expect(message.bytes().count > 100)
        }
    }

    @Test(
        "SH01 an id that could leave its brackets is none",
        arguments: [
            "", "a", "a@", "@b", "a@b@c", "<a@b>", "a@b>", "a b@c", "a@b\r\nX: y", "a..b@c", ".a@b", "a@b.",
            "ä@b",
            "a@[b]", String(repeating: "a", count: 250) + "@b",
        ])
    func ids(_ text: String) {
        #expect(MessageID(text) == nil)
    }
}
