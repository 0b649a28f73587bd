import Testing
import Web

@Suite("A form with files is read piece by piece, strictly")
struct MultipartTests {
    static let type = "multipart/form-data; boundary=xYz"
    static let disposition = "Content-Disposition: form-data; name=\"a\""

    static func body(_ header: String, _ content: String = "v") -> String {
        "--xYz\r\n\(header)\r\n\r\n\(content)\r\n--xYz--\r\n"
    }

    /// What a part held, its pieces joined.
    struct Read: Equatable {
        var part: MultipartPart
        var data: [UInt8] = []
        var isWhole = false
    }

    static func read(
        _ pieces: [[UInt8]], type: String = type, limits: Multipart.Limits = Multipart.Limits()
    ) throws -> [Read] {
        var parser = try Multipart(contentType: type, limits: limits)
        var parts: [Read] = []
        for piece in pieces {
            for event in try parser.feed(piece) {
                switch event {
                case .begin(let part): parts.append(Read(part: part))
                case .data(let bytes):
                    try #require(!bytes.isEmpty && !parts.isEmpty)
                    parts[parts.count - 1].data += bytes
                case .end: parts[parts.count - 1].isWhole = true
                }
            }
        }
        try parser.finish()
        return parts
    }

    @Test(
        "SG05 a form without its closing boundary is refused, wherever it stops",
        arguments: Array(0..<body(disposition, "value").utf8.count).filter {
            $0 != body(disposition, "value").utf8.count - 2
        })
    func refusesHalf(_ length: Int) {
        let whole = Array(Self.body(Self.disposition, "value").utf8)
        #expect(throws: BadRequest.self) { try Self.read([Array(whole.prefix(length))]) }
    }

    @Test(
        "SF06 a body that two readers could read differently is refused",
        arguments: [
            "preamble\r\n" + body(disposition), "\r\n" + body(disposition), body(disposition) + "x",
            body(disposition) + "\r\n", body("X: y"), body(""),
            body("Content-Disposition: attachment; name=a"),
            body("Content-Disposition: form-data"), body(disposition + "\r\n" + disposition),
            body(disposition + "; name=b"), body(disposition + "; NAME=b"),
            body(disposition + "; filename*=utf-8''x"),
            body(disposition + "\r\n folded"), body(disposition + "\nX: y"), body(disposition + "\rX: y"),
            body("Content-Disposition : form-data; name=a"),
            body(disposition + "\r\nContent-Type: a/b\r\ncontent-type: a/b"),
            body(disposition + "\r\nContent-Transfer-Encoding: base64"), body(disposition + "; filename=\"a"),
            body("Content-Disposition: form-data; name=\"a\0b\""),
            body("Content-Disposition: form-data; name=\"\u{85}\""),
            body("Content-Disposition: form-data; name=a b"),
            body("Content-Disposition: form-data; name=\"a\"b"),
            body(disposition, "v\r\n--xYzz"), body(disposition, "v\r\n--xYz "), "--xYz \r\n",
            "--xYy\r\n",
            body("Content-Disposition: form-data; name=\"" + String(repeating: "n", count: 257) + "\""),
        ])
    func refuses(_ body: String) {
        #expect(throws: BadRequest.self) { try Self.read([Array(body.utf8)]) }
    }

    @Test("SF06 a name that is no UTF-8 is refused")
    func refusesBytes() {
        let bytes = Array(Self.body(Self.disposition).utf8).map { $0 == 0x61 ? 0xFF : $0 }
        #expect(throws: BadRequest.self) { try Self.read([bytes]) }
    }

    @Test(
        "SF06 a boundary that is missing, double, too long or of other signs is refused",
        arguments: [
            "", "multipart/form-data", "multipart/mixed; boundary=a", "multipart/form-data; boundary=",
            "multipart/form-data; boundary=\"\"", "multipart/form-data; boundary=a; boundary=a",
            "multipart/form-data; boundary=\"a ", "multipart/form-data; boundary=\"a \"",
            "multipart/form-data; boundary=\"a\r\n\"", "multipart/form-data; boundary=a,b",
            "multipart/form-data; boundary=" + String(repeating: "a", count: 71), "text/plain; boundary=a",
        ])
    func refusesBoundary(_ type: String) {
        #expect(throws: BadRequest.self) { try Multipart(contentType: type) }
    }

    @Test("SF06 parts and headers have a limit, and may reach it")
    func limits() throws {
        var limits = Multipart.Limits()
        limits.parts = 2
        let part = "--xYz\r\n\(Self.disposition)\r\n\r\n\r\n"
        #expect(try Self.read([Array((part + part + "--xYz--").utf8)], limits: limits).count == 2)
        #expect(throws: BadRequest.tooLarge("too many parts in a multipart form")) {
            try Self.read([Array((part + part + part + "--xYz--").utf8)], limits: limits)
        }
        let filler = Self.disposition + "\r\nX: "
        for (extra, fits) in [(0, true), (1, false)] {
            let count = 8 * 1_024 - filler.utf8.count + extra
            let body = Array(Self.body(filler + String(repeating: "x", count: count)).utf8)
            for pieces in [[body], body.map { [$0] }] { #expect(((try? Self.read(pieces)) != nil) == fits) }
        }
        var parser = try Multipart(contentType: Self.type)
        _ = try parser.feed(Array("--xYz\r\n".utf8))
        #expect(throws: BadRequest.tooLarge("header of a part too long")) {
            try parser.feed([UInt8](repeating: 0x61, count: 8_193))
        }
        #expect(throws: BadRequest.malformed("multipart form after an error")) { try parser.feed([]) }
    }

    @Test("fields and files are read alike, however the body is cut", arguments: 1...80)
    func cuts(_ size: Int) throws {
        let file = "\r\n--xY\r\n--\r\r\n\0--xYz\r\n--xY"
        let body = Array(
            """
            --xYz\r\n\(Self.disposition)\r\n\r\nfirst\r
            --xYz\r\nCONTENT-disposition:form-data;name=f; filename="C:\\a\\\"é\\\".png";\r
            Content-Type: image/png\r\nX-Other: 1\r\n\r\n\(file)\r
            --xYz\r\n\(Self.disposition)\r\n\r\n\r\n--xYz--
            """.utf8)
        var pieces: [[UInt8]] = []
        for start in stride(from: 0, to: body.count, by: size) {
            pieces.append(Array(body[start...].prefix(size)))
        }
        let parts = try Self.read(pieces)
        try #require(parts.count == 3 && parts.allSatisfy(\.isWhole))
        #expect(parts[0].part.name == "a" && parts[0].data == Array("first".utf8) && !parts[0].part.isFile)
        #expect(parts[0].part.contentType == "text/plain" && parts[2].data.isEmpty)
        #expect(parts[1].part.fileName == "C:\\a\"é\".png" && parts[1].part.contentType == "image/png")
        #expect(parts[1].data == Array(file.utf8))
    }

    @Test("what is held back is never longer than a boundary")
    func streams() throws {
        var parser = try Multipart(contentType: Self.type)
        _ = try parser.feed(Array("--xYz\r\n\(Self.disposition); filename=x\r\n\r\n".utf8))
        var fed = 0
        var given = 0
        for _ in 0..<50 {
            let piece = Array("0123456789\r\n--xY".utf8)
            fed += piece.count
            for case .data(let bytes) in try parser.feed(piece) { given += bytes.count }
            #expect(fed - given <= 7)
        }
    }

    @Test("a form without parts, a file that was not chosen, and a quoted boundary are read")
    func smallForms() throws {
        #expect(try Self.read([Array("--xYz--\r\n".utf8)]).isEmpty)
        let none = Self.body("Content-Disposition: form-data; name=f; filename=\"\"", "")
        let part = try #require(try Self.read([Array(none.utf8)]).first?.part)
        #expect(part.fileName == "" && part.contentType == "application/octet-stream")
        let type = "Multipart/Form-Data; charset=utf-8; boundary=\"a b:c\""
        #expect(try Self.read([Array("--a b:c--".utf8)], type: type).isEmpty)
    }
}
