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

    /// Whether it is the scope of staff, from whom nothing is hidden.
    public var isEverything: Bool {
        if case .everything = owner { true } else { false }
    }

    package init(_ owner: Owner) {
        self.owner = owner
    }
}

extension SQL.StringInterpolation {
    /// The condition that holds a statement inside the viewer's records: one parenthesised conjunction.
    ///
    /// - Parameters:
    ///   - table: the alias of a table with a `customer_id`.
    ///   - own: the column with the contact whose record it is; without one, reach own sees nothing.
    ///   - shared: the column that says when staff showed it to customers; NULL is hidden from them.
    ///   - everybody: rows without a customer are meant for all of them.
    public mutating func appendInterpolation(
        _ scope: Scope, on table: StaticString, own: StaticString? = nil, shared: StaticString? = nil,
        everybody: Bool = false
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
        switch (reach, own, contact) {
        case (.organisation, _, _): break
        case (.own, let own?, let contact?):
            appendStatic(" AND ")
            appendStatic(own)
            appendStatic(" = ")
            appendBind(.uint(contact))
        default: appendStatic(" AND FALSE")
        }
        if let shared {
            appendStatic(" AND ")
            appendStatic(shared)
            appendStatic(" IS NOT NULL")
        }
        appendStatic(")")
    }

    /// The customer a new record of the viewer belongs to; NULL for staff, who name one themselves.
    public mutating func appendInterpolation(ownerOf scope: Scope) {
        sql.scopes += 1
        guard case .customer(let customer, _, _) = scope.owner else { return appendStatic("NULL") }
        appendBind(.uint(customer))
    }
}
