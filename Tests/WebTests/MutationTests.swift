import Testing
import Web

/// 20,000 spoiled inputs for each parser, the same in every run. None may stop the process, and what is taken
/// must keep the promises of its parser.
@Suite("SF06 no input stops a parser or passes its limits")
struct MutationTests {
    static let rounds = 20_000

    private func bytes(_ texts: [String]) -> [[UInt8]] { texts.map { Array($0.utf8) } }

    @Test("SF06 paths")
    func paths() {
        let seeds = bytes(["/support/tickets/9XK4", "/", "/a/b c/é/%41", String(repeating: "/x", count: 17)])
        let tokens = bytes(["/", "//", ".", "..", "/../", "%", "%2f", "\0", "\\", "\u{85}", "\u{FFFD}"])
        var random = Seeded(10)
        var taken = 0
        for _ in 0..<Self.rounds {
            let text = String(decoding: random.mutated(seeds, tokens: tokens), as: UTF8.self)
            guard let path = try? Path(decoded: text) else { continue }
            taken += 1
            #expect(path.segments.count <= 16 && text.utf8.count <= 2_048)
            #expect(
                path.segments.allSatisfy { !$0.isEmpty && $0 != "." && $0 != ".." && !$0.utf8.contains(0x2F) }
            )
            #expect(text.utf8.elementsEqual(("/" + path.segments.joined(separator: "/")).utf8))
        }
        #expect(taken > 1_000)
    }

    @Test("SF06 forms")
    func forms() {
        let seeds = bytes(["q=late+invoice&after=%C3%A9&x=1&x=2", "a=1%0D%0A2%0D3&b&c=", "=&=&&a==b%41"])
        let tokens = bytes(["%", "%0", "%00", "%FF", "%0D", "&", "=", "+", "\r", "\0", "é"])
        var limits = Form.Limits()
        limits.fields = 6
        limits.name = 8
        limits.value = 20
        limits.total = 90
        var random = Seeded(11)
        var taken = 0
        for _ in 0..<Self.rounds {
            let input = random.mutated(seeds, tokens: tokens)
            guard let form = try? Form(urlencoded: input, limits: limits) else { continue }
            taken += 1
            #expect(input.count <= 90 && form.fields.count <= 6)
            #expect(form.fields.allSatisfy { $0.name.utf8.count <= 8 && $0.value.utf8.count <= 20 })
            #expect(form.fields.allSatisfy { !$0.value.utf8.contains(0) && !$0.value.utf8.contains(0x0D) })
            let again = try? Form(urlencoded: Query(form).text.utf8.dropFirst())
            #expect(again == form)
        }
        #expect(taken > 1_000)
    }

    @Test("SF06 cookies")
    func cookies() {
        let seeds = bytes(["a=1; b=2; __Host-portico=abc.def", "a=1;a=2", ";;=;a", "x=\"y\"; z=%41"])
        let tokens = bytes([";", "=", "; a=", "\"", "\0", ",", "\t", "é", " "])
        var random = Seeded(12)
        var taken = 0
        for _ in 0..<Self.rounds {
            guard let cookies = try? Cookies(header: random.mutated(seeds, tokens: tokens)) else { continue }
            guard let value = cookies["a"] else { continue }
            taken += 1
            #expect(
                !cookies.isAmbiguous("a") && value.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != 0x3B })
        }
        #expect(taken > 1_000)
    }

    @Test("SF06 requests")
    func requests() {
        let seeds = bytes(["/home", "GET", "192.0.2.1", "12", "on", "a=b", "multipart/form-data; boundary=x"])
        let tokens = bytes(["\r\n", "\0", "/", "%", "é", " ", "-1", "99999999999999999999"])
        let names = RequestTests.good.map(\.0) + ["HTTP_COOKIE", "CONTENT_LENGTH", "HTTP_ORIGIN", "HTTPS"]
        var random = Seeded(13)
        var taken = 0
        for _ in 0..<Self.rounds {
            var parameters = RequestTests.with([])
            let name = names[random.below(names.count)]
            parameters.removeAll { $0.name == name && random.below(8) > 0 }
            parameters.append((name: name, value: random.mutated(seeds, tokens: tokens)))
            guard let request = try? Request(parameters: parameters) else { continue }
            taken += 1
            #expect(Set(parameters.map(\.name)).count == parameters.count)
            #expect(
                (request.contentLength ?? 0) >= 0 && request.host.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F })
        }
        #expect(taken > 1_000)
    }

    @Test("SF06 forms with files, which also read the same however they are cut")
    func multiparts() {
        let disposition = MultipartTests.disposition
        let field = "--xYz\r\n\(disposition)\r\n\r\nvalue\r\n"
        let file =
            "--xYz\r\n\(disposition); filename=\"a\\\"b.png\"\r\nContent-Type: image/png\r\n\r\n"
            + "\r\n--xY\r\n\0\r\n"
        let seeds = bytes([field + "--xYz--\r\n", file + "--xYz--", field + file + field + "--xYz--\r\n"])
        let tokens = bytes([
            "\r", "\n", "\r\n", "\r\n\r\n", "\r\n--xYz", "--xYz--", "--", "\"", "\\", ";", "=", ":", "\0",
            "é", " ",
        ])
        var limits = Multipart.Limits()
        limits.parts = 3
        limits.header = 120
        var random = Seeded(14)
        var taken = 0
        for _ in 0..<Self.rounds {
            let input = random.mutated(seeds, tokens: tokens)
            let whole = try? MultipartTests.read([input], limits: limits)
            let cut = try? MultipartTests.read(random.pieces(input, longest: 30), limits: limits)
            #expect(whole == cut)
            guard let whole else { continue }
            taken += 1
            #expect(whole.count <= 3 && whole.allSatisfy(\.isWhole))
            #expect(whole.reduce(0) { $0 + $1.data.count } < input.count)
        }
        #expect(taken > 1_000)
    }

    @Test("SF06 boundaries and other parameters of fields")
    func boundaries() {
        let seeds = bytes(["multipart/form-data; boundary=xYz", "multipart/form-data;boundary=\"a b\";x=y"])
        let tokens = bytes([";", "=", "\"", "\\", " ", "boundary=", "\0", "é", "\r\n", "\\\""])
        var random = Seeded(15)
        var taken = 0
        for _ in 0..<Self.rounds {
            let type = String(decoding: random.mutated(seeds, tokens: tokens), as: UTF8.self)
            guard (try? Multipart(contentType: type)) != nil else { continue }
            taken += 1
            #expect(type.lowercased().utf8.starts(with: "multipart/form-data".utf8))
        }
        #expect(taken > 1_000)
    }

    @Test("SF06 tables")
    func tables() {
        let seeds = bytes(["a,b,c\r\n1,\"2\r\n3\",4\r\n", "a;b\n\"x\"\"y\";é\n\n;;\n", "\u{FEFF}h\tj\rk\tl"])
        let tokens = bytes(["\"", "\"\"", ",", ";", "\t", "\r", "\n", "\0", "é", "\u{FEFF}"])
        var limits = CSV.Limits()
        limits.row = 40
        limits.fields = 5
        var random = Seeded(16)
        var taken = 0
        for _ in 0..<Self.rounds {
            let input = random.mutated(seeds, tokens: tokens)
            let lines = 1 + input.count { $0 == 0x0A || $0 == 0x0D }
            do {
                let rows = try CSV.rows(input, limits: limits)
                taken += 1
                #expect(
                    rows.allSatisfy { (1...5).contains($0.fields.count) && (1...lines).contains($0.line) })
                #expect(rows.flatMap(\.texts).allSatisfy { $0.utf8.count <= 40 && !$0.utf8.contains(0) })
            } catch { #expect((1...lines).contains(error.line) && (1...6).contains(error.column)) }
        }
        #expect(taken > 1_000)
    }
}
