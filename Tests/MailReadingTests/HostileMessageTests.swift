import Foundation
import Testing

@testable import MailReading

@Suite("Messages that are made to hurt")
struct HostileMessageTests {
    @Test("SF06 twenty thousand parts within each other end as one attachment")
    func deep() throws {
        var text = "Subject: deep\r\n"
        for level in 0..<20_000 {
            text += "Content-Type: multipart/mixed; boundary=\"b\(level)\"\r\n\r\n--b\(level)\r\n"
        }
        let sample = try #require(try Sample(text + "Content-Type: text/plain\r\n\r\nbottom\r\n"))
        #expect(sample.message.subject == "deep" && sample.message.attachments.count <= 200)
        #expect(sample.message.attachments.contains { $0.name == "parts.eml" })
    }

    @Test("more parts than are looked at are said to be there")
    func many() throws {
        let parts = (0..<500).map { "--b\r\nContent-Type: application/x; name=f\($0)\r\n\r\nx\r\n" }.joined()
        let sample = try #require(
            try Sample("Content-Type: multipart/mixed; boundary=b\r\n\r\n\(parts)--b--\r\n"))
        #expect(sample.message.isCut && sample.message.attachments.count == 199)
    }

    @Test("a text longer than is shown is cut, and is a file as a whole")
    func long() throws {
        let sample = try #require(
            try Sample("Subject: x\r\n\r\n" + String(repeating: "0123456789 abc\r\n", count: 100_000)))
        #expect(sample.message.isCut && sample.message.text.utf8.count <= 1 << 20)
        #expect(sample.message.attachments.map(\.name) == ["attachment.txt"])
        #expect(sample.bytes(of: 0).count == 1_600_000)
    }

    @Test("any bytes at all are a message or are none, and nothing else")
    func noise() throws {
        var state: UInt64 = 7
        func next() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return state >> 33
        }
        let words = [
            "Content-Type: ", "multipart/mixed; boundary=", "\r\n", "\n", "--b", "=?utf-8?B?", "?=", "\u{0}",
            "text/html", "; charset=", "iso-2022-jp", "utf-7", "base64", "\r\n\r\n", "From: ", "<", ">", "@",
            ",",
            "name*0*=", "%ff", "begin 644 x", "Content-Transfer-Encoding: ", "x-uuencode", "message/rfc822",
            "\u{1B}$B",
            "<!--", "<script", "&#x110000;", "&amp", "On ", "wrote:", "> ", "-----Original Message-----",
        ]
        for _ in 0..<400 {
            let text = (0..<(next() % 60)).map { _ in words[Int(next() % UInt64(words.count))] }.joined()
            guard let sample = try Sample(text) else { continue }
            for index in sample.message.attachments.indices { _ = sample.bytes(of: index) }
            _ = QuotedText(sample.message.text)
        }
    }

    @Test("SH01 nothing in a header makes a second line, and nothing turns the direction of reading")
    func lines() throws {
        let sample = try #require(
            try Sample(
                "From: =?utf-8?Q?Ann=0D=0ABcc=3A_x=40y.example?= <ann@example.org>\r\n"
                    + "Subject: =?utf-8?Q?a=0D=0Ab=E2=80=AEgpj.exe?=\r\n\r\nx\r\n"))
        #expect(sample.message.author.name == "Ann Bcc: x@y.example")
        #expect(sample.message.subject == "a bgpj.exe")
    }

    @Test("frames of a process that has gone wrong are refused")
    func frames() throws {
        var stream = FrameStream()
        stream.take(Frame(.data, [1, 2]).sent + Frame(.done).sent.prefix(3))
        #expect(try stream.next() == Frame(.data, [1, 2]))
        #expect(try stream.next() == nil)
        stream.take([0, 0])
        #expect(try stream.next() == Frame(.done))
        stream.take([0xFF, 0, 0, 0, 0])
        #expect(throws: FrameStream.Malformed.self) { try stream.next() }
        var long = FrameStream()
        long.take([FrameKind.data.rawValue, 0xFF, 0, 0, 0])
        #expect(throws: FrameStream.Malformed.self) { try long.next() }
    }
}
