/// What a portal tells in the log that customers read: who looked at what, who fetched which file, who changed what.
///
/// What is not named here is told to nobody: an act that concerns something internal stays out by being left out.
/// The kernel writes by itself who looked at a record and who fetched a file; acts are what
/// ``Transaction/audit(_:_:_:)`` wrote down.
public struct AccessLog: Sendable {
    package let records: [LoggedRecord]
    package let acts: [LoggedAct]
    package let untold: Set<String>

    /// A portal's part of the log. Once it has one, every act that it audits stands in it, so that none is forgotten;
    /// only what a ``Route`` made by `editor` audits need not.
    ///
    /// - Parameters:
    ///   - records: those whose pages and files are logged.
    ///   - acts: what customers are told of.
    ///   - untold: the names of the acts that they are not told of.
    public init(records: [LoggedRecord], acts: [LoggedAct] = [], untold: Set<String> = []) {
        self.records = records
        self.acts = acts
        self.untold = untold
    }

    /// The log of a portal with one kind of record: who looked at it and who fetched its files.
    public static func of(
        _ kind: ObjectKind, _ title: Words, name: StaticString, needs permission: Permission,
        own: StaticString? = nil, shared: StaticString? = nil
    ) -> AccessLog {
        AccessLog(records: [
            LoggedRecord(kind, title, name: name, needs: permission, own: own, shared: shared)
        ])
    }

    /// Nothing is told.
    public static let none = AccessLog(records: [])
}

/// A kind of record whose pages and files customers find in their log.
public struct LoggedRecord: Sendable {
    package let kind: ObjectKind
    package let title: Words
    /// Nil for the one that is named after portal and kind.
    package let table: StaticString?
    package let name: StaticString?
    package let permission: Permission?
    package let own: StaticString?
    package let members: StaticString?
    package let shared: StaticString?
    package let shown: StaticString?
    package let owner: StaticString

    /// A kind of record, in a table with `id`, `ref` and `customer_id`. Columns are written as they are, or with the
    /// alias of the record, `r`. The log leads to the customer's GET route that ends with the kind in braces.
    ///
    /// - Parameters:
    ///   - title: what it is: "Ticket".
    ///   - table: where it is; `<portal>_<kind>` where nothing is said.
    ///   - name: the column with what it is called; the log says it to those who may see the record.
    ///   - permission: what one needs to see it; without one the log says only what it was.
    ///   - own: as in a ``Scope``.
    ///   - members: as in a ``Scope``.
    ///   - shared: the column that says when staff showed it to customers. What staff do with a record that is not
    ///     shown is kept from the customer.
    ///   - shown: a further condition of that kind.
    public init(
        _ kind: ObjectKind, _ title: Words, in table: StaticString? = nil, name: StaticString? = nil,
        needs permission: Permission? = nil, own: StaticString? = nil, members: StaticString? = nil,
        shared: StaticString? = nil, shown: StaticString? = nil
    ) {
        self.init(
            kind, title, table: table, owner: "r.customer_id", name: name, needs: permission, own: own,
            members: members, shared: shared, shown: shown)
    }

    /// - Parameter owner: the column with the customer whose it is.
    package init(
        _ kind: ObjectKind, _ title: Words, table: StaticString?, owner: StaticString,
        name: StaticString? = nil, needs permission: Permission? = nil, own: StaticString? = nil,
        members: StaticString? = nil, shared: StaticString? = nil, shown: StaticString? = nil
    ) {
        (self.kind, self.title, self.table, self.owner) = (kind, title, table, owner)
        (self.name, self.permission, self.own, self.members) = (name, permission, own, members)
        (self.shared, self.shown) = (shared, shown)
    }
}

/// An act that customers are told of, in their log.
public struct LoggedAct: Sendable {
    package let action: String
    package let words: Words

    /// An act by the name it was audited under, and what was done: `LoggedAct("support.ticket.opened", "Opened")`.
    public init(_ action: String, _ words: Words) {
        self.action = action
        self.words = words
    }
}
