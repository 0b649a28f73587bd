package import HTTPTypes

/// One address of a portal: method, path, the right it needs, and what it does.
///
/// The audience is the type: a `Route<StaffContext>` cannot be mounted for customers. Paths are relative to the
/// portal: `/tickets/{ticket}` of the portal `support` is `/support/tickets/…`. What stands in braces names an
/// ``ObjectKind``.
///
/// A form posts to the address that shows it. When a handler throws ``PortalError/invalid(_:)``, the kernel calls
/// the GET route of the same path again, which finds what was typed, and each problem, through its ``Interface``.
public struct Route<Context>: Sendable {
    package typealias Reads = @Sendable (Request, Context) throws -> Answer
    package typealias Writes = @Sendable (Request, Context, consuming Write) throws -> Answer

    package enum Handler: Sendable {
        case get(Reads)
        case post(Writes)
    }

    package let path: RoutePath
    package let right: Right<Context>
    package let handler: Handler
    package let files: FileLimit

    package var method: HTTPRequest.Method {
        switch handler {
        case .get: .get
        case .post: .post
        }
    }

    /// A page. Nothing it is given can change anything.
    public static func get(
        _ path: StaticString, needs right: Right<Context>,
        _ handler: @escaping @Sendable (Request, Context) throws -> Answer
    ) -> Route {
        Route(path: RoutePath(path), right: right, handler: .get(handler), files: .none)
    }

    /// What happens on submit, in one transaction that commits when the handler returns. It may run again from
    /// its start when the database asks for it.
    public static func post(
        _ path: StaticString, needs right: Right<Context>, files: FileLimit = .none,
        _ handler: @escaping @Sendable (Request, Context, consuming Write) throws -> Answer
    ) -> Route {
        Route(path: RoutePath(path), right: right, handler: .post(handler), files: files)
    }
}

/// How many files a form may bring, and how large.
public struct FileLimit: Sendable {
    package let count: Int
    package let bytes: Int

    /// The form takes no files.
    public static let none = FileLimit(count: 0, bytes: 0)

    /// At most `count` files of together at most `megabytes` (1 MB = 1,000,000 bytes).
    public static func files(_ count: Int, megabytes: Int) -> FileLimit {
        FileLimit(count: count, bytes: megabytes * 1_000_000)
    }
}

/// A path as it is declared: words and, in braces, the kinds of object.
package struct RoutePath: Sendable, Hashable {
    package enum Segment: Sendable, Hashable {
        case word(String)
        case parameter(String)
    }

    package let segments: [Segment]

    package init(_ literal: StaticString) {
        self.init(literal.description)
    }

    package init(_ text: String) {
        segments = text.split(separator: "/").map { part in
            part.utf8.first == UInt8(ascii: "{") && part.utf8.last == UInt8(ascii: "}")
                ? .parameter(String(part.dropFirst().dropLast())) : .word(String(part))
        }
    }

    package init(segments: [Segment]) {
        self.segments = segments
    }

    /// This path below a portal's prefix.
    package func below(_ prefix: [String]) -> RoutePath {
        RoutePath(segments: prefix.map(Segment.word) + segments)
    }

    /// `/support/tickets/{ticket}`, for messages, logs and metrics.
    package var template: String {
        segments.isEmpty
            ? "/"
            : segments.reduce(into: "") { text, segment in
                switch segment {
                case .word(let word): text += "/" + word
                case .parameter(let name): text += "/{" + name + "}"
                }
            }
    }
}

/// A kind of record that addresses and forms name, e.g. `ticket`.
public struct ObjectKind: Sendable {
    /// As it stands in braces in a path.
    public let name: String

    /// A kind with that name.
    public init(_ name: String) {
        self.name = name
    }

    /// A customer's contact, for a field in which staff name one.
    public static let contact = ObjectKind("contact")
}
