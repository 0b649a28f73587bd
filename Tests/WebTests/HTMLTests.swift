import Testing
import Web

@Suite("A page is built of literals, and data in it stays text")
struct HTMLTests {
    @Test(
        "SF01 what a person typed is escaped for text and for quoted attributes",
        arguments: [
            ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
            ("\" onmouseover=\"x", "&quot; onmouseover=&quot;x"),
            ("' autofocus onfocus='x", "&#39; autofocus onfocus=&#39;x"),
            ("&lt;b&gt;", "&amp;lt;b&amp;gt;"), ("", ""), ("&", "&amp;"), ("abcdefg<", "abcdefg&lt;"),
            ("abcdefgh<", "abcdefgh&lt;"), ("<<<<<<<<<", String(repeating: "&lt;", count: 9)),
            ("Plain words, 12 of them; nothing to do.", "Plain words, 12 of them; nothing to do."),
        ])
    func escapes(_ text: String, _ expected: String) {
        let html: HTML = "<p>\(text)</p>"
        #expect(html.text == "<p>" + expected + "</p>")
    }

    @Test(
        "SF01 a sign with a combining mark behind it is escaped all the same",
        arguments: ["\"", "<", ">", "&", "'"])
    func escapesUnderMarks(_ sign: String) {
        let html: HTML = "\(sign + "\u{301}")"
        #expect(!html.bytes.contains { Array(sign.utf8).contains($0) && $0 != 0x26 })
        #expect(html.text.utf8.first == 0x26 && html.bytes.suffix(2) == [0xCC, 0x81])
    }

    @Test("SF01 any text of any length comes out as the simplest escaping would write it")
    func agreesWithTheSimplestEscaping() {
        var random = Seeded(1)
        for _ in 0..<20_000 {
            let text = random.text(of: "ab<>&\"'\u{27}%= é\u{301}€😀;", longest: 40)
            let html: HTML = "\(text)\(text.dropFirst())"
            #expect(html.text.utf8.elementsEqual((simplest(text) + simplest(text.dropFirst())).utf8))
        }
    }

    @Test("SF03 an address from data is a link only when it leads where it seems to", arguments: Self.bad)
    func refusesAddresses(_ address: String) {
        let html: HTML = "<a href=\"\(link: address)\">"
        #expect(html.text == "<a href=\"#\">")
        #expect(!Link.isSafe(address))
    }

    static let bad = [
        "javascript:alert(1)", "JavaScript:alert(1)", " javascript:alert(1)", "java\tscript:alert(1)",
        "java\nscript:alert(1)", "\u{1}javascript:alert(1)", "data:text/html,x", "vbscript:x",
        "//evil.example",
        "/\\evil.example", "\\\\evil.example", "/\t/evil.example", "", "x", "page", "http:evil.example",
        "https:/evil.example", "https://", "http://", "mailto:", "https://bank.example@evil.example/",
        "https:///evil.example", "https://:80/", "ftp://a.example", "file:///etc/passwd",
        "https://a.example/ b",
        "javascript&colon;alert(1)", "/a\u{7F}", "https\u{212A}://a", "blob:https://a.example/1",
    ]

    @Test(
        "SF03 good addresses stay as they are",
        arguments: [
            "/", "/support/tickets/9XK", "?q=a", "#top", "http://a.example", "HTTPS://a.example/x?y=z#t",
            "mailto:anna@customer.example", "/é", "https://a.example/@anna", "https://a.example:8443/",
        ])
    func keepsAddresses(_ address: String) {
        let html: HTML = "\(link: address)"
        #expect(html.text == address)
    }

    @Test("an address is escaped after it was found good")
    func escapesAddresses() {
        let html: HTML = "\(link: "/a?b=\"&c=<")"
        #expect(html.text == "/a?b=&quot;&amp;c=&lt;")
    }

    @Test("only an address of this site stays here")
    func staysHere() {
        #expect(Link.staysHere("/home") && Link.staysHere("?a=b"))
        #expect(!Link.staysHere("https://a.example") && !Link.staysHere("//a.example"))
        #expect(!Link.staysHere("/\\a.example") && !Link.staysHere("") && !Link.staysHere("mailto:a"))
    }

    @Test("pieces are put together as they are")
    func composes() {
        let none: HTML? = nil
        let some: HTML? = "<i>"
        var html: HTML = "<b>\(none)\(some)\(7)\(-3)</b>"
        html += "\([HTML("<u>"), HTML("<s>")])"
        #expect(html.text == "<b><i>7-3</b><u><s>")
        #expect((html + "!").text == html.text + "!")
        #expect(HTML().isEmpty && !html.isEmpty && html == html + HTML())
    }

    @Test("a piece under a condition is built only when it holds")
    func conditional() {
        var built = 0
        func piece() -> HTML {
            built += 1
            return "x"
        }
        let html: HTML = "\(when: false, piece())\(when: true, piece())"
        #expect(html.text == "x" && built == 1)
    }

    @Test("room may be asked for in any amount")
    func reserves() {
        var html: HTML = "a"
        for amount in [0, -1, Int.min, 100] { html.reserve(amount) }
        #expect(html.text == "a")
    }

    private func simplest(_ text: some StringProtocol) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "'": result += "&#39;"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
