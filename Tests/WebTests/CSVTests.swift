import Testing
import Web

@Suite("A table is read with the place of every field")
struct CSVTests {
    private func texts(_ text: String) throws -> [[String]] { try CSV.rows(Array(text.utf8)).map(\.texts) }

    private func failure(_ bytes: [UInt8], _ limits: CSV.Limits = CSV.Limits()) -> CSV.Failure? {
        do {
            _ = try CSV.rows(bytes, limits: limits)
            return nil
        } catch { return error }
    }

    @Test(
        "SF06 what cannot be read is refused with its line and column",
        arguments: [
            ("a,b\n1,\"x", CSV.Failure.Reason.openQuote, 2, 2), ("a\n\n\"x\ny\n", .openQuote, 3, 1),
            ("a,b\n\"x\"y,1", .textAfterQuote, 2, 1), ("\"a\" ,b", .textAfterQuote, 1, 1),
            ("a,b\r\n\r\n1,x\0y", .nul, 3, 2), ("\"p\nq\",r\0", .nul, 2, 2), ("\"", .openQuote, 1, 1),
        ])
    func refuses(_ text: String, _ reason: CSV.Failure.Reason, _ line: Int, _ column: Int) {
        let found = failure(Array(text.utf8))
        #expect(found?.reason == reason && found?.line == line && found?.column == column)
    }

    @Test("SF06 bytes of another encoding are refused where they stand")
    func refusesEncoding() {
        let latin = Array("a,b\nx,caf".utf8) + [0xE9]
        #expect(failure(latin)?.reason == .notUTF8)
        #expect(failure(latin)?.line == 2 && failure(latin)?.column == 2)
        #expect(failure([0xFF, 0xFE, 0x61, 0x00])?.reason == .notUTF8)
        #expect(failure([0xED, 0xA0, 0x80])?.reason == .notUTF8)
    }

    @Test("SF06 rows and fields have a limit, and may reach it")
    func limits() {
        var limits = CSV.Limits()
        limits.row = 8
        limits.fields = 3
        #expect(failure(Array("12345678\n\"123456\"\na,b,c".utf8), limits) == nil)
        #expect(failure(Array("123456789".utf8), limits)?.reason == .rowTooLong)
        #expect(failure(Array("a\n\"12345678\"".utf8), limits)?.reason == .rowTooLong)
        #expect(failure(Array("1234,56789".utf8), limits)?.reason == .rowTooLong)
        #expect(failure(Array("a,b,c,".utf8), limits)?.reason == .tooManyFields)
        #expect(failure([UInt8](repeating: 0x2C, count: 999)) == nil)
        #expect(failure([UInt8](repeating: 0x2C, count: 1_000))?.reason == .tooManyFields)
    }

    @Test(
        "rows are read whatever ends their lines and separates their fields",
        arguments: [
            "a,b\n1,2\n", "a,b\r\n1,2", "a,b\r1,2\r", "\u{FEFF}a,b\n1,2", "a;b\n1;2", "a\tb\n1\t2",
            "\n\na,b\n\n\n1,2\n\n",
            "\"a\",\"b\"\r\n\"1\",\"2\"\r\n", "a,\"b\"\n\"1\",2",
        ])
    func reads(_ text: String) throws {
        #expect(try texts(text) == [["a", "b"], ["1", "2"]])
    }

    @Test("quotes keep separators, line ends and quotes; elsewhere a quote is a sign like any other")
    func quotes() throws {
        #expect(
            try texts("a,b\n\"x,\"\"y\"\"\r\nz\",5\" pipe") == [["a", "b"], ["x,\"y\"\nz", "5\" pipe"]])
        #expect(try texts("a,\"\"\n\"\"\n,") == [["a", ""], [""], ["", ""]])
        #expect(try texts("") == [] && texts("\r\n\n") == [] && texts("\u{FEFF}") == [])
    }

    @Test("the separator is the one of the first row, outside its quotes")
    func findsSeparator() {
        #expect(CSV(Array("a;b,c;d".utf8)).separator == 0x3B)
        #expect(CSV(Array("\"a;b;c\",d\n;;;;".utf8)).separator == 0x2C)
        #expect(CSV(Array("a,b;c".utf8)).separator == 0x2C && CSV([]).separator == 0x2C)
    }

    @Test("every field knows its line and column")
    func places() throws {
        let rows = try CSV.rows(Array("h,i\r\n\r\n\"a\r\nb\",\"c\"\nd,e".utf8))
        #expect(rows.map(\.line) == [1, 3, 5])
        #expect(rows[1].fields.map(\.line) == [3, 4] && rows[1].fields.map(\.column) == [1, 2])
    }
}
