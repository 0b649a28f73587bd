import Testing

@testable import MailReading

@Suite("The text of a mail")
struct TextTests {
    @Test(
        "what is quoted below an answer is told apart from it",
        arguments: [
            ("Fine.\n\nOn Mon, 2 Mar 2026, Jonas wrote:\n> Is it?\n> Or not?", "Fine."),
            (
                "Fine.\n\nOn Mon, 2 Mar 2026 at 10:00, Jonas Kettering\n<help@example.org> wrote:\n\n> Is it?",
                "Fine."
            ),
            ("Prima.\n\nOp ma 2 mrt 2026 om 10:00 schreef Jonas <h@example.org>:\n> Kan dat?", "Prima."),
            ("Fine.\n\n-----Original Message-----\nFrom: Jonas\nSent: Monday\n\nIs it?", "Fine."),
            ("Prima.\n\n-----Oorspronkelijk bericht-----\nVan: Jonas\n\nKan dat?", "Prima."),
            ("Prima.\n\nVan: Jonas <h@example.org>\nVerzonden: maandag\nAan: Maria\n\nKan dat?", "Prima."),
            ("Fine.\n\n________________________________\nFrom: Jonas\nSent: Monday\n\nIs it?", "Fine."),
            ("Fine.\n\n> Is it?\n> Or not?\n", "Fine."),
        ])
    func folded(text: String, own: String) {
        let split = QuotedText(text)
        #expect(split.own == own && !split.quoted.isEmpty)
    }

    @Test(
        "what somebody wrote is never folded away",
        arguments: [
            "On Mon, Jonas wrote:\n> Is it?\nYes, it is.\n> Or not?\nNo.", "> Is it?\n\nYes, it is.",
            "On the way home I wrote: nothing.", "-- \nMaria",
            "Look.\n\n---------- Forwarded message ---------\nFrom: A\nDate: B\n\nText",
            "From: is a word too.", "", "> only a quote",
        ])
    func kept(text: String) { #expect(QuotedText(text) == QuotedText(own: text)) }

    @Test(
        "HTML becomes text with its lines, lists and quotes",
        arguments: [
            ("<p>One&nbsp;two</p><p>three<br>four</p>", "One two\n\nthree\nfour"),
            (
                "<style>p{}</style><script>alert(1)</script><b>bold</b> &lt;x&gt; &eacute;&#8364;",
                "bold <x> é€"
            ),
            ("<ul><li>a<li>b</ul>", "- a\n- b"), ("a<blockquote>q</blockquote>b", "a\n\n> q\n\nb"),
            ("<!-- <p>no</p> -->x<!-- open", "x"), ("1 < 2 & 3", "1 < 2 & 3"), ("<a title=\">\">x</a>", "x"),
            ("<a HREF='https://x.example/?a=1'>here</a>, x", "here <https://x.example/?a=1>, x"),
            ("<a href=\"mailto:a@b.c\">a@b.c</a>, <a href=javascript:x>no</a>", "a@b.c, no"),
            ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a b\nc"),
        ])
    func html(html: String, text: String) { #expect(HTMLText.text(of: html) == text) }

    @Test(
        "character sets that mail calls by other names",
        arguments: [
            ("iso-8859-1", [0x80, 0xE9], "€é"),
            ("utf-8", Array("éàüéàüéàüéàü".utf8) + [0xFF], "éàüéàüéàüéàü\u{FFFD}"), ("", [0xE9], "é"),
            ("GB2312", [0xC4, 0xE3], "你"), ("ks_c_5601-1987", [0xC7, 0xD1], "한"),
            ("x-nobody-knows", [0x41], "A"),
            ("iso-8859-1", [0xC3, 0xA9], "é"), ("utf-7", Array("+AOk-".utf8), "é"),
        ] as [(String, [UInt8], String)])
    func charset(name: String, bytes: [UInt8], text: String) {
        #expect(CharacterSet.text(bytes, name) == text)
    }

    @Test(
        "SH04 machines are told from people",
        arguments: [
            ("Auto-Submitted: auto-replied", ReceivedMessage.Kind.automatic), ("Auto-Submitted: no", .person),
            ("Precedence: bulk", .automatic), ("List-Id: <l.example.org>", .automatic),
            ("X-Loop: y", .automatic),
            ("Subject: Afwezig: vakantie", .automatic), ("Subject: Out of office", .automatic),
            ("From: MAILER-DAEMON@example.org", .bounce), ("Subject: Our office", .person),
        ])
    func machines(header: String, kind: ReceivedMessage.Kind) throws {
        let sample = try #require(try Sample(header + "\r\n\r\nx\r\n"))
        #expect(sample.message.kind == kind)
    }

    @Test("of several types the one that says where the parts are holds")
    func types() throws {
        let sample = try #require(
            try Sample(
                "From x@y Mon May 2 16:07:05 2005\nContent-Type: multipart/mixed; boundary=bb\n"
                    + "Content-type: text/plain\n\n--bb\n\nfirst\n--bbb\n\nstill the first\n--bb--\n"))
        #expect(sample.message.text == "first\n--bbb\n\nstill the first")
    }
}
