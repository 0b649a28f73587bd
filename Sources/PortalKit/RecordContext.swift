/// What customers' and staff's contexts have in common, so that one function serves both audiences.
public protocol RecordContext {
    /// What the page is drawn with.
    var ui: Interface { get }
    /// One instant for the whole request.
    var now: Instant { get }
    /// The records that may be touched: a customer's by the permission's reach, for staff everything.
    ///
    /// - Throws: `PortalError.forbidden` when the permission reaches none.
    func scope(_ permission: Permission) throws(PortalError) -> Scope
    /// Which part of a list the address asks for.
    ///
    /// - Throws: `PortalError.notFound` when its cursor was not made for this list and person.
    func paging(_ request: Request) throws(PortalError) -> Paging
    /// Reads; all that a page has.
    func read<T>(_ body: (borrowing Reading) throws -> T) throws -> T
}

extension CustomerContext: RecordContext {}
extension StaffContext: RecordContext {
    /// Everything: staff see all customers' records.
    public func scope(_ permission: Permission) throws(PortalError) -> Scope { scope }
}

extension Request {
    /// The record that a part of the path names.
    ///
    /// - Throws: `PortalError.notFound` when it cannot be the name of one; no statement is sent for it.
    public func ref<Noun>(_ kind: ObjectKind) throws(PortalError) -> Ref<Noun> {
        try Ref(parameters[kind.name] ?? "")
    }

    /// What the search field of a list holds: one line of at most 200 characters.
    public var search: String { String(query["q"].trimmed.unicodeScalars.prefix(200)) }
}
