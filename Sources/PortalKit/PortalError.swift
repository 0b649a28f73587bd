/// What went wrong with one field of a form, in words for the person who filled it in.
public struct FieldProblem: Sendable {
    /// The field's name in the form; empty when the problem concerns the form as a whole.
    public let field: String
    /// One sentence that says how to mend it.
    public let message: Words

    /// A problem of the field with that name.
    public init(_ field: String, _ message: Words) {
        self.field = field
        self.message = message
    }
}

/// An error that a person can do something about. Everything else that is thrown is internal: it is logged with
/// the id of the request and shown as one sentence with that id.
public enum PortalError: Error, Sendable {
    /// What was typed cannot be taken as it is; the form is shown again with it (422).
    case invalid([FieldProblem])
    /// Nobody is signed in; leads to the sign-in page.
    case unauthenticated
    /// The person may not do this, and may know that it exists (403).
    case forbidden
    /// There is no such thing, or none for this person: both look the same (404).
    case notFound
    /// Somebody else was faster, or the state does not allow it any more (409).
    case conflict(Words)
    /// The page that somebody acted on is not what it was: it is shown as it is now, by the GET route of the same path,
    /// with this sentence as the problem of the field "" (409).
    case outdated(Words)
    /// More was sent than the route takes (413).
    case tooLarge(Words)
    /// Too often; `retryAfter` in seconds (429).
    case tooMany(retryAfter: Int)
    /// Cannot be done just now; `retryAfter` in seconds (503).
    case unavailable(retryAfter: Int)

    /// One problem with one field.
    public static func invalid(_ field: String, _ message: Words) -> PortalError {
        .invalid([FieldProblem(field, message)])
    }
}
