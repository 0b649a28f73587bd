/// What became of a contact who was made a member of something in a portal.
public enum Admission: Sendable, Equatable {
    /// A portal user who has the portal already.
    case hasAccess
    /// A portal user who has this portal from now on.
    case granted
    /// Somebody who was invited, now or before, and has not accepted yet.
    case invited
    /// No portal user: an administrator has to invite him, a technician may not.
    case waits
    /// No portal user, and no address that an invitation could go to.
    case hasNoAddress
    /// A portal user who was switched off, or from whom this portal was taken: that wins over a membership.
    case refused
}

extension Transaction {
    /// Gives a contact this portal because he is a member of something in it; nothing else of the operator's is given.
    ///
    /// Somebody without an account gets an invitation to this one portal in the default group, if it is an
    /// administrator who adds him and three did not go out within the hour.
    public func admit(_ contact: ID<ContactReference>, by staff: StaffMember) throws -> Admission {
        try store.effects.admit(contact: contact.value, by: staff, portal: portal)
    }
}
