import Foundation
import PortalKit
import PortalTesting
import Testing

@testable import Kernel

@Suite("Names and contents of files")
struct FileContentTests {
    @Test(
        "SG01 SF06 a name is shown without path, controls and direction signs, and cannot leave its header",
        arguments: [
            ("../../x.txt", "x.txt"), ("C:\\x.txt", "x.txt"), ("/etc/passwd", "passwd"),
            ("..\\..\\x.txt", "x.txt"), (".htaccess", "htaccess"), ("...", "file"), ("..", "file"),
            ("x\u{202E}txt.exe", "xtxt.exe"), ("a\u{2066}b\u{200B}.txt", "ab.txt"),
            ("\\\";x=.txt", ";x=.txt"), ("%22;x=.txt", "%22;x=.txt"), ("a;b=c'd.txt", "a;b=c'd.txt"),
            ("😀 rapport.txt", "😀 rapport.txt"), ("naïve file.txt", "naïve file.txt"),
            (String(repeating: "a", count: 296) + ".txt", String(repeating: "a", count: 196) + ".txt"),
            (String(repeating: "é", count: 300), String(repeating: "é", count: 100)),
        ])
    func names(_ sent: String, _ shown: String) throws {
        let desk = try PaperDesk()
        let maria = try desk.kernel.signIn(desk.maria)
        let paper = try desk.send("x", [PaperDesk.file(sent)], by: maria)
        #expect(try desk.kernel.values("SELECT name FROM kernel_attachment") == [shown])
        let link = try #require(try maria.get(paper).links.first { $0.hasPrefix(paper + "/files/") })
        let disposition = try #require(try maria.get(link).header("Content-Disposition"))
        let parts = disposition.split(separator: "\"", omittingEmptySubsequences: false)
        #expect(disposition.utf8.allSatisfy { (0x20..<0x7F).contains($0) })
        try #require(parts.count == 3, "\(disposition)")
        #expect(parts[0] == "attachment; filename=" && !parts[1].contains("%") && !parts[1].contains("\\"))
        let encoded = try #require(parts[2].split(separator: "'", omittingEmptySubsequences: false).last)
        #expect(parts[2] == "; filename*=UTF-8''" + encoded)
        #expect(String(encoded).removingPercentEncoding == shown)
        #expect(desk.kernel.storedFiles.allSatisfy { $0.wholeMatch(of: /[0-9A-Z]{2}\/[0-9A-Z]{16}/) != nil })
    }

    @Test(
        "SG01 a name with NUL, with a line end or with a raw quote is not read at all",
        arguments: ["a\u{0}b.txt", "a\r\nX: y.txt", "a\nb.txt", "\";x=.txt", "a\u{7F}.txt"])
    func unreadable(_ name: String) throws {
        let desk = try PaperDesk()
        let maria = try desk.kernel.signIn(desk.maria)
        let reply = try maria.upload(PaperDesk.new, ["title": "x"], [PaperDesk.file(name)])
        #expect(reply.status == 400)
        #expect(try desk.isEmpty)
    }

    static let png: [UInt8] = [
        0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52, 0, 0, 0, 1, 0, 0,
        0,
        1, 8, 6, 0, 0, 0, 0x1F, 0x15, 0xC4, 0x89, 0, 0, 0, 0, 0x49, 0x45, 0x4E, 0x44, 0xAE, 0x42, 0x60, 0x82,
    ]
    static let gif = Array("GIF89a".utf8) + [1, 0, 1, 0, 0, 0, 0, 0x3B]
    static let jpeg: [UInt8] = [0xFF, 0xD8, 0xFF, 0xE0, 0, 2, 0xFF, 0xD9]
    static let webp = Array("RIFF".utf8) + [4, 0, 0, 0] + Array("WEBP".utf8)
    static let pdf = Array("%PDF-1.4\n1 0 obj\n%%EOF\n".utf8)
    static let zip: [UInt8] = [0x50, 0x4B, 0x05, 0x06] + Array(repeating: 0, count: 18)
    static let bytes = "application/octet-stream"

    /// What a file is kept as; nil is refused.
    static let contents: [(name: String, bytes: [UInt8], type: String?)] = [
        ("a.png", png, "image/png"), ("a.PNG", png, "image/png"), ("a", png, "image/png"),
        ("a.gif", gif, "image/gif"), ("a.jpg", jpeg, "image/jpeg"), ("a.webp", webp, "image/webp"),
        ("a.pdf", pdf, "application/pdf"), ("a.zip", zip, "application/zip"),
        ("a.docx", zip, "application/zip"), ("a.txt", Array("hello".utf8), "text/plain"),
        ("a.csv", [], bytes), ("a.xyz", Array("hello".utf8), bytes),
        // Name and content contradict each other.
        ("a.png", jpeg, nil), ("a.jpg", png, nil), ("a.png", Array("<html>".utf8), nil), ("a.pdf", zip, nil),
        ("a.docx", Array("hello".utf8), nil), ("a.html", gif, nil), ("a.svg", png, nil), ("a.txt", png, nil),
        ("a.txt", [0xFF, 0xFE, 0x61, 0], bytes), ("a.png", [], nil),
        ("a.txt", [0x7F] + Array("ELF".utf8), nil),
        ("a.doc", zip, nil),
        // What a browser could run is only bytes.
        ("a.html", Array("<script>alert(1)</script>".utf8), bytes), ("a.xml", Array("<?xml?>".utf8), bytes),
        ("a.svg", Array("<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>".utf8), bytes),
        // Two things at once, and an ending that says neither.
        ("a.gif", Array("GIF89a/*<script>*/".utf8) + [0x3B], bytes), ("a.gif", gif + zip, bytes),
        ("a.png", png + Array("<html>".utf8), bytes), ("a.jpg", jpeg + Array("<?php".utf8), bytes),
        ("a.pdf", Array("%PDF-1.4 <script>alert(1)</script>\n%%EOF".utf8), bytes),
        ("a.pdf", pdf + zip, bytes), ("a.pdf", Array("%PDF-1.4".utf8), bytes), ("a.ai", pdf, bytes),
        ("a.webp", webp + Array("more".utf8), bytes),
    ]

    @Test(
        "SG04 SG02 ending and first bytes agree or it is refused; what could be two things is only bytes",
        arguments: contents.indices)
    func content(_ index: Int) {
        let (name, bytes, type) = Self.contents[index]
        let edge = 1_024
        let found = ContentType.sniff(
            Array(bytes.prefix(edge)), tail: Array(bytes.suffix(edge)), size: bytes.count, name: name)
        #expect(found == type, "\(name)")
    }

    @Test("SG02 inline only when it is asked for, and only png, jpeg, gif, webp and pdf")
    func inline() throws {
        let desk = try PaperDesk()
        let maria = try desk.kernel.signIn(desk.maria)
        for (name, bytes, type) in Self.contents {
            guard let type else { continue }
            let paper = try desk.send("x", [PaperDesk.file(name, bytes)], by: maria)
            let link = try #require(try maria.get(paper).links.first { $0.hasPrefix(paper + "/files/") })
            let isShown = type.hasPrefix("image/") || type == "application/pdf"
            for (query, kind) in [
                ("", "attachment"), ("?inline=0", "attachment"),
                ("?inline=1", isShown ? "inline" : "attachment"),
            ] {
                let reply = try maria.get(link + query)
                #expect(reply.header("Content-Disposition")?.hasPrefix(kind + ";") == true, "\(name)\(query)")
                #expect(reply.header("Content-Type")?.hasPrefix(type) == true)
            }
        }
    }

    @Test(
        "SG04 a file that is not what its ending says is refused in words, with the text kept and nothing stored"
    )
    func refused() throws {
        let desk = try PaperDesk()
        let maria = try desk.kernel.signIn(desk.maria)
        let reply = try maria.upload(
            PaperDesk.new, ["title": "my words"],
            [PaperDesk.file("good.png", Self.png), PaperDesk.file("bad.png", Self.pdf)])
        #expect(reply.status == 422 && reply.text.contains("bad.png is not what its ending says."))
        #expect(reply.form(PaperDesk.new)?.fields["title"] == "my words")
        #expect(try desk.isEmpty)
    }
}
