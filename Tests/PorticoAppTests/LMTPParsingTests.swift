import Testing

@testable import PorticoApp

@Suite("LMTP, read from bytes")
struct LMTPParsingTests {
    private static func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }

    /// The lines of a text that comes in pieces of so many bytes.
    private static func lines(_ text: [UInt8], pieces: Int) -> [LMTPInput.Line] {
        var input = LMTPInput()
        var lines: [LMTPInput.Line] = []
        for start in stride(from: 0, to: text.count, by: pieces) {
            input.take(Array(text[start..<min(start + pieces, text.count)]))
            while let line = input.line() { lines.append(line) }
        }
        return lines
    }

    @Test("commands that come together, or in pieces, are the same commands", arguments: [1, 2, 3, 7, 1_000])
    func pipelined(pieces: Int) {
        let text = Self.bytes("LHLO a\r\nMAIL FROM:<a@b>\r\nRCPT TO:<c@d>\r\n\r\nDATA\r\nrest")
        #expect(
            Self.lines(text, pieces: pieces) == [
                .text(Self.bytes("LHLO a")), .text(Self.bytes("MAIL FROM:<a@b>")),
                .text(Self.bytes("RCPT TO:<c@d>")), .text([]), .text(Self.bytes("DATA")),
            ])
    }

    @Test("what follows DATA is left as it is")
    func rest() {
        var input = LMTPInput()
        input.take(Self.bytes("DATA\r\n.\r\nQUIT\r\n"))
        #expect(input.line() == .text(Self.bytes("DATA")))
        #expect(input.rest() == Self.bytes(".\r\nQUIT\r\n"))
        #expect(input.rest() == [] && input.line() == nil)
    }

    @Test(
        "a line that is too long is one mistake, however long it is, and the next one is read",
        arguments: [1, 100, 65_536])
    func oversized(pieces: Int) {
        for count in [LMTPInput.longest - 1, LMTPInput.longest, 300_000] {
            let text = [UInt8](repeating: 0x41, count: count) + Self.bytes("\r\nQUIT\r\n")
            #expect(Self.lines(text, pieces: pieces) == [.tooLong, .text(Self.bytes("QUIT"))])
        }
        let longest = [UInt8](repeating: 0x41, count: LMTPInput.longest - 2)
        #expect(Self.lines(longest + Self.bytes("\r\n"), pieces: pieces) == [.text(longest)])
    }

    @Test(
        "a bare LF, a bare CR, NUL and other control characters are no part of a command",
        arguments: ["QUIT\n", "QU\rIT\r\n", "QU\0IT\r\n", "\t\r\n", "QUIT\u{7F}\r\n", "\n", "\r\r\n"])
    func malformed(text: String) {
        #expect(Self.lines(Self.bytes(text), pieces: 1) == [.malformed])
        #expect(throws: LMTPReply.noLine) { try LMTPCommand(.malformed) }
    }

    @Test(
        "a message ends with a dot alone between CR LF, wherever its pieces end",
        arguments: [
            ("Subject: x\r\n\r\ntext\r\n", "Subject: x\r\n\r\ntext\r\n"), ("", ""), ("\r\n", "\r\n"),
            ("..\r\n", ".\r\n"), ("a\r\n..b\r\n", "a\r\n.b\r\n"), ("...\r\n", "..\r\n"), (".a\r\n", "a\r\n"),
            // No end for us, so that it is none for anybody: what follows stays in the message.
            ("a\n.\nb\r\n", "a\n.\nb\r\n"), ("a\n.\r\nb\r\n", "a\n.\r\nb\r\n"),
            ("a\r\n.\nb\r\n", "a\r\n\nb\r\n"), ("a\r.\r\n", "a\r.\r\n"), ("a\r\r\n", "a\r\r\n"),
            ("a\r\n.\r\r\nb\r\n", "a\r\n\r\r\nb\r\n"), ("a\r\n.\rb\r\n", "a\r\n\rb\r\n"),
            ("\0\u{1}\u{7F}\0\r\n", "\0\u{1}\u{7F}\0\r\n"),
        ])
    func stuffing(sent: String, message: String) {
        let all = Self.bytes(sent + ".\r\nQUIT\r\n")
        for pieces in [1, 2, 3, 5, all.count] {
            var data = LMTPData()
            var (read, rest): ([UInt8], [UInt8]) = ([], [])
            for start in stride(from: 0, to: all.count, by: pieces) {
                let piece = Array(all[start..<min(start + pieces, all.count)])
                if data.isOver {
                    rest += piece
                    continue
                }
                let (more, after) = data.take(piece)
                read += more
                rest += after
            }
            #expect(data.isOver)
            #expect(String(decoding: read, as: UTF8.self) == message, "in pieces of \(pieces)")
            #expect(rest == Self.bytes("QUIT\r\n"), "in pieces of \(pieces)")
        }
    }

    @Test(
        "an address stands in angle brackets, by the grammar of RFC 5321",
        arguments: [
            ("<support+x7@example.org>", "support+x7@example.org"), ("<>", ""),
            ("<postmaster>", "postmaster"),
            ("<@one.example,@two.example:a@b.example>", "a@b.example"), ("<\"a b\\\"c\"@d>", "a b\"c@d"),
            ("<a@[192.0.2.1]>", "a@[192.0.2.1]"), ("<a@[IPv6:2001:db8::1]>", "a@[IPv6:2001:db8::1]"),
            ("<josé@exämple.org>", "josé@exämple.org"), ("<a..b.@c>", "a..b.@c"),
            ("<o'x=y/z@c>", "o'x=y/z@c"),
        ])
    func addresses(text: String, address: String) throws {
        var bytes = Self.bytes(text + " SIZE=1")[...]
        let path = try #require(LMTPPath(&bytes))
        #expect(path.address == address && path.isASCII == address.utf8.allSatisfy { $0 < 0x80 })
        #expect(bytes.elementsEqual(Self.bytes(" SIZE=1")))
    }

    @Test(
        "anything else is none",
        arguments: [
            "", "a@b", "<a@b", "<a b@c>", "<a@>", "<@c>", "<a@b@c>", "<a@b c>", "<\"a@b>", "<\"\"@b>",
            "<a\"b@c>",
            "<a@b]>", "<a@[]>", "<<a@b>>", "<a@b,c>", "<@a:>x", "<\"a\\", "<",
            "<" + String(repeating: "a", count: 251) + "@b.c>",
        ])
    func noAddress(text: String) {
        var bytes = Self.bytes(text)[...]
        let path = LMTPPath(&bytes)
        #expect(path == nil || path?.address == "")
        #expect(throws: LMTPReply.self) { try LMTPCommand(.text(Self.bytes("RCPT TO:" + text))) }
    }

    @Test("bytes that are no UTF-8 are no address")
    func noText() {
        var bytes = ([0x3C, 0xFF, 0xFE] + Self.bytes("@b>"))[...]
        #expect(LMTPPath(&bytes) == nil)
    }

    @Test("the commands of RFC 2033, in letters of any size")
    func commands() throws {
        func read(_ text: String) throws -> LMTPCommand { try LMTPCommand(.text(Self.bytes(text))) }
        #expect(try read("lhlo mx.example") == .hello)
        #expect(try read("MAIL FROM:<>") == .mail(size: nil, isUTF8: false))
        #expect(
            try read("mail from:<a@b> size=1234 body=8bitmime smtputf8  ") == .mail(size: 1_234, isUTF8: true)
        )
        #expect(
            try read("MAIL FROM:<a@b> SIZE=99999999999999999999") == .mail(size: .max, isUTF8: false))
        #expect(try read("Rset") == .reset)
        #expect(try read("NOOP whatever") == .nothing)
        #expect(try read("QUIT ") == .quit)
        let refused: [(String, LMTPReply)] = [
            ("HELO a", .unknown), ("EHLO a", .unknown), ("", .unknown), (" DATA", .unknown),
            ("BDAT 3", .unknown),
            ("MAıL FROM:<>", .unknown), ("LHLO", .badSyntax), ("LHLO a b", .badSyntax),
            ("DATA x", .badSyntax),
            ("MAIL FROM: <a@b>", .badAddress), ("MAIL TO:<a@b>", .badSyntax), ("MAIL", .badSyntax),
            ("MAIL FROM:<a@b>SIZE=1", .badSyntax), ("MAIL FROM:<a@b> SIZE=-1", .badSyntax),
            ("MAIL FROM:<a@b> SIZE=", .badSyntax), ("MAIL FROM:<a@b> SIZE", .unknownParameter),
            ("MAIL FROM:<a@b> BODY=BINARYMIME", .badSyntax), ("MAIL FROM:<a@b> RET=FULL", .unknownParameter),
            ("MAIL FROM:<é@b>", .needsUTF8), ("RCPT TO:<>", .badAddress),
            ("RCPT TO:<a@b> NOTIFY=NEVER", .unknownParameter),
        ]
        for (text, reply) in refused {
            #expect(throws: reply, "\(text)") { try read(text) }
        }
    }
}
