/// An address that needs no sign-in: whoever holds a person's link sees there what that person may see, until the link
/// ends, is revoked, or the person loses the right. For programs that fetch something, such as a calendar.
///
/// ```swift
/// extension LinkRoute {
///     static let calendar = LinkRoute("calendar", needs: .viewMilestones, days: 365) { request, context in
///         .text(try context.read { try Milestone.calendar(context.scope, $0) }, as: .calendar)
///     }
/// }
/// let address = try tx.link(.calendar)
/// ```
/// The address is shown once, to the person who asked for it: only a keyed hash of its token is kept. A link reads and
/// changes nothing.
public struct LinkRoute: Sendable {
    /// One word, with which the portal's links of this kind stand in the database.
    public let name: String
    package let needs: Permission
    package let days: Int
    package let handler: @Sendable (Request, LinkContext) throws -> Answer

    /// A kind of link.
    ///
    /// - Parameters:
    ///   - name: lower-case letters and `-`, at most 64.
    ///   - needs: the person's reach of this permission is the link's; without it the link leads nowhere.
    ///   - days: how long a link works, at most ten years.
    public init(
        _ name: String, needs permission: Permission, days: Int,
        _ handler: @escaping @Sendable (Request, LinkContext) throws -> Answer
    ) {
        self.name = name
        needs = permission
        self.days = days
        self.handler = handler
    }
}

/// What the handler of a link is given: whose link it is, as a scope, and nothing that could change anything.
public struct LinkContext {
    /// One instant for the whole request.
    public let now: Instant
    /// What a page is drawn with, in the language of the person whose link it is.
    public let ui: Interface
    /// What administrators chose for this portal.
    public let settings: Settings
    /// The records that the person's permission reaches now.
    public let scope: Scope
    package let recordID: UInt64?
    package let store: Store

    package init(
        now: Instant, ui: Interface, settings: Settings, scope: Scope, recordID: UInt64?, store: Store
    ) {
        self.now = now
        self.ui = ui
        self.settings = settings
        self.scope = scope
        self.recordID = recordID
        self.store = store
    }

    /// The one record that the link was made about; nil for a link about all of them. It is to be found with the
    /// scope like any other.
    public func record<Noun>() -> ID<Noun>? { recordID.map { ID($0) } }

    /// Reads.
    public func read<T>(_ body: (borrowing Reading) throws -> T) throws -> T {
        let reading = Reading(store)
        return try body(reading)
    }
}

/// One of a person's own links that works, for a page that lists them: the address itself is not known any more.
public struct PersonalLink: Sendable {
    /// For a form that revokes it.
    public let ref: Ref<PersonalLink>
    /// As the person called it; empty where he did not.
    public let name: String
    /// When it was made.
    public let madeAt: Instant
    /// When it stops working by itself.
    public let endsAt: Instant
    /// When it was last used, to the minute; nil where it was not.
    public let usedAt: Instant?
    package let recordID: UInt64?

    package init(
        ref: Ref<PersonalLink>, name: String, madeAt: Instant, endsAt: Instant, usedAt: Instant?,
        recordID: UInt64?
    ) {
        self.ref = ref
        self.name = name
        self.madeAt = madeAt
        self.endsAt = endsAt
        self.usedAt = usedAt
        self.recordID = recordID
    }

    /// The one record it is about; nil for a link about all of them.
    public func record<Noun>() -> ID<Noun>? { recordID.map { ID($0) } }
}

extension CustomerContext {
    /// The person's own links of this kind that work now.
    public func links(_ route: LinkRoute) throws -> [PersonalLink] {
        try store.effects.links(route.name, portal: store.portal)
    }
}

extension Transaction {
    /// Makes the link of the person who is signed in, in place of the one of this kind and name that he had.
    ///
    /// - Parameter name: what he calls it, such as the device that uses it; at most 80 characters.
    /// - Returns: its whole address, to be shown to him and not to be kept.
    /// - Throws: `PortalError.forbidden` for whoever has no seat at a customer, `PortalError.conflict` when he has as
    ///   many as are useful.
    public func link(_ route: LinkRoute, named name: String = "") throws -> String {
        try store.effects.link(route.name, record: nil, title: name, portal: portal)
    }

    /// The same for a link about one record.
    public func link<Noun>(
        _ route: LinkRoute, named name: String = "", about record: ID<Noun>
    ) throws -> String {
        try store.effects.link(route.name, record: record.value, title: name, portal: portal)
    }

    /// Ends all links of this kind that the person who is signed in has made; they lead nowhere from the next request on.
    ///
    /// - Returns: how many there were.
    @discardableResult
    public func revokeLinks(_ route: LinkRoute) throws -> Int {
        try store.effects.revokeLinks(route.name, only: nil, portal: portal)
    }

    /// Ends one of them.
    ///
    /// - Returns: false where it is none of his, or no longer works.
    public func revokeLink(_ route: LinkRoute, _ ref: Ref<PersonalLink>) throws -> Bool {
        try store.effects.revokeLinks(route.name, only: ref, portal: portal) > 0
    }
}
