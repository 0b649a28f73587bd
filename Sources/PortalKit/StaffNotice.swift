/// A mail that tells one of the operator's own people what happened to a record: sent with the transaction, or not at
/// all. Each of them chooses whether it comes, and whether at once or in the mail of the day.
///
/// ```swift
/// extension StaffNotice {
///     static let mentioned = StaffNotice(
///         "support.mentioned", title: "A colleague needs you", needs: .workOnTickets
///     ) { (id: TicketNote.ID, staff, db) in
///         try Mention.find(id, of: staff, db).map { Facts("\("name", $0.author) needs you", $0.text, at: $0.path) }
///     }
/// }
/// try tx.tell(colleague.id, .mentioned, about: note.id)
/// ```
/// What it tells is read when it is written, for a mail of the day once more on the next morning: what is gone or done by
/// then is not told.
public struct StaffNotice: Sendable {
    /// Begins with the portal's id: `support.mentioned`.
    public let id: String
    package let title: Words
    package let needs: StaffPermission
    package let noun: ObjectIdentifier
    package let find: @Sendable (UInt64, ID<StaffMember>, borrowing Reading) throws -> Facts?

    /// What somebody is told: one line, one sentence, and the page of staff that it is about.
    public struct Facts: Sendable {
        package let subject: Words
        package let text: Words
        package let path: String

        /// The subject, the text, and the page's whole address, such as `/staff/support/tickets/…`.
        public init(_ subject: Words, _ text: Words, at path: String) {
            self.subject = subject
            self.text = text
            self.path = path
        }
    }

    /// A notice.
    ///
    /// - Parameters:
    ///   - title: as the people read it who choose which mails come.
    ///   - needs: without this right nobody is told.
    ///   - facts: finds what there is to tell this person; nil where there is nothing, or nothing any more.
    public init<Noun>(
        _ id: String, title: Words, needs: StaffPermission,
        facts: @escaping @Sendable (ID<Noun>, ID<StaffMember>, borrowing Reading) throws -> Facts?
    ) {
        self.id = id
        self.title = title
        self.needs = needs
        noun = ObjectIdentifier(Noun.self)
        find = { id, staff, db in try facts(ID(id), staff, db) }
    }
}

extension Transaction {
    /// Tells one of the operator's own people something by mail, if this transaction is committed. It goes to the
    /// login where that is an address of e-mail; who has none there, has not the right, wants no such mail or is gone,
    /// is told nothing.
    ///
    /// - Throws: `PortalError.forbidden` outside the staff's pages: what staff tell each other is no customer's; a fault
    ///   when the portal does not declare the notice among its `staffNotices:`, or the record is of another kind.
    public func tell<Noun>(
        _ staff: ID<StaffMember>, _ notice: StaffNotice, about record: ID<Noun>
    ) throws {
        guard store.audience == .operators else { throw PortalError.forbidden }
        guard notice.noun == ObjectIdentifier(Noun.self) else {
            throw ContractFault.otherPayload(portal: portal, task: notice.id)
        }
        try store.effects.tell(staff: staff.value, notice, about: record.value, portal: portal)
    }
}
