import Testing
import Web

@testable import Markdown

@Suite("SF06 nothing that is written in Markdown leaves its place or passes its limits")
struct HostileTests {
    @Test(
        "SF06 a link that is not http, https, mailto or a path of this site is its words alone",
        arguments: [
            "javascript:alert(1)", "JaVaScRiPt:alert(1)", "&#106;avascript:alert(1)",
            "javascript&colon;alert(1)",
            "java&#9;script:alert(1)", "java&Tab;script:alert(1)", "\u{1}javascript:x", "data:text/html,x",
            "vbscript:x", "file:///etc/passwd", "ftp://b.example", "//evil.example", "/\\\\evil.example",
            "https://bank.example@evil.example", "https:evil.example", "x", "",
        ])
    func addresses(address: String) {
        for text in ["[a](<\(address)>)", "![a](<\(address)>)", "[a]\n\n[a]: <\(address)>", "<\(address)>"] {
            let html = MarkdownDocument(text).html(below: 2).text
            #expect(!html.contains("<a "), "\(text): \(html)")
            #expect(WrittenMarkup.faults(html) == [])
        }
    }

    @Test("SF06 markup of HTML is text")
    func markup() {
        for text in [
            "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "a <b onclick=\"x\">b</b>",
            "<!-- x -->",
            "[\"><script>](/\"onmouseover=x)", "`</code><script>`", "    </pre><script>", "<https://a.b/\"'>",
            "https://a.b/\"onload=x", "# <h1>", "|<td>|\n|-|\n|</td>|", "![\"><svg onload=x>](/a)",
            "[a](/b \"\\\"><script>\")", "```\"><script>\n```", "<style>", "<?php ?>", "<![CDATA[x]]>",
        ] {
            let html = MarkdownDocument(text).html(below: 2).text
            #expect(WrittenMarkup.faults(html) == [], "\(text): \(html)")
        }
    }

    static let repeated = [
        "[", "![", "*", "_", ">", "`", "~", "|", "<", "&", "\\", "#", "- ", "1.", "[a](", "[a]", "*a _b ",
        "http://",
        "http://a.b/(", "[a]: (\n", "> \n", "a\n=\n", "\0", "é", "\u{301}", "\r", "- [x] ", "**a *b ",
        "[[a](b)",
    ]

    @Test("SF06 64 kB of any mark ends soon, and right")
    func repetitions() {
        for mark in Self.repeated {
            let count = Parser.Limits.text / mark.utf8.count
            for text in [String(repeating: mark, count: count), nested(mark, count / 2)] {
                let document = MarkdownDocument(text)
                #expect(WrittenMarkup.faults(document.html(below: 2).text) == [], "\(mark)")
                #expect(document.text(hasAddresses: true).utf8.count <= 4 * text.utf8.count + 64)
            }
        }
    }

    private func nested(_ mark: String, _ count: Int) -> String {
        let end = ["[": "]", "![": "](b)", "[a](": ")"][mark] ?? mark
        return String(repeating: mark, count: count) + "a" + String(repeating: end, count: min(count, 20_000))
    }

    @Test("what is too long, too deep, or grows when it is written is shown as it was typed")
    func limits() {
        let address = String(repeating: "x", count: 30_000)
        let wide = String(repeating: "|", count: 8_000)
        for text in [
            String(repeating: "*a* ", count: 16_385), String(repeating: "> ", count: 33) + "*a*",
            "[a]: /\(address)\n\n*b*" + String(repeating: "[a]", count: 10_000),
            "a\(wide)\n---\(wide.replacing("|", with: "|---"))\n" + String(repeating: "|\n", count: 9_000),
        ] {
            #expect(Parser.pieces(of: text) == nil)
            let html = MarkdownDocument(text).html(below: 2).text
            #expect(!html.contains("<em>") && html.hasPrefix("<p>"))
            #expect(WrittenMarkup.faults(html) == [])
        }
        #expect(Parser.pieces(of: String(repeating: "> ", count: 31) + "a") != nil)
        #expect(Parser.pieces(of: String(repeating: "*a* ", count: 16_384)) != nil)
        let plain = MarkdownDocument("a\r\nb\n \n\nhttps://c.example" + String(repeating: " ", count: 65_536))
        #expect(plain.html(below: 2).text.hasPrefix("<p>a<br>b</p><p><a href=\"https://c.example\""))
    }

    @Test("SF06 20,000 texts made of marks by chance")
    func mutations() {
        var chance: UInt64 = 17
        func below(_ bound: Int) -> Int {
            chance = chance &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(chance >> 33) % bound
        }
        let tokens =
            Self.repeated + [
                "]", ")", "(", "\n", "\n\n", "    ", "\t", " ", "a", "**", "```\n", "~~", "\n|---|\n", "](x)",
                "](/y)",
                "](http://b.example)", "](javascript:x)", "<http://c.example>", "&amp;", "&#0;", "'", "\"",
                ":",
                "<b>", "=\n", "---\n", "[a]: /x\n", "![b](/c)", "\u{FEFF}", "\u{85}", "🙂",
            ]
        for _ in 0..<20_000 {
            var text = ""
            for _ in 0..<below(24) { text += tokens[below(tokens.count)] }
            if below(4) == 0 {
                var bytes = Array(text.utf8)
                if !bytes.isEmpty { bytes[below(bytes.count)] = UInt8(below(256)) }
                text = String(decoding: bytes, as: UTF8.self)
            }
            let document = MarkdownDocument(text)
            let faults = WrittenMarkup.faults(document.html(below: 2).text)
            #expect(faults.isEmpty, "\(text.debugDescription): \(faults)")
            _ = document.text(hasAddresses: true)
        }
    }
}
