/// The person a customer's page is made for: his seat at one customer; or a visitor by the link of a customer that has
/// no portal users, who has neither account nor seat.
public struct Viewer: Sendable {
    package let account: UInt64?
    package let seat: UInt64?
    package let customer: UInt64
    package let contact: UInt64?
    /// The contact's name, or the customer's where there is no contact.
    public let name: String
    /// At most two letters.
    public let initials: String
    /// The customer's name.
    public let customerName: String
    /// The customer's number, for people.
    public let customerNumber: Int
    /// The member of staff who works in the portal on this person's behalf, or looks at it as he does; nil where the
    /// person is here himself. What is written then names both.
    public let staff: StaffMember?

    /// For the `contact_id` of what he opens or writes; nil where the seat is on the customer itself.
    public var person: ID<ContactReference>? { contact.map { ID($0) } }

    /// Whether he has a seat of his own, and may make links to what needs no sign-in; a visitor by a link has none.
    public var hasSeat: Bool { seat != nil }

    package init(
        account: UInt64?, seat: UInt64?, customer: UInt64, contact: UInt64?, name: String, initials: String,
        customerName: String, customerNumber: Int, staff: StaffMember? = nil
    ) {
        self.staff = staff
        self.account = account
        self.seat = seat
        self.customer = customer
        self.contact = contact
        self.name = name
        self.initials = initials
        self.customerName = customerName
        self.customerNumber = customerNumber
    }
}

/// One of the operator's own people.
public struct StaffMember: Sendable {
    /// For `created_by` and the like.
    public let id: ID<StaffMember>
    /// As colleagues and customers read it.
    public let name: String
    /// At most two letters.
    public let initials: String
    package let isAdministrator: Bool

    package init(id: UInt64, name: String, initials: String, isAdministrator: Bool) {
        self.id = ID(id)
        self.name = name
        self.initials = initials
        self.isAdministrator = isAdministrator
    }
}

/// A contact's identity, for questions of privacy.
public struct ContactReference: Sendable {
    /// For comparing with a `contact_id`.
    public let id: ID<ContactReference>

    package init(id: UInt64) { self.id = ID(id) }
}

/// What a customer's page is given: made by the kernel's gate for each request, and by nobody else.
public struct CustomerContext {
    /// Who looks.
    public let viewer: Viewer
    /// One instant for the whole request.
    public let now: Instant
    /// What the page is drawn with.
    public let ui: Interface
    /// What administrators chose for this portal.
    public let settings: Settings
    package let store: Store
    package let reaches: Reaches
    package let seal: CursorSeal

    package init(
        viewer: Viewer, now: Instant, ui: Interface, store: Store, reaches: Reaches, seal: CursorSeal,
        settings: Settings = Settings()
    ) {
        self.settings = settings
        self.seal = seal
        self.viewer = viewer
        self.now = now
        self.ui = ui
        self.store = store
        self.reaches = reaches
    }

    /// How far this person's permission reaches.
    public func reach(_ permission: Permission) -> Reach { reaches.reach(permission) }

    /// The records that the permission reaches.
    ///
    /// - Throws: `PortalError.forbidden` when it reaches none.
    public func scope(_ permission: Permission) throws(PortalError) -> Scope {
        let reach = reaches.reach(permission)
        guard reach != .none else { throw .forbidden }
        return Scope(
            .customer(viewer.customer, contact: viewer.contact, reach: reach),
            countsMembers: reaches.countsMembers)
    }

    /// Which part of a list the address asks for.
    public func paging(_ request: Request) throws(PortalError) -> Paging { try Paging(request, seal: seal) }

    /// Reads; all that a page has.
    public func read<T>(_ body: (borrowing Reading) throws -> T) throws -> T {
        let reading = Reading(store)
        return try body(reading)
    }
}

/// What a page of staff is given.
public struct StaffContext {
    /// Who looks.
    public let staff: StaffMember
    /// One instant for the whole request.
    public let now: Instant
    /// What the page is drawn with.
    public let ui: Interface
    /// What administrators chose for this portal.
    public let settings: Settings
    package let store: Store
    package let seal: CursorSeal

    package init(
        staff: StaffMember, now: Instant, ui: Interface, store: Store, seal: CursorSeal,
        settings: Settings = Settings()
    ) {
        self.settings = settings
        self.seal = seal
        self.staff = staff
        self.now = now
        self.ui = ui
        self.store = store
    }

    /// Everything: staff see all customers' records.
    public var scope: Scope { Scope(.everything) }

    /// Whether this member of staff holds a right; for what a page offers, not for what it allows.
    public func may(_ permission: StaffPermission) -> Bool { staff.isAdministrator || permission.technicians }

    /// Which part of a list the address asks for.
    public func paging(_ request: Request) throws(PortalError) -> Paging { try Paging(request, seal: seal) }

    /// Reads; all that a page has.
    public func read<T>(_ body: (borrowing Reading) throws -> T) throws -> T {
        let reading = Reading(store)
        return try body(reading)
    }
}

/// What runs without a viewer is given: tasks, jobs, reactions, and exports and erasures of privacy.
public struct SystemContext {
    /// One instant for the whole run.
    public let now: Instant
    /// What administrators chose for this portal.
    public let settings: Settings
    package let store: Store

    package init(now: Instant, store: Store, settings: Settings) {
        self.settings = settings
        self.now = now
        self.store = store
    }

    /// Everything.
    public var scope: Scope { Scope(.everything) }

    /// Reads.
    public func read<T>(_ body: (borrowing Reading) throws -> T) throws -> T {
        let reading = Reading(store)
        return try body(reading)
    }
}

/// What a page without a sign-in is given. Only the kernel has such pages.
package struct GuestContext {
    package let now: Instant
    package let ui: Interface
    package let store: Store

    package init(now: Instant, ui: Interface, store: Store) {
        self.now = now
        self.ui = ui
        self.store = store
    }
}

/// What the policy found for one seat: a reach for each permission, and none where nothing is said.
package struct Reaches: Sendable {
    package let all: [String: Reach]
    /// Whether somebody reaches what he is a member of.
    package let countsMembers: Bool

    package init(_ all: [String: Reach], countsMembers: Bool = true) {
        self.all = all
        self.countsMembers = countsMembers
    }

    package func reach(_ permission: Permission) -> Reach { all[permission.id] ?? .none }
}
