/// What may be read: lent for the length of a closure, and not to be kept, copied or sent.
public struct Reading: ~Copyable {
    private let store: Store

    package init(_ store: Store) {
        self.store = store
    }

    /// Every row of a statement, mapped.
    public func rows<T>(_ sql: SQL, _ map: (borrowing Row) throws -> T) throws -> [T] {
        try StatementCheck.onlyReads(sql, portal: store.portal)
        return try store.rows(sql, map)
    }

    /// The first row of a statement, or nil.
    public func first<T>(_ sql: SQL, _ map: (borrowing Row) throws -> T) throws -> T? {
        try StatementCheck.onlyReads(sql, portal: store.portal)
        return try store.first(sql, map)
    }
}

extension Reading {
    /// How many rows there are, counted up to 1,001: `"support_ticket t WHERE …"`.
    public func count(of rows: SQL) throws -> Int {
        try first("SELECT COUNT(*) FROM (SELECT 1 FROM \(sql: rows) LIMIT 1001) counted") { try $0.next() }
            ?? 0
    }
}

/// A customer as portals may point at it.
public enum CustomerRecord {}

/// The only handle for effects: what is done through it happens together or not at all.
public struct Transaction: ~Copyable {
    let store: Store

    init(_ store: Store) {
        self.store = store
    }

    /// Every row of a statement, mapped.
    public func rows<T>(_ sql: SQL, _ map: (borrowing Row) throws -> T) throws -> [T] {
        try store.rows(sql, map)
    }

    /// The first row of a statement, or nil.
    public func first<T>(_ sql: SQL, _ map: (borrowing Row) throws -> T) throws -> T? {
        try store.first(sql, map)
    }

    /// Changes rows, and says how many. A guard is a unique key or a conditional update, never a look beforehand.
    @discardableResult
    public func execute(_ sql: SQL) throws -> Changed {
        try store.execute(sql)
    }

    /// Changes exactly one row, which the condition names by id and by the version that was shown.
    ///
    /// - Throws: `PortalError.conflict` when somebody else was faster.
    public func save(_ sql: SQL) throws {
        guard try store.execute(sql).affected == 1 else {
            throw PortalError.conflict("Somebody saved this meanwhile. Open it again and look at the change.")
        }
    }

    /// The customer with the number that people know, for a field of a staff form; nil where the field was empty.
    ///
    /// - Throws: `PortalError.invalid` when there is none, `PortalError.forbidden` outside the staff's pages.
    public func customer(numbered number: Int?, field: String = "customer") throws -> ID<CustomerRecord>? {
        guard let number else { return nil }
        guard store.audience == .operators else { throw PortalError.forbidden }
        let id: ID<CustomerRecord>? = try first(
            """
            SELECT id FROM portico_customer
            WHERE number = \(number) AND removed_at IS NULL\(unscoped: "a form of staff")
            """
        ) { try $0.next() }
        guard let id else { throw PortalError.invalid(field, "No customer has that number.") }
        return id
    }

    /// Whose transaction it is.
    var portal: String { store.portal }

    /// Writes down who did what: `announcements.announcement.published`, and which record it was.
    public func audit<Noun>(_ action: String, _ kind: ObjectKind, _ id: ID<Noun>) throws {
        try store.effects.audit(action, kind: kind.name, id: id.value, customer: nil)
    }

    /// The same, as done by a member of staff who asked for it before: for a ``TaskKind`` that goes on with his work.
    ///
    /// - Throws: `PortalError.forbidden` in the request of anybody else.
    public func audit<Noun>(
        _ action: String, _ kind: ObjectKind, _ id: ID<Noun>, by staff: ID<StaffMember>
    ) throws {
        try store.effects.audit(action, kind: kind.name, id: id.value, by: staff)
    }

    /// Keeps an uploaded file for good, together with the row that will name it.
    public func attach(_ file: UploadedFile) throws -> ID<Attachment> {
        ID(try store.effects.attach(file, portal: store.portal))
    }

    /// A fresh name for a new record's addresses.
    public func newRef<Noun>() -> Ref<Noun> { Ref(bytes: store.effects.randomBytes(10)) }
}

/// The right to change something, once: calling it uses it up.
public struct Write: ~Copyable {
    private let store: Store

    package init(_ store: Store) {
        self.store = store
    }

    /// Opens the request's transaction and lends it. It is committed when the handler returns its answer, and
    /// undone when anything is thrown.
    public consuming func callAsFunction<T>(_ body: (borrowing Transaction) throws -> T) throws -> T {
        try store.effects.begin()
        let transaction = Transaction(store)
        return try body(transaction)
    }
}

/// What the kernel does for a transaction beside its statements.
package protocol Effects: AnyObject {
    func begin() throws
    func audit(_ action: String, kind: String?, id: UInt64?, customer: UInt64?) throws
    func audit(_ action: String, kind: String, id: UInt64, by staff: ID<StaffMember>) throws
    func attach(_ file: UploadedFile, portal: String) throws -> UInt64
    func randomBytes(_ count: Int) -> [UInt8]
    func enqueue(_ task: String, _ payload: any Encodable & Sendable, portal: String) throws
    func publish(_ event: String, _ payload: any Encodable & Sendable, portal: String) throws
    func notify(_ notice: Notice, about record: UInt64, to audience: Audience, portal: String) throws
    func link(_ name: String, record: UInt64?, title: String, portal: String) throws -> String
    func revokeLinks(_ name: String, only: Ref<PersonalLink>?, portal: String) throws -> Int
    func links(_ name: String, portal: String) throws -> [PersonalLink]
    func onlookers(
        of permission: Permission, at customer: UInt64, own: [UInt64], members: [UInt64], portal: String
    ) throws -> [Onlooker]
    func admit(contact: UInt64, by staff: StaffMember, portal: String) throws -> Admission
    func suggestions(for text: String) throws -> [Suggestion]?
    func record(_ kind: String, number: Int) throws -> LinkedRecord?
    func mails(about record: UInt64, to contact: UInt64?, portal: String) throws -> [SentMail]
    func readership(of permission: Permission, atNumber number: Int?, portal: String) throws -> Readership
    func tell(staff: UInt64, _ notice: StaffNotice, about record: UInt64, portal: String) throws
    func people(of permission: Permission, at customer: UInt64, portal: String) throws -> [PortalPerson]
}

extension Effects {
    /// Where there is nobody to do it for.
    package func audit(_ action: String, kind: String, id: UInt64, by staff: ID<StaffMember>) throws {
        throw PortalError.forbidden
    }
}

/// One request's way to the database: which portal asks, for whom, over which worker's connection.
package final class Store {
    package enum Audience: Sendable {
        case customer
        case operators
    }

    package let connection: Connection
    package let portal: String
    package let audience: Audience
    package let effects: any Effects
    private let isKernel: Bool
    private let mark: String

    package init(
        connection: Connection, portal: String, isKernel: Bool, audience: Audience, effects: any Effects
    ) {
        self.connection = connection
        self.portal = portal
        self.isKernel = isKernel
        mark = "/* " + portal + (audience == .customer ? " customer */ " : " */ ")
        self.audience = audience
        self.effects = effects
    }

    package func rows<T>(_ sql: SQL, _ map: (borrowing Row) throws -> T) throws -> [T] {
        try connection.rows(admitted(sql), map)
    }

    package func first<T>(_ sql: SQL, _ map: (borrowing Row) throws -> T) throws -> T? {
        try connection.first(admitted(sql), map)
    }

    package func execute(_ sql: SQL) throws -> Changed {
        try connection.execute(admitted(sql))
    }

    /// The kernel's own statements are not a portal's; a portal's are checked: tables of its own, and an owner.
    ///
    /// Names are checked once per text, when it enters the connection's cache. The portal's name in front keeps
    /// one portal's text apart from another's, and tells the operator in the slow log whose it is.
    private func admitted(_ sql: SQL) throws -> SQL {
        if isKernel {
            connection.onPrepare = nil
            return sql
        }
        if audience == .customer, sql.scopes == 0, sql.unscoped == 0 {
            throw StatementFault.withoutOwner(portal: portal, sql: sql.text)
        }
        let portal = portal
        let countsOwners = audience == .customer
        connection.onPrepare = { _ in
            try StatementCheck.check(sql, portal: portal, countsOwners: countsOwners)
        }
        var marked = SQL(trusted: mark)
        marked.appendSQL(sql)
        return marked
    }
}
