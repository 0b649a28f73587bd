/// What a portal holds of a person, and how it hands it out and forgets it (GDPR, articles 15, 17 and 20).
public struct Privacy: Sendable {
    /// Something that must be kept although a person asked to be forgotten, and why.
    public struct Kept: Sendable {
        package let what: String
        package let reason: String

        /// `Kept("Invoices 2026", because: "tax law, 7 years")`.
        public init(_ what: String, because reason: String) {
            self.what = what
            self.reason = reason
        }
    }

    /// Named values of one person, as they are handed out.
    public typealias Export =
        @Sendable (SystemContext, ContactReference) throws -> [(name: String, value: String)]
    /// Forgets a person, and says what it had to keep.
    public typealias Erase = @Sendable (SystemContext, ContactReference, consuming Write) throws -> [Kept]

    package let export: Export?
    package let erase: Erase?

    /// A portal that holds something of people.
    public init(export: @escaping Export, erase: @escaping Erase) {
        self.export = export
        self.erase = erase
    }

    private init() {
        export = nil
        erase = nil
    }

    /// A portal that holds nothing about customers' people.
    public static let holdsNoPersonalData = Privacy()
}
