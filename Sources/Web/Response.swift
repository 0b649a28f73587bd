package import HTTPTypes

/// What goes back to the browser: a status, fields and the bytes of the body.
public struct Response: Sendable {
    package var status: HTTPResponse.Status
    package var fields: HTTPFields
    package var body: [UInt8]
    /// A value was to be set that would have split the header: nothing of this response may be sent.
    private var isSpoiled = false

    package init(_ status: HTTPResponse.Status, fields: HTTPFields = HTTPFields(), body: [UInt8] = []) {
        self.status = status
        self.fields = fields
        self.body = body
    }

    /// A page.
    package init(_ status: HTTPResponse.Status = .ok, html: HTML) {
        self.init(status, fields: [.contentType: "text/html; charset=utf-8"], body: html.bytes)
    }

    /// Sets a field, in place of what it had. A value with CR, LF or NUL turns the response into a 500.
    package mutating func set(_ name: HTTPField.Name, _ value: String) {
        guard Self.isOneLine(value) else { return spoil() }
        fields[name] = value
    }

    /// Adds a field beside others of its name, e.g. `Set-Cookie`.
    package mutating func add(_ name: HTTPField.Name, _ value: String) {
        guard Self.isOneLine(value) else { return spoil() }
        fields.append(HTTPField(name: name, value: value))
    }

    package mutating func add(_ cookie: SetCookie) { add(.setCookie, cookie.header()) }

    private mutating func spoil() { isSpoiled = true }

    /// Not on `Character`: CR and LF together are one of those.
    private static func isOneLine(_ value: String) -> Bool {
        value.utf8.allSatisfy { $0 != 0x0D && $0 != 0x0A && $0 != 0 }
    }
}

extension Response {
    /// The bytes of a gateway response (RFC 3875, 6): `Status: 200 OK`, fields, an empty line, body.
    /// For HEAD the body stays away and its length is still told.
    package func serialized(forHead: Bool = false) -> [UInt8] {
        var bytes = head()
        if !forHead, hasBody {
            bytes.reserveCapacity(bytes.count + body.count)
            bytes.append(contentsOf: isSpoiled ? [] : body)
        }
        return bytes
    }

    /// Everything before the body, the empty line included.
    package func head() -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(1_024 + body.count)
        let status = isSpoiled ? .internalServerError : status
        Bytes.append("Status: ", to: &bytes)
        Bytes.append(String(status.code), to: &bytes)
        Bytes.append(" ", to: &bytes)
        Bytes.append(status.reasonPhrase, to: &bytes)
        Bytes.append("\r\n", to: &bytes)
        for field in isSpoiled ? HTTPFields() : fields where !Self.isOurs(field.name) {
            Bytes.append(field.name.rawName, to: &bytes)
            Bytes.append(": ", to: &bytes)
            Bytes.append(field.value, to: &bytes)
            Bytes.append("\r\n", to: &bytes)
        }
        if hasBody {
            Bytes.append("Content-Length: ", to: &bytes)
            Bytes.append(String(isSpoiled ? 0 : body.count), to: &bytes)
            Bytes.append("\r\n", to: &bytes)
        }
        Bytes.append("\r\n", to: &bytes)
        return bytes
    }

    /// RFC 9110, 6.4.1: neither has a body.
    private var hasBody: Bool { isSpoiled || (status != .noContent && status != .notModified) }

    /// Fields that this function or the web server writes.
    private static func isOurs(_ name: HTTPField.Name) -> Bool {
        switch name.canonicalName {
        case "content-length", "status", "connection", "transfer-encoding": true
        default: false
        }
    }
}
