package import Kernel
import PortalKit
import Web

/// A browser without a screen: keeps cookies, follows redirects, fills in forms. Its requests take the same way as those
/// that nginx hands over, from the gateway's parameters to the bytes that go back.
public final class Browser {
    /// What it would send, by name. A test may plant one.
    public var cookies: [String: String] = [:]
    /// The page it shows: the last one that was answered with a body.
    public private(set) var page: Reply?
    /// The address it comes from.
    public var remoteAddress = "192.0.2.10"
    package let desk: Desk
    private let publicURL: String
    private var csrf: String?

    init(_ kernel: TestKernel) {
        desk = kernel.desk()
        publicURL = kernel.publicURL
    }

    /// How many statements its requests have sent to the database.
    public var statements: Int { desk.connection.statements }

    /// A file to send along.
    public struct File: Sendable {
        let field: String
        let name: String
        let type: String
        let bytes: [UInt8]

        /// The name of the form's field, the file's name as the sender says it, its bytes and the type it claims.
        public init(
            _ field: String, name: String, _ bytes: [UInt8], type: String = "application/octet-stream"
        ) {
            self.field = field
            self.name = name
            self.bytes = bytes
            self.type = type
        }
    }

    /// Asks for an address, and goes nowhere from there.
    ///
    /// - Parameter headers: sent along; nil leaves one out that a browser would send.
    @discardableResult
    public func get(_ address: String, headers: [String: String?] = [:]) throws -> Reply {
        try send("GET", address, headers: headers)
    }

    /// Asks for an address and follows redirects, as a person does.
    @discardableResult
    public func open(_ address: String) throws -> Reply {
        var reply = try get(address)
        for _ in 0..<8 {
            guard let next = reply.location, (300..<400).contains(reply.status) else { return reply }
            reply = try get(next)
        }
        return reply
    }

    /// Presses the button of a form of the present page: sends what stands in it, with these fields filled in.
    ///
    /// - Throws: when the page has no form that posts there.
    @discardableResult
    public func submit(_ action: String, _ fields: [String: String] = [:]) throws -> Reply {
        guard let form = page?.form(action) else {
            throw TestServer.Failure(
                description: "\(page?.address ?? "no page") has no form that posts to \(action)")
        }
        return try send("POST", action, fields: form.fields.merging(fields) { _, new in new })
    }

    /// Posts these fields and no others, with a token of this session and a fresh key unless they are among the fields.
    ///
    /// - Parameter hasKeys: false sends neither token nor key.
    @discardableResult
    public func post(
        _ path: String, _ fields: [String: String] = [:], hasKeys: Bool = true,
        headers: [String: String?] = [:]
    ) throws -> Reply {
        try send(
            "POST", path, fields: hasKeys ? fields.merging(keys(for: path)) { own, _ in own } : fields,
            headers: headers)
    }

    /// Posts fields and files, as a form with `takesFiles` does.
    @discardableResult
    public func upload(
        _ path: String, _ fields: [String: String], _ files: [File], headers: [String: String?] = [:]
    ) throws -> Reply {
        let boundary = "portico-boundary-7d9f"
        var body: [UInt8] = []
        for (name, value) in fields.merging(try keys(for: path), uniquingKeysWith: { own, _ in own }).sorted(
            by: <)
        {
            body +=
                "--\(boundary)\r\nContent-Disposition: form-data; name=\"\(name)\"\r\n\r\n\(value)\r\n".utf8
        }
        for file in files {
            body +=
                "--\(boundary)\r\nContent-Disposition: form-data; name=\"\(file.field)\"; filename=\"".utf8
            body += "\(file.name)\"\r\nContent-Type: \(file.type)\r\n\r\n".utf8
            body += file.bytes
            body += "\r\n".utf8
        }
        body += "--\(boundary)--\r\n".utf8
        return try send(
            "POST", path, headers: headers, body: body, type: "multipart/form-data; boundary=" + boundary)
    }

    /// A token of this session, as the last page had it, and a fresh key.
    public func keys(for path: String) throws -> [String: String] {
        let isStaff = path.hasPrefix("/staff")
        let isSignIn = path.hasSuffix("/sign-in")
        if isSignIn {
            try get(path)
        } else if csrf == nil {
            try open(isStaff ? "/staff/customers" : "/account")
        }
        return ["csrf": csrf ?? "", "once": BinaryText.base64url.encode(Token.random(16))]
    }

    private func send(
        _ method: String, _ path: String, fields: [String: String], headers: [String: String?] = [:]
    ) throws -> Reply {
        let body = fields.sorted(by: <).map { Percent.segment($0.key) + "=" + Percent.segment($0.value) }
        return try send(
            method, path, headers: headers, body: Array(body.joined(separator: "&").utf8),
            type: "application/x-www-form-urlencoded")
    }

    /// One request as nginx hands it over (nginx/fastcgi.conf).
    ///
    /// - Parameters:
    ///   - extra: parameters that are added as they are, even a second time.
    ///   - length: what CONTENT_LENGTH says, when it is not the length of the body.
    @discardableResult
    package func send(
        _ method: String, _ address: String, headers: [String: String?] = [:], body: [UInt8] = [],
        type: String = "",
        length: Int? = nil, extra: [(name: String, value: String)] = []
    ) throws -> Reply {
        let parts = address.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        let request = Hexadecimal.encode(Token.random(16))
        var fields: [String: String?] = [
            "Host": String(publicURL.drop { $0 != "/" }.dropFirst(2)), "User-Agent": "Test/1",
        ]
        if method != "GET" && method != "HEAD" { fields["Origin"] = publicURL }
        if !cookies.isEmpty {
            fields["Cookie"] = cookies.sorted(by: <).map { $0.key + "=" + $0.value }.joined(separator: "; ")
        }
        for (name, value) in headers { fields.updateValue(value, forKey: name) }
        var parameters: [(name: String, value: [UInt8])] = [
            ("REQUEST_METHOD", Array(method.utf8)), ("DOCUMENT_URI", Self.decoded(parts.first ?? "/")),
            ("QUERY_STRING", Array((parts.count > 1 ? parts[1] : "").utf8)),
            ("CONTENT_TYPE", Array(type.utf8)),
            ("CONTENT_LENGTH", method == "POST" ? Array(String(length ?? body.count).utf8) : []),
            ("REMOTE_ADDR", Array(remoteAddress.utf8)), ("REQUEST_ID", Array(request.utf8)),
            ("HTTPS", publicURL.hasPrefix("https") ? Array("on".utf8) : []),
        ]
        for (name, value) in fields.sorted(by: { $0.key < $1.key }) {
            guard let value else { continue }
            parameters.append(("HTTP_" + name.uppercased().replacing("-", with: "_"), Array(value.utf8)))
        }
        parameters += extra.map { ($0.name, Array($0.value.utf8)) }
        let bytes = desk.answer(parameters, Bytes(body))
        let reply = try Reply(bytes, address: address, request: request)
        take(reply)
        return reply
    }

    private func take(_ reply: Reply) {
        for cookie in reply.setCookies {
            let pair = cookie.prefix { $0 != ";" }
            let name = String(pair.prefix { $0 != "=" })
            let value = String(pair.dropFirst(name.count + 1))
            cookies[name] = cookie.contains("Max-Age=0") || value.isEmpty ? nil : value
            if !name.hasSuffix("-flash") { csrf = nil }
        }
        guard !reply.body.isEmpty else { return }
        page = reply
        if let token = reply.forms.compactMap({ $0.fields["csrf"] }).first { csrf = token }
    }

    /// As nginx decodes a path.
    private static func decoded(_ path: Substring) -> [UInt8] {
        var bytes: [UInt8] = []
        var rest = Array(path.utf8)[...]
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "%"),
                let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
            {
                bytes.append(value)
                rest = rest.dropFirst(2)
            } else {
                bytes.append(byte)
            }
        }
        return bytes
    }

    /// A body that is there already.
    private final class Bytes: BodySource {
        private var rest: ArraySlice<UInt8>

        init(_ bytes: [UInt8]) {
            rest = bytes[...]
        }

        func read(upTo limit: Int) throws -> [UInt8] {
            let part = Array(rest.prefix(limit))
            rest = rest.dropFirst(limit)
            return part
        }
    }
}
