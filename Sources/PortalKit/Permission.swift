/// How far a permission reaches: nothing, what is one's own, or everything of one's own organisation.
public enum Reach: UInt8, Comparable, Sendable, CaseIterable {
    /// Not at all.
    case none = 0
    /// What he opened, is the contact of, or is a member of.
    case own = 1
    /// Everything of his customer.
    case organisation = 2

    /// The narrower of two reaches comes first.
    public static func < (left: Reach, right: Reach) -> Bool { left.rawValue < right.rawValue }
}

/// Something a customer's people may see or do in a portal, given by permission groups as a ``Reach``.
public struct Permission: Hashable, Sendable {
    /// Whom a new permission is given to by itself. What an administrator changed is left alone, whoever it is.
    public enum Beginning: Sendable {
        /// The default group and visitors without an account, as `start` says; the groups that an installation begins
        /// with, as the portal's kind says.
        case everybody
        /// The same without the visitors: an administrator lets them in.
        case notVisitors
        /// Nobody but the group *Everything*: an administrator chooses the groups.
        case chosen
    }

    /// Begins with the portal's id: `support.tickets.view`. At most 96 characters.
    public let id: String
    /// As it stands in the editor of permission groups.
    public let title: Words
    /// A small second line there: what one sees or does by it.
    public let hint: Words?
    /// The reaches beside "none" that make sense.
    public let offers: [Reach]
    /// What the default group and visitors without an account get when the portal is installed.
    public let start: Reach
    package let beginning: Beginning

    /// A permission; `offers` is `[.organisation]` where "own" means nothing, and is then drawn as No/Yes.
    public init(
        _ id: String, title: Words, hint: Words? = nil, offers: [Reach] = [.own, .organisation],
        start: Reach = .none, for beginning: Beginning = .everybody
    ) {
        self.beginning = beginning
        self.id = id
        self.title = title
        self.hint = hint
        self.offers = offers
        self.start = start
    }

    /// Two permissions are the same when their ids are.
    public static func == (left: Permission, right: Permission) -> Bool { left.id == right.id }

    /// Hashes the id.
    public func hash(into hasher: inout Hasher) { hasher.combine(id) }
}

/// Something the operator's staff may do. Administrators may do everything.
public struct StaffPermission: Sendable {
    /// Begins with the portal's id.
    public let id: String
    /// As people read it.
    public let title: Words
    /// Whether technicians hold it too.
    public let technicians: Bool

    /// A right of staff; `technicians` says whether those who are not administrators hold it.
    public init(_ id: String, title: Words, technicians: Bool) {
        self.id = id
        self.title = title
        self.technicians = technicians
    }
}

/// What a route asks for. It has no default: a route without a right cannot be written.
public struct Right<Context>: Sendable {
    package enum Demand: Sendable {
        case anybody
        case signedIn
        case account
        case customer(Permission)
        case staff(StaffPermission)
    }

    package let demand: Demand

    package init(_ demand: Demand) {
        self.demand = demand
    }

    /// Everybody who is signed in as this kind of person.
    public static var signedIn: Right { Right(.signedIn) }
}

extension Right where Context == CustomerContext {
    /// A customer's person whose reach for this permission is not none, in a portal that he has.
    public static func customer(_ permission: Permission) -> Right { Right(.customer(permission)) }

    /// A customer's person with an account, and not a visitor by the customer's link.
    package static var account: Right { Right(.account) }
}

extension Right where Context == StaffContext {
    /// A member of staff who holds this right.
    public static func staff(_ permission: StaffPermission) -> Right { Right(.staff(permission)) }
}
