/// Something that waits for a customer's person. The home shows one list over all portals, most pressing first.
public struct Waiting: Sendable {
    /// What a portal is asked for, and the right one needs to be told.
    public struct Source: Sendable {
        package let right: Right<CustomerContext>
        package let items: @Sendable (CustomerContext) throws -> [Waiting]

        /// A source for those whose permission reaches something.
        ///
        /// - Parameter items: finds what waits inside the scope, the most pressing fifty at most; the context
        ///   knows who reads it and how dates and numbers are written for them.
        public init(
            needs permission: Permission,
            _ items: @escaping @Sendable (CustomerContext, Scope, borrowing Reading) throws -> [Waiting]
        ) {
            right = .customer(permission)
            self.items = { context in
                let scope = try context.scope(permission)
                return try context.read { try items(context, scope, $0) }
            }
        }
    }

    package let icon: IconName
    package let title: String
    package let reason: Words
    package let mark: Words?
    package let amount: String
    package let since: Instant?
    package let verb: Words
    package let path: String
    package let urgency: Urgency

    /// Something that waits.
    ///
    /// - Parameters:
    ///   - reason: why it waits, in words: "Due 6 March".
    ///   - mark: a status that stands before the reason: "Overdue by 4 days"; red when it is late.
    ///   - amount: money, as the reader writes it.
    ///   - since: when it began to wait; it is shown where there is no amount. Of two that are equally urgent the
    ///     older comes first.
    ///   - verb: what the button does: Pay, Answer, Review.
    ///   - path: where that is done.
    public init(
        _ title: String, icon: IconName, reason: Words, mark: Words? = nil, amount: String = "",
        since: Instant? = nil, verb: Words, at path: String, urgency: Urgency = .usual
    ) {
        self.icon = icon
        self.title = title
        self.reason = reason
        self.mark = mark
        self.amount = amount
        self.since = since
        self.verb = verb
        self.path = path
        self.urgency = urgency
    }

    /// Whether it comes before another: by urgency, then by age.
    package func precedes(_ other: Waiting) -> Bool {
        if urgency != other.urgency { return urgency.rawValue > other.urgency.rawValue }
        switch (since, other.since) {
        case (let mine?, let theirs?): return mine < theirs
        case (_?, nil): return true
        default: return false
        }
    }
}
