import Testing
import Web

@testable import Markdown

@Suite("What people write in Markdown is what a page shows")
struct WritingTests {
    static let rel = #" rel="noopener nofollow ugc""#

    static let expected: [(text: String, markup: String)] = [
        ("", ""), (" \n\n ", ""), ("Hello", "<p>Hello</p>"), ("a\nb", "<p>a<br>b</p>"),
        ("a\r\n\r\nb", "<p>a</p><p>b</p>"), ("*a* **b** ~~c~~ `d*`", em + "</p>"),
        ("a < b & c > \"d\" 'e'", "<p>a &lt; b &amp; c &gt; &quot;d&quot; &#39;e&#39;</p>"),
        (
            "&euro; &amp; &nope; &#8364; &#x20ac; &#0; &#xD800;",
            "<p>€ &amp; &amp;nope; € € \u{FFFD} \u{FFFD}</p>"
        ),
        (#"\*not\* \\"#, #"<p>*not* \</p>"#),
        ("# A\n\n### B\n\n## C\n\n# D", "<h3>A</h3><h4>B</h4><h4>C</h4><h3>D</h3>"),
        ("#### A\n## B\n##### C", "<h3>A</h3><h3>B</h3><h4>C</h4>"), ("#\n\ntext", "<p></p><p>text</p>"),
        ("- a\n- b", "<ul><li>a</li><li>b</li></ul>"),
        ("3. a\n4. b", "<ol start=\"3\"><li>a</li><li>b</li></ol>"),
        ("- a\n  1. b\n\n- c", "<ul><li><p>a</p><ol><li>b</li></ol></li><li><p>c</p></li></ul>"),
        ("- [x] a\n- [ ] b", "<ul><li class=\"task\">☑ a</li><li class=\"task\">☐ b</li></ul>"),
        ("> a\n> > b", "<blockquote><p>a</p><blockquote><p>b</p></blockquote></blockquote>"),
        ("```sh\nls <x>\n```", "<pre><code>ls &lt;x&gt;\n</code></pre>"), ("---", "<hr>"),
        ("|a|b|\n|---|---:|\n|1|2|", table),
        ("[a](https://b.example/?c=d&e)", #"<p><a href="https://b.example/?c=d&amp;e"\#(rel)>a</a></p>"#),
        ("[a](/documentation)", #"<p><a href="/documentation"\#(rel)>a</a></p>"#),
        ("[](https://b.example)", #"<p><a href="https://b.example"\#(rel)>https://b.example</a></p>"#),
        ("<ada@example.org>", #"<p><a href="mailto:ada@example.org"\#(rel)>ada@example.org</a></p>"#),
        ("![A cat](https://b.example/c.png)", #"<p><a href="https://b.example/c.png"\#(rel)>A cat</a></p>"#),
        ("![A cat](cat.png)", "<p>A cat</p>"),
        ("[![A cat](/c.png)](/d)", #"<p><a href="/d"\#(rel)>A cat</a></p>"#),
        (
            "see https://b.example/x_(y)_z.",
            #"<p>see <a href="https://b.example/x_(y)_z"\#(rel)>https://b.example/x_(y)_z</a>.</p>"#
        ),
        ("(HTTP://b.example)", #"<p>(<a href="HTTP://b.example"\#(rel)>HTTP://b.example</a>)</p>"#),
        (
            "xhttp://b.example http:// `http://b.example`",
            "<p>xhttp://b.example http:// <code>http://b.example</code></p>"
        ),
    ]
    static let em = "<p><em>a</em> <strong>b</strong> <del>c</del> <code>d*</code>"
    static let table =
        "<div class=\"scrolled\" tabindex=\"0\"><table><thead><tr><th scope=\"col\">a</th>"
        + "<th scope=\"col\" class=\"to-end\">b</th></tr></thead><tbody><tr><td>1</td>"
        + "<td class=\"to-end\">2</td></tr></tbody></table></div>"

    @Test("each mark becomes its element, and every text is escaped")
    func table() {
        for (text, markup) in Self.expected {
            #expect(MarkdownDocument(text).html(below: 2).text == markup, "\(text)")
            #expect(WrittenMarkup.faults(markup) == [], "\(text)")
        }
    }

    @Test("headings begin below the page's own, end at h6, and have anchors where the page wants them")
    func headings() {
        let document = MarkdownDocument("# One *two*\n\n## Three\n\n### Four\n\n# [](javascript:x)")
        #expect(document.headings.map(\.text) == ["One two", "Three", "Four"])
        #expect(document.headings.map(\.depth) == [1, 2, 3])
        let html = document.html(below: 1, hasAnchors: true).text
        #expect(html.hasPrefix("<h2 id=\"section-1\">One <em>two</em></h2><h3 id=\"section-2\">Three</h3>"))
        #expect(
            document.html(below: 9).text.hasPrefix("<h6>One <em>two</em></h6><h6>Three</h6><h6>Four</h6>"))
        #expect(document.html(below: -3).text.hasPrefix("<h2>"))
    }

    @Test("a mail gets the same words: paragraphs, lists and quotes, and where links lead")
    func plainText() {
        let text = """
            # Title

            One *two*
            three [four](https://b.example) and <https://c.example>, [home](/home).

            - a
              - b
            - [x] c

            2. d

               e

            > q
            > r

            ```
            code

            more
            ```

            |a|b|
            |---|---|
            |1|2|
            ![cat](https://b.example/cat.png)
            """
        #expect(
            MarkdownDocument(text).text(hasAddresses: true) == """
                Title

                One two
                three four (https://b.example) and https://c.example, home.

                - a
                  - b
                - [x] c

                2. d

                  e

                > q
                > r

                code

                more

                a | b
                1 | 2
                cat (https://b.example/cat.png)
                """)
        #expect(MarkdownDocument("[a](https://b.example)").text(hasAddresses: false) == "a")
        #expect(MarkdownDocument("<b>&lt;</b> é").text(hasAddresses: false) == "<b><</b> é")
        #expect(MarkdownDocument("").text(hasAddresses: true) == "")
    }
}
