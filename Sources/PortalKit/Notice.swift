/// A mail that tells a customer's person what happened to a record: sent with the transaction, or not at all.
///
/// ```swift
/// extension Notice {
///     static let ticketAnswered = Notice(
///         "support.ticket-answered", title: "A ticket was answered", subject: "Answer to {ticket}",
///         text: "Hello {name},\n\n{ticket} has an answer: {link}", placeholders: ["ticket"], needs: .viewTickets
///     ) { (id: Ticket.ID, scope, reader, db) in
///         try Ticket.find(id, in: scope, db).map { Facts(path: $0.path, ["ticket": $0.subject]) }
///     }
/// }
/// try tx.notify(.ticketAnswered, about: ticket.id, to: .contact(ticket.contact))
/// ```
/// What a mail tells is read anew for each recipient, with the scope of his own seat: a record that he could not open
/// cannot be told to him. Administrators change subject and text; the words here are what they begin with. Each person
/// chooses whether it comes, and whether at once or in the mail of the day, where its subject is one line.
public struct Notice: Sendable {
    /// Begins with the portal's id: `support.ticket-answered`.
    public let id: String
    package let title: Words
    package let subject: Words
    package let text: Words
    package let placeholders: [String]
    package let needs: Permission
    /// It is sent at once, and nobody turns it off.
    package let isAlways: Bool
    package let noun: ObjectIdentifier
    package let find: @Sendable (UInt64, Scope, Reader, borrowing Reading) throws -> Facts?

    /// What one recipient is told: where the record is, and a value for each placeholder.
    public struct Facts: Sendable {
        package let path: String
        package let values: [String: String]
        /// The record that an answer to the mail belongs to.
        package let thread: UInt64?

        /// The record's whole address, such as `/support/tickets/…`, and the values in the reader's way of writing.
        public init(path: String, _ values: [String: String] = [:]) {
            self.path = path
            self.values = values
            thread = nil
        }

        /// The same, of a mail that can be answered by mail: what comes back to the address in its Reply-To reaches
        /// the portal's ``MailSource`` as this person's answer to that record.
        public init<Thread>(path: String, _ values: [String: String] = [:], answersIn thread: ID<Thread>) {
            self.path = path
            self.values = values
            self.thread = thread.value
        }
    }

    /// The placeholders that every notice has: the recipient's and his customer's name, the operator's, the address of
    /// the record, and the one where people sign in.
    package static let common = ["name", "customer", "operator", "link", "signin"]

    /// A notice.
    ///
    /// - Parameters:
    ///   - title: as administrators read it in the list of notices.
    ///   - subject: the wording until an administrator changes it; placeholders stand in braces.
    ///   - text: paragraphs, with an empty line between them.
    ///   - placeholders: the names of the notice's own values, lower-case letters each; `{name}`, `{customer}`,
    ///     `{operator}`, `{link}` and `{signin}` are always there.
    ///   - needs: without this permission nobody is told.
    ///   - always: sent at once whatever the person chose: for what guards somebody, or answers what he just did.
    ///   - facts: finds the record within the recipient's scope; nil where it is not there for him, and he gets nothing.
    public init<Noun>(
        _ id: String, title: Words, subject: Words, text: Words, placeholders: [String] = [],
        needs: Permission, always: Bool = false,
        facts: @escaping @Sendable (ID<Noun>, Scope, Reader, borrowing Reading) throws -> Facts?
    ) {
        self.id = id
        self.title = title
        self.subject = subject
        self.text = text
        self.placeholders = placeholders
        self.needs = needs
        isAlways = always
        noun = ObjectIdentifier(Noun.self)
        find = { id, scope, reader, db in try facts(ID(id), scope, reader, db) }
    }
}

/// Who may be told. It says whom to ask the policy about, not who gets a mail: whoever cannot open the record, has no
/// address or no seat in force is left out without a word.
public struct Audience: Sendable {
    package enum People: Sendable {
        case contacts([UInt64])
        case customer(UInt64)
    }

    package let people: People

    /// One person.
    public static func contact(_ id: ID<ContactReference>) -> Audience { contacts([id]) }

    /// Several people, of one customer or of many.
    public static func contacts(_ ids: [ID<ContactReference>]) -> Audience {
        Audience(people: .contacts(ids.map(\.value)))
    }

    /// Every person of a customer.
    public static func everybody(of customer: ID<CustomerRecord>) -> Audience {
        Audience(people: .customer(customer.value))
    }
}

extension Transaction {
    /// Tells people about a record, if this transaction is committed.
    ///
    /// - Throws: when the portal does not declare the notice, or the record is of another kind than the notice's.
    public func notify<Noun>(_ notice: Notice, about record: ID<Noun>, to audience: Audience) throws {
        guard notice.noun == ObjectIdentifier(Noun.self) else {
            throw ContractFault.otherPayload(portal: portal, task: notice.id)
        }
        try store.effects.notify(notice, about: record.value, to: audience, portal: portal)
    }
}
