extension Transaction {
    /// Tells one of the operator's own people something by mail, if this transaction is committed. It goes to the
    /// login where that is an address of e-mail; who has none there, or is gone, is told nothing.
    ///
    /// - Parameter path: the page of staff that it is about.
    /// - Throws: `PortalError.forbidden` outside the staff's pages: what staff tell each other is no customer's.
    public func tell(_ staff: ID<StaffMember>, subject: Words, _ text: Words, at path: String) throws {
        guard store.audience == .operators else { throw PortalError.forbidden }
        try store.effects.tell(
            staff: staff.value, StaffLetter(subject: subject, text: text, path: path), portal: portal)
    }
}

/// What a mail to one of the operator's people says.
package struct StaffLetter: Sendable {
    package let subject: Words
    package let text: Words
    package let path: String

    package init(subject: Words, text: Words, path: String) {
        self.subject = subject
        self.text = text
        self.path = path
    }
}
