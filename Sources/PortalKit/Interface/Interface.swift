/// What a page is drawn with: the reader's language, the secrets that forms carry, and what was typed before.
///
/// Pages call it `ui`. Its components are the design system; a portal needs no CSS for an ordinary list,
/// detail and form.
public struct Interface: Sendable {
    /// Who reads the page.
    public let reader: Reader
    /// The token that binds a form to the session (OWASP CSRF Cheat Sheet, signed double submit).
    package let csrf: String
    /// A fresh key for each form, so that its effect happens once.
    package let newOnce: @Sendable () -> String
    /// What was typed into the form that is shown again; nil when it is shown for the first time.
    package let typed: Form?
    /// What was wrong with it.
    package let problems: [FieldProblem]
    /// Path of the script of fields for files.
    let fileScript: String?

    package init(
        reader: Reader, csrf: String, typed: Form? = nil, problems: [FieldProblem] = [],
        fileScript: String? = nil, newOnce: @escaping @Sendable () -> String
    ) {
        self.reader = reader
        self.csrf = csrf
        self.typed = typed
        self.problems = problems
        self.fileScript = fileScript
        self.newOnce = newOnce
    }

    /// The text in the reader's language.
    public func say(_ words: Words) -> String { reader.say(words) }

    /// What stands in a field: what was typed, else what is stored.
    public func value(_ field: String, stored: String = "") -> String {
        guard let typed else { return stored }
        return typed[field]
    }

    /// What is wrong with a field, in the reader's language.
    public func problem(_ field: String) -> String? {
        problems.first { $0.field == field }.map { say($0.message) }
    }
}
