import Testing
import Web

@Suite("A form is read strictly and within bounds")
struct FormTests {
    @Test(
        "SF06 what would have to be repaired is refused",
        arguments: [
            "a=%", "a=%4", "a=%zz", "%=a", "a=%00", "%00=a", "a=%FF", "a=%C0%80", "a=%ED%A0%80", "a=%E2%82",
            "%0A=a", "a%0D=b", "a=b%", "%7F=x", "%C2%85=x", "a=%u0041",
        ])
    func refuses(_ text: String) {
        #expect(throws: BadRequest.self) { try Form(urlencoded: text.utf8) }
    }

    @Test("SF06 raw bytes that are no UTF-8 are refused")
    func refusesRawBytes() {
        #expect(throws: BadRequest.self) { try Form(urlencoded: [0x61, 0x3D, 0xFF]) }
        #expect(throws: BadRequest.self) { try Form(urlencoded: [0x61, 0x3D, 0x00]) }
    }

    @Test("SF06 fields, names, values and the whole have a limit, and may reach it")
    func limits() throws {
        let thousand = String(repeating: "a&", count: 1_000)
        #expect(try Form(urlencoded: thousand.utf8).values("a").count == 1_000)
        #expect(throws: BadRequest.tooLarge("too many fields in a form")) {
            try Form(urlencoded: (thousand + "a").utf8)
        }
        let name = String(repeating: "n", count: 256)
        #expect(try Form(urlencoded: (name + "=1").utf8)[name] == "1")
        #expect(throws: BadRequest.self) { try Form(urlencoded: (name + "n=1").utf8) }
        let value = String(repeating: "v", count: 256 * 1_024)
        #expect(try Form(urlencoded: ("a=" + value).utf8)["a"].utf8.count == 256 * 1_024)
        #expect(throws: BadRequest.self) { try Form(urlencoded: ("a=v" + value).utf8) }
        let whole = String(repeating: "&", count: 1_024 * 1_024)
        #expect(try Form(urlencoded: whole.utf8).isEmpty)
        #expect(throws: BadRequest.tooLarge("form too large")) { try Form(urlencoded: (whole + "&").utf8) }
    }

    @Test("fields are decoded once and keep their order")
    func decodes() throws {
        let form = try Form(urlencoded: "q=late+invoice%21&x=1&x=2&empty=&bare&&t=%2541&e=a=b&=v".utf8)
        #expect(form["q"] == "late invoice!" && form["t"] == "%41" && form["e"] == "a=b" && form[""] == "v")
        #expect(form.values("x") == ["1", "2"] && form["x"] == "1")
        #expect(form.has("empty") && form.has("bare") && !form.has("none") && form["none"] == "")
        #expect(form.fields.map(\.name) == ["q", "x", "x", "empty", "bare", "t", "e", ""])
    }

    @Test(
        "lines of a value end with one line feed",
        arguments: [
            ("%0D%0A", "\n"), ("a%0D%0Ab%0D%0A", "a\nb\n"), ("a%0Db", "a\nb"), ("a%0A%0Db", "a\n\nb"),
            ("%0D%0D%0A%0A", "\n\n\n"), ("%0D", "\n"), ("a%09b", "a\tb"),
        ])
    func normalises(_ encoded: String, _ expected: String) throws {
        let form = try Form(urlencoded: ("a=" + encoded).utf8)
        #expect(form["a"].utf8.elementsEqual(expected.utf8))
    }

    @Test("names are compared byte for byte")
    func comparesBytes() {
        let form: Form = ["\u{212A}": "kelvin", "e\u{301}": "two"]
        #expect(!form.has("K") && !form.has("\u{E9}") && form["e\u{301}"] == "two")
    }

    @Test("a form with a file alone is not empty")
    func countsFiles() {
        var form = Form()
        #expect(form.isEmpty)
        form.files = [UploadedFile(field: "f", name: "a", declaredType: "x/y", size: 1, spoolPath: "/s")]
        #expect(!form.isEmpty)
    }

    @Test("a query written from data is read back the same")
    func queryRoundTrip() throws {
        let hostile = "a&b=c#d?e%41+f\"<>/\\ é😀"
        let query: Query = ["q": hostile, hostile: "x"]
        let read = try Form(urlencoded: query.text.utf8.dropFirst())
        #expect(read["q"] == hostile && read[hostile] == "x")
        #expect(Query(read) == query)
    }

    @Test("a query replaces, drops and repeats names, and is nothing when empty")
    func queryBuilding() {
        var query: Query = ["q": "a b", "after": "1"]
        #expect(query.text == "?q=a%20b&after=1")
        #expect(query.setting("after", "2").text == "?q=a%20b&after=2")
        #expect(query.setting("q", nil).setting("after", nil).text == "")
        query.append("q", "c")
        #expect(query.text == "?q=a%20b&after=1&q=c" && Query().isEmpty && !query.isEmpty)
        let html: HTML = "<a href=\"\(link: "/x", query)\">"
        #expect(html.text == "<a href=\"/x?q=a%20b&amp;after=1&amp;q=c\">")
    }

    @Test("a segment of a link can hold anything and stays one segment")
    func segments() {
        #expect(Percent.segment("a/b ?#%é") == "a%2Fb%20%3F%23%25%C3%A9")
        #expect(Percent.query("a+b&c") == "a%2Bb%26c" && Percent.segment("A-z0.9_~") == "A-z0.9_~")
    }
}
