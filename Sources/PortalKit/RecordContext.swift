/// What customers' and staff's contexts have in common, so that one function serves both audiences.
public protocol RecordContext: SendableMetatype {
    /// What the page is drawn with.
    var ui: Interface { get }
    /// One instant for the whole request.
    var now: Instant { get }
    /// What administrators chose for this portal.
    var settings: Settings { get }
    /// The records that the right of a route lets one touch: a customer's by the permission's reach, for staff
    /// everything.
    ///
    /// - Throws: `PortalError.forbidden` when it names no permission, or one that reaches none.
    func scope(of right: Right<Self>) throws(PortalError) -> Scope
    /// Which part of a list the address asks for.
    ///
    /// - Throws: `PortalError.notFound` when its cursor was not made for this list and person.
    func paging(_ request: Request) throws(PortalError) -> Paging
    /// Reads; all that a page has.
    func read<T>(_ body: (borrowing Reading) throws -> T) throws -> T
}

extension CustomerContext: RecordContext {
    /// The records that the permission of a route reaches.
    ///
    /// - Throws: `PortalError.forbidden` when the right names no permission, or one that reaches none.
    public func scope(of right: Right<CustomerContext>) throws(PortalError) -> Scope {
        guard case .customer(let permission) = right.demand else { throw .forbidden }
        return try scope(permission)
    }
}

extension StaffContext: RecordContext {
    /// Everything: staff see all customers' records.
    public func scope(of right: Right<StaffContext>) throws(PortalError) -> Scope { scope }
}

extension Request {
    /// The record that a part of the path names.
    ///
    /// - Throws: `PortalError.notFound` when it cannot be the name of one; no statement is sent for it.
    public func ref<Noun>(_ kind: ObjectKind) throws(PortalError) -> Ref<Noun> {
        try Ref(parameters[kind.name] ?? "")
    }
}
