/// What came back for one request: status, headers and body, and what a person would find in the page.
public struct Reply: Sendable {
    /// The number of the status: 200, 303, 404.
    public let status: Int
    /// Every header as it was sent.
    public let headers: [(name: String, value: String)]
    /// The page.
    public let body: String
    /// The same, where it is no text.
    public let bytes: [UInt8]
    /// The address that was asked for.
    public let address: String
    package let request: String

    /// Reads what the kernel sends to the web server.
    init(_ bytes: [UInt8], address: String, request: String) throws {
        self.address = address
        self.request = request
        var lines: [String] = []
        var rest = bytes[...]
        while true {
            guard let end = rest.firstIndex(of: 0x0A), rest[..<end].last == 0x0D else {
                throw TestServer.Failure(description: "the answer has no header")
            }
            let line = rest[..<end].dropLast()
            rest = rest[end...].dropFirst()
            if line.isEmpty { break }
            lines.append(String(decoding: line, as: UTF8.self))
        }
        let fields = lines.map { line -> (name: String, value: String) in
            let name = line.prefix { $0 != ":" }
            return (String(name), String(line.dropFirst(name.count + 1).drop { $0 == " " }))
        }
        status = fields.first { $0.name == "Status" }.flatMap { Int($0.value.prefix(3)) } ?? 0
        headers = fields.filter { $0.name != "Status" }
        self.bytes = Array(rest)
        body = String(decoding: rest, as: UTF8.self)
    }

    /// The value of a header, whatever the case of its name; nil when it was not sent.
    public func header(_ name: String) -> String? {
        headers.first { $0.name.lowercased() == name.lowercased() }?.value
    }

    /// Where a redirect leads.
    public var location: String? { header("Location") }

    /// The values of all `Set-Cookie` headers.
    public var setCookies: [String] {
        headers.filter { $0.name.lowercased() == "set-cookie" }.map(\.value)
    }

    /// The forms of the page.
    public var forms: [PageForm] { PageForm.all(in: Tag.all(in: body)) }

    /// The form that posts to an address; nil when the page has none.
    public func form(_ action: String) -> PageForm? {
        forms.first { $0.action == action && $0.method == "post" }
    }

    /// The addresses of every link.
    public var links: [String] {
        Tag.all(in: body).compactMap { $0.name == "a" && !$0.isEnd ? $0.attributes["href"] : nil }
    }

    /// The addresses of the tabs in the header.
    public var tabs: [String] {
        Tag.all(in: body).compactMap { tag in
            guard tag.name == "a", let classes = tag.attributes["class"]?.split(separator: " ") else {
                return nil
            }
            return classes.contains("tab") || classes.contains("entry") ? tag.attributes["href"] : nil
        }
    }

    /// The words of the page, one part of its text a line.
    public var text: String {
        Tag.all(in: body).map(\.text).filter { $0.contains { !$0.isWhitespace } }.joined(separator: "\n")
    }

    /// The fields that are marked as wrong, by their ids without `f-`.
    public var wrongFields: [String] {
        Tag.all(in: body).compactMap { tag in
            tag.attributes["aria-invalid"] == "true" ? tag.attributes["name"] : nil
        }
    }

    /// The page without what is different each time: form tokens and the number of the request.
    public var comparable: String {
        var html = body
        for field in forms.flatMap(\.fields)
        where (field.key == "csrf" || field.key == "once") && !field.value.isEmpty {
            html = html.replacing(field.value, with: "…")
        }
        return request.isEmpty ? html : html.replacing(request, with: "…")
    }
}
