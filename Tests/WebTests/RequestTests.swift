import HTTPTypes
import Testing
import Web

@Suite("A request of the web server is read whole or refused")
struct RequestTests {
    typealias Parameters = [(name: String, value: [UInt8])]

    static let good = [
        ("REQUEST_METHOD", "GET"), ("DOCUMENT_URI", "/support/tickets"), ("QUERY_STRING", "q=a+b"),
        ("HTTP_HOST", "portal.example"), ("REMOTE_ADDR", "192.0.2.7"), ("REQUEST_ID", "0123456789abcdef"),
    ]

    static func with(_ changes: [(String, String?)], raw: Parameters = []) -> Parameters {
        let kept = good.filter { pair in !changes.contains { $0.0 == pair.0 } }
        let added = changes.compactMap { change in change.1.map { (change.0, $0) } }
        return (kept + added).map { (name: $0.0, value: Array($0.1.utf8)) } + raw
    }

    @Test(
        "SC08 SJ05 a parameter that stands there twice is refused, equal or not",
        arguments: ["HTTP_COOKIE", "DOCUMENT_URI", "HTTP_HOST", "REMOTE_ADDR", "HTTP_X_ANY"])
    func refusesTwice(_ name: String) {
        let twice: Parameters = [
            (name: name, value: Array("/a".utf8)), (name: name, value: Array("/a".utf8)),
        ]
        #expect(throws: BadRequest.malformed("parameter sent twice")) {
            try Request(parameters: Self.with([(name, nil)], raw: twice))
        }
    }

    @Test(
        "SJ04 a value that cannot be read is refused where a decision may rest on it",
        arguments: [
            ("REQUEST_METHOD", nil), ("REQUEST_METHOD", ""), ("REQUEST_METHOD", "GE T"),
            ("REQUEST_METHOD", "GET\r\n"), ("DOCUMENT_URI", nil), ("DOCUMENT_URI", "/a/../b"),
            ("DOCUMENT_URI", "*"), ("HTTP_ORIGIN", "https://é"), ("HTTP_ORIGIN", "a\u{0}"),
            ("HTTP_SEC_FETCH_SITE", "same-origin\n"), ("HTTP_HOST", "a\tb"), ("CONTENT_LENGTH", "-1"),
            ("CONTENT_LENGTH", "1e3"), ("CONTENT_LENGTH", "0x10"), ("CONTENT_LENGTH", " 1"),
            ("CONTENT_LENGTH", "9999999999999999999"), ("QUERY_STRING", "a=%"), ("REQUEST_ID", "a b"),
            ("HTTPS", "on\u{0}"), ("HTTP_HOST", String(repeating: "a", count: 256)),
            ("HTTP_COOKIE", String(repeating: "a", count: 4_097)), ("BAD NAME", "x"), ("\u{212A}", "x"),
        ] as [(String, String?)])
    func refuses(_ name: String, _ value: String?) {
        #expect(throws: BadRequest.self) { try Request(parameters: Self.with([(name, value)])) }
    }

    @Test("SF06 bytes of a path that are no UTF-8 are refused, not repaired")
    func refusesBytes() {
        let raw: Parameters = [(name: "DOCUMENT_URI", value: [0x2F, 0xFF])]
        #expect(throws: BadRequest.malformed("path is not UTF-8")) {
            try Request(parameters: Self.with([("DOCUMENT_URI", nil)], raw: raw))
        }
    }

    @Test("SF06 the parameters are bounded in number and size")
    func limits() {
        let many = (0..<257).map { (name: "X\($0)", value: [UInt8]()) }
        #expect(throws: BadRequest.tooLarge("more than 256 parameters")) { try Request(parameters: many) }
        let large: Parameters = [(name: "X", value: [UInt8](repeating: 0x61, count: 128 * 1_024))]
        #expect(throws: BadRequest.tooLarge("parameters longer than 128 KiB")) {
            try Request(parameters: Self.with([], raw: large))
        }
        #expect(throws: BadRequest.self) { try Request(parameters: []) }
    }

    @Test("a plain request has what was sent, and nothing that was not")
    func reads() throws {
        let request = try Request(parameters: Self.with([]))
        #expect(request.method == .get && request.path.segments == ["support", "tickets"])
        #expect(request.query["q"] == "a b" && request.form.isEmpty && request.parameters.isEmpty)
        #expect(request.host == "portal.example" && request.remoteAddress == "192.0.2.7")
        #expect(request.id == "0123456789abcdef" && request.origin == nil && request.secFetchSite == nil)
        #expect(!request.isSecure && !request.isPrefetch && request.contentLength == nil)
        #expect(request.cookies.isEmpty && request.ifNoneMatch == nil && request.contentType == "")
    }

    @Test("every field of a submitted form is read")
    func readsAll() throws {
        let request = try Request(
            parameters: Self.with([
                ("REQUEST_METHOD", "POST"), ("CONTENT_LENGTH", "12"), ("HTTPS", "on"), ("HTTP_COOKIE", "a=b"),
                ("CONTENT_TYPE", "text/plain"), ("HTTP_ORIGIN", ""), ("HTTP_SEC_FETCH_SITE", "cross-site"),
                ("HTTP_USER_AGENT", "Mozilla\u{E9}\n"), ("HTTP_ACCEPT_LANGUAGE", "nl"), ("HTTP_PROXY", "x"),
                ("HTTP_IF_NONE_MATCH", "\"1\""),
            ]))
        #expect(request.method == .post && request.contentLength == 12 && request.isSecure)
        #expect(request.cookies["a"] == "b" && request.contentType == "text/plain")
        #expect(request.origin == "" && request.secFetchSite == "cross-site")
        #expect(request.userAgent == "Mozilla   " && request.acceptLanguage == "nl")
        #expect(request.ifNoneMatch == "\"1\"")
    }

    @Test(
        "only the word on says that the browser's connection is encrypted", arguments: ["", "off", "ON", "1"])
    func isSecureOnlyWhenOn(_ value: String) throws {
        #expect(try !Request(parameters: Self.with([("HTTPS", value)])).isSecure)
    }

    @Test(
        "a fetch ahead of the click is seen",
        arguments: [
            ("HTTP_SEC_PURPOSE", "prefetch"), ("HTTP_SEC_PURPOSE", "prefetch;prerender"),
            ("HTTP_PURPOSE", "Prefetch"), ("HTTP_X_MOZ", "prefetch"), ("HTTP_X_PURPOSE", "preview"),
        ])
    func seesPrefetch(_ name: String, _ value: String) throws {
        #expect(try Request(parameters: Self.with([(name, value)])).isPrefetch)
    }
}
