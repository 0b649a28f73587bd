/// A record of one portal as another shows it: neither knows the other, and each reader sees no more than he may there.
///
/// ```swift
/// // The one that has the records, among its `lookups:`
/// RecordLookup(.ticket, needs: .viewTickets, staff: .workOnTickets) { number, scope, db in
///     try Ticket.find(number: number, scope, db).map { LinkedRecord($0.subject, at: $0.path, staff: $0.staffPath) }
/// }
/// // The one that points at them
/// let ticket = try context.record("ticket", number: 1042)
/// ```
public struct LinkedRecord: Sendable {
    /// What it is called.
    public let title: String
    /// The page that this reader has of it.
    public let path: String
    package let staffPath: String

    /// A record, with its whole addresses for customers and for staff.
    public init(_ title: String, at path: String, staff staffPath: String) {
        self.title = title
        self.path = path
        self.staffPath = staffPath
    }
}

/// Finds one kind of a portal's records by the number that people know, for other portals. It is asked only for those
/// who hold its right, and with their own scope.
public struct RecordLookup: Sendable {
    package let kind: String
    package let right: Right<CustomerContext>
    package let staff: StaffPermission
    package let forCustomer: @Sendable (CustomerContext, Int) throws -> LinkedRecord?
    package let forStaff: @Sendable (StaffContext, Int) throws -> LinkedRecord?

    /// A lookup.
    ///
    /// - Parameters:
    ///   - kind: as other portals name it.
    ///   - find: the record with this number inside the scope; nil where there is none.
    public init(
        _ kind: ObjectKind, needs permission: Permission, staff: StaffPermission,
        _ find: @escaping @Sendable (Int, Scope, borrowing Reading) throws -> LinkedRecord?
    ) {
        self.kind = kind.name
        right = .customer(permission)
        self.staff = staff
        forCustomer = { context, number in
            let scope = try context.scope(permission)
            return try context.read { try find(number, scope, $0) }
        }
        forStaff = { context, number in
            let found = try context.read { try find(number, context.scope, $0) }
            return found.map { LinkedRecord($0.title, at: $0.staffPath, staff: $0.staffPath) }
        }
    }
}

extension CustomerContext {
    /// The record of another portal with this number, where there is such a portal, it is switched on, this person has it
    /// and sees the record there; nil for each of these alike.
    public func record(_ kind: String, number: Int) throws -> LinkedRecord? {
        try store.effects.record(kind, number: number)
    }
}

extension StaffContext {
    /// The same for a member of staff, by the rights that he has there.
    public func record(_ kind: String, number: Int) throws -> LinkedRecord? {
        try store.effects.record(kind, number: number)
    }
}

extension Effects {
    /// Nobody asks where there is no reader.
    package func record(_ kind: String, number: Int) throws -> LinkedRecord? { nil }
}
