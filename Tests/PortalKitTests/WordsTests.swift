import Testing

@testable import PortalKit

@Suite("Words: English in the source, other languages in a book")
struct WordsTests {
    static let now = Instant(microseconds: 1_772_805_900_000_000)  // 2026-03-06T14:05Z

    static func reader(_ entries: [String: WordBook.Entry]? = nil, language: String = "nl") -> Reader {
        Reader(
            language: language, timeZone: "UTC", now: now,
            book: entries.map { WordBook(language: language, entries: $0) })
    }

    @Test("a value has a name in the key and its place in the text")
    func values() {
        let words: Words = "Published \("when", "today") by \("who", "Ada")"
        #expect(words.key == "Published {when} by {who}")
        #expect(words.english == "Published today by Ada")
    }

    @Test("a translation may turn the values round, repeat one or leave one out")
    func order() {
        let words: Words = "\("a", "1") before \("b", "2")"
        #expect(Self.reader(["{a} before {b}": .text("{b} na {a}, {b}")]).say(words) == "2 na 1, 2")
        #expect(Self.reader(["{a} before {b}": .text("Leeg")]).say(words) == "Leeg")
    }

    @Test("SF04 what a person typed never becomes a placeholder")
    func hostileValue() {
        let words: Words = "From \("name", "{secret} {name} {") to \("secret", "hush")"
        #expect(words.english == "From {secret} {name} { to hush")
    }

    @Test("a placeholder that nobody fills, and a brace that nobody closes, stay as they are")
    func unknown() {
        let words: Words = "Hello \("name", "Ada")"
        let reader = Self.reader(["Hello {name}": .text("Dag {naam} {name} {")])
        #expect(reader.say(words) == "Dag {naam} Ada {")
    }

    @Test("English stands in where a translation is missing")
    func missing() {
        #expect(Self.reader([:]).say("Open tickets") == "Open tickets")
        #expect(Self.reader(nil).say("Open tickets") == "Open tickets")
    }

    @Test("homonyms have a key each, and the context is not read")
    func context() {
        let verb = Words("Close", context: "verb")
        let near = Words("Close", context: "adjective")
        let reader = Self.reader(["verb|Close": .text("Sluiten"), "adjective|Close": .text("Dichtbij")])
        #expect(verb.english == "Close")
        #expect(reader.say(verb) == "Sluiten")
        #expect(reader.say(near) == "Dichtbij")
    }

    @Test("a person's own text has no translation, whatever it says")
    func verbatim() {
        let words = Words(verbatim: "Open tickets {n}|x")
        let reader = Self.reader(["Open tickets {n}|x": .text("nee"), "Open tickets": .text("nee")])
        #expect(words.english == "Open tickets {n}|x")
        #expect(reader.say(words) == "Open tickets {n}|x")
    }

    @Test(
        "one and many, with the number as the language writes it",
        arguments: [
            (0, "0 tickets"), (1, "1 ticket"), (2, "2 tickets"), (-1, "-1 tickets"), (11, "11 tickets"),
            (1_000, "1,000 tickets"), (12_345, "12,345 tickets"),
        ])
    func english(count: Int, text: String) {
        let reader = Self.reader(nil, language: "en")
        #expect(reader.say(count, one: "{n} ticket", other: "{n} tickets") == text)
    }

    @Test("the plural of a book is found by the text of many")
    func dutch() {
        let reader = Self.reader(["{n} days": .plural(one: "{n} dag", other: "{n} dagen")])
        #expect(reader.say(1, one: "{n} day", other: "{n} days") == "1 dag")
        #expect(reader.say(3, one: "{n} day", other: "{n} days") == "3 dagen")
        #expect(reader.say(4_000, one: "{n} day", other: "{n} days") == "4.000 dagen")
    }

    @Test("a plural keeps its other values")
    func pluralWithValues() {
        let name = "Ada"
        let text = Self.reader(nil).say(
            2, one: "{n} ticket of \("who", name)", other: "{n} tickets of \("who", name)")
        #expect(text == "2 tickets of Ada")
    }

    @Test("words that count choose when they are read")
    func counted() {
        let name = "Ada"
        func words(_ count: Int) -> Words {
            Words(count, one: "{n} ticket of \("who", name)", other: "{n} tickets of \("who", name)")
        }
        #expect(words(1).english == "1 ticket of Ada")
        #expect(Self.reader(nil).say(words(2)) == "2 tickets of Ada")
        let book: [String: WordBook.Entry] = [
            "{n} tickets of {who}": .plural(one: "{n} kaartje van {who}", other: "{n} kaartjes van {who}")
        ]
        #expect(Self.reader(book).say(words(1)) == "1 kaartje van Ada")
        #expect(Self.reader(book).say(words(3_000)) == "3.000 kaartjes van Ada")
    }

    @Test("the pseudo-language brackets all that went through the reader")
    func pseudo() {
        let reader = Self.reader([:], language: WordBook.pseudo)
        #expect(reader.say("Open tickets") == "[Open tickets]")
        #expect(reader.say(2, one: "{n} day", other: "{n} days") == "[2 days]")
        #expect(reader.moment(Self.now).hasPrefix("["))
    }
}
