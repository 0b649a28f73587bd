public import HTTPTypes

/// What a browser asks for: where, with which query, and what was filled in.
public struct Request: Sendable {
    public var method: HTTPRequest.Method
    public var path: Path
    /// The fields behind the question mark.
    public var query: Form
    /// The fields and files of the body; empty until the kernel has read it.
    public var form: Form
    /// The named parts of the path, filled in by the router.
    public var parameters: [String: String] = [:]

    /// The web server's name for this request, in its log and ours; empty when it gave none.
    package var id = ""
    /// The `Host` field as sent; not yet proved to be ours.
    package var host = ""
    package var origin: String?
    package var secFetchSite: String?
    /// Whether the browser fetches ahead, so that nobody has seen the page.
    package var isPrefetch = false
    /// Whether the browser's connection is encrypted.
    package var isSecure = false
    package var remoteAddress = ""
    package var userAgent = ""
    package var acceptLanguage = ""
    package var contentType = ""
    /// In bytes; nil when the browser did not say.
    package var contentLength: Int?
    package var cookies = Cookies()
    package var ifNoneMatch: String?

    /// A request made by hand, for tests and for calling a page within the process.
    package init(method: HTTPRequest.Method, path: Path, query: Form = Form(), form: Form = Form()) {
        self.method = method
        self.path = path
        self.query = query
        self.form = form
    }
}

extension Request {
    /// Reads the parameters of the gateway (RFC 3875, 4.1). A name that stands there twice is refused: two
    /// readers could take different ones.
    package init(parameters: [(name: String, value: [UInt8])]) throws(BadRequest) {
        let values = try GatewayValues(parameters)
        let name = try values.field("REQUEST_METHOD", longest: 32)
        guard !name.isEmpty, let method = HTTPRequest.Method(name) else { throw .malformed("no method") }
        guard let path = Text.valid(values["DOCUMENT_URI"]) else { throw .malformed("path is not UTF-8") }
        self.init(
            method: method, path: try Path(decoded: path), query: try Form(urlencoded: values["QUERY_STRING"])
        )
        id = try values.field("REQUEST_ID", longest: 64)
        guard id.utf8.allSatisfy(Self.isIDByte) else { throw .malformed("REQUEST_ID") }
        host = try values.field("HTTP_HOST", longest: 255)
        origin = try values.optional("HTTP_ORIGIN", longest: 512)
        secFetchSite = try values.optional("HTTP_SEC_FETCH_SITE", longest: 64)
        isPrefetch = values.isPrefetch
        isSecure = try values.field("HTTPS", longest: 8) == "on"
        remoteAddress = try values.field("REMOTE_ADDR", longest: 64)
        userAgent = values.lenient("HTTP_USER_AGENT", longest: 512)
        acceptLanguage = values.lenient("HTTP_ACCEPT_LANGUAGE", longest: 512)
        contentType = try values.field("CONTENT_TYPE", longest: 512)
        contentLength = try values.length("CONTENT_LENGTH")
        cookies = try Cookies(header: values["HTTP_COOKIE"])
        ifNoneMatch = try values.optional("HTTP_IF_NONE_MATCH", longest: 1_024)
    }

    /// The address without its last slash, where that slash is all that is wrong with a page that is asked for.
    package static func withoutLastSlash(_ parameters: [(name: String, value: [UInt8])]) -> String? {
        var straight = parameters
        guard let place = straight.firstIndex(where: { $0.name == "DOCUMENT_URI" }),
            straight[place].value.popLast() == 0x2F, let request = try? Request(parameters: straight),
            request.method == .get || request.method == .head, !request.path.segments.isEmpty
        else { return nil }
        return request.path.link + Query(request.query).text
    }

    private static func isIDByte(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D: true
        default: false
        }
    }
}
