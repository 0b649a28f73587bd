/// Something that may answer a question before it is sent.
public struct Suggestion: Sendable {
    /// What it is called.
    public let title: String
    /// One line that tells it from others.
    public let line: String
    /// Where it is read.
    public let path: String
    /// Where a form without fields posts to say that it answered the question.
    public let answered: String

    /// A suggestion of a portal, by addresses of its own.
    public init(_ title: String, line: String = "", at path: String, answered: String) {
        self.title = title
        self.line = line
        self.path = path
        self.answered = answered
    }
}

/// What a portal knows about a text that somebody is about to send as a question. It is asked only for those who hold
/// its right.
public struct SuggestionSource: Sendable {
    /// So many are shown.
    package static let most = 5

    package let right: Right<CustomerContext>
    package let find: @Sendable (CustomerContext, String) throws -> [Suggestion]

    /// A source that finds suggestions with a statement of its own.
    ///
    /// - Parameter find: is given what was typed, the scope, and how many to find at most; the best come first.
    public init(
        needs permission: Permission,
        _ find: @escaping @Sendable (String, Scope, _ most: Int, borrowing Reading) throws -> [Suggestion]
    ) {
        right = .customer(permission)
        self.find = { context, text in
            let scope = try context.scope(permission)
            return try context.read { try find(text, scope, Self.most, $0) }
        }
    }
}

extension CustomerContext {
    /// What this person's portals suggest for a text, before he sends it: five at most. One line is asked with, of at
    /// most 200 characters.
    ///
    /// - Returns: nil where none of his portals has answers; nothing for an empty text.
    public func suggestions(for text: String) throws -> [Suggestion]? {
        try store.effects.suggestions(for: String(text.trimmed.unicodeScalars.prefix(200)))
    }
}

extension Effects {
    /// Nobody asks where there is no person.
    package func suggestions(for text: String) throws -> [Suggestion]? { nil }
}
