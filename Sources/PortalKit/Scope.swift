/// Whose records a statement may touch. It comes from the context alone and goes into the statement itself.
///
/// ```swift
/// "SELECT … FROM support_ticket t WHERE \(scope, on: "t", own: "t.contact_id") AND …"
/// ```
/// For staff it renders as true; for a customer as his customer, and with reach own as what is his.
public struct Scope: Sendable {
    package enum Owner: Sendable {
        case everything
        case customer(UInt64, contact: UInt64?, reach: Reach)
    }

    package let owner: Owner
    /// Whether what somebody is a member of counts as his; not while memberships are closed.
    private let countsMembers: Bool

    /// Whether it is the scope of staff, from whom nothing is hidden.
    public var isEverything: Bool {
        if case .everything = owner { true } else { false }
    }

    package init(_ owner: Owner, countsMembers: Bool = true) {
        self.owner = owner
        self.countsMembers = countsMembers
    }

    /// The members' table, where it counts.
    fileprivate func counted(_ members: StaticString?) -> StaticString? { countsMembers ? members : nil }
}

extension SQL.StringInterpolation {
    /// The condition that holds a statement inside the viewer's records: one parenthesised conjunction.
    ///
    /// - Parameters:
    ///   - table: the alias of a table with a `customer_id`.
    ///   - own: the column with the contact whose record it is.
    ///   - members: the table of a record's members and its column that names the record:
    ///     `"support_member(ticket_id)"`. It has `customer_id` and `contact_id` too. For reach own, what somebody
    ///     is a member of counts as his, unless memberships are closed; without `own` and `members` reach own sees
    ///     nothing.
    ///   - record: the alias of the record whose members count, for a part of it: a ticket's, for its notes.
    ///   - shared: the column that says when staff showed it to customers; NULL is hidden from them.
    ///   - everybody: rows without a customer are meant for all of them.
    public mutating func appendInterpolation(
        _ scope: Scope, on table: StaticString, own: StaticString? = nil, members: StaticString? = nil,
        of record: StaticString? = nil, shared: StaticString? = nil, everybody: Bool = false
    ) {
        sql.scopes += 1
        guard case .customer(let customer, let contact, let reach) = scope.owner else {
            return appendStatic("TRUE")
        }
        appendStatic("(")
        appendStatic(everybody ? "(" : "")
        appendStatic(table)
        appendStatic(".customer_id = ")
        appendBind(.uint(customer))
        if everybody {
            appendStatic(" OR ")
            appendStatic(table)
            appendStatic(".customer_id IS NULL)")
        }
        if reach != .organisation {
            appendStatic(" AND ")
            appendOwn(
                reach == .own ? contact : nil, of: customer, on: record ?? table, own,
                scope.counted(members))
        }
        if let shared {
            appendStatic(" AND ")
            appendStatic(shared)
            appendStatic(" IS NOT NULL")
        }
        appendStatic(")")
    }

    /// What is a contact's own: his by its column, or he is among its members.
    private mutating func appendOwn(
        _ contact: UInt64?, of customer: UInt64, on table: StaticString, _ own: StaticString?,
        _ members: StaticString?
    ) {
        guard let contact, own != nil || members != nil else { return appendStatic("FALSE") }
        let isEither = own != nil && members != nil
        if isEither { appendStatic("(") }
        if let own {
            appendStatic(own)
            appendStatic(" = ")
            appendBind(.uint(contact))
        }
        if isEither { appendStatic(" OR ") }
        if let members { appendMember(contact, of: customer, on: table, members) }
        if isEither { appendStatic(")") }
    }

    /// The members' table is held inside the customer too, so it counts as a scope of its own.
    private mutating func appendMember(
        _ contact: UInt64, of customer: UInt64, on table: StaticString, _ members: StaticString
    ) {
        let text = Array(members.description.utf8)
        let open = text.firstIndex(of: UInt8(ascii: "(")) ?? text.count
        let column = min(open + 1, text.count)
        sql.scopes += 1
        appendStatic("EXISTS (SELECT 1 FROM ")
        sql.appendStatic(members, bytes: 0..<open)
        appendStatic(" scope_member WHERE scope_member.customer_id = ")
        appendBind(.uint(customer))
        appendStatic(" AND scope_member.")
        sql.appendStatic(members, bytes: column..<max(column, text.count - 1))
        appendStatic(" = ")
        appendStatic(table)
        appendStatic(".id AND scope_member.contact_id = ")
        appendBind(.uint(contact))
        appendStatic(")")
    }

    /// The contact who makes a new record, for `contact_id`; NULL for staff and for a customer's own login.
    public mutating func appendInterpolation(contactOf scope: Scope) {
        guard case .customer(_, let contact?, _) = scope.owner else { return appendStatic("NULL") }
        appendBind(.uint(contact))
    }

    /// The customer a new record of the viewer belongs to; NULL for staff, who name one themselves.
    public mutating func appendInterpolation(ownerOf scope: Scope) {
        sql.scopes += 1
        guard case .customer(let customer, _, _) = scope.owner else { return appendStatic("NULL") }
        appendBind(.uint(customer))
    }
}
