import MariaDB
import PortalKit

/// What happened when a second factor was required of a portal user, or no longer.
enum MfaRequirement: Equatable {
    /// It was so already.
    case unchanged
    /// From the next request on; whoever has an app set up keeps it, anybody else sets one up first (C32).
    case required(hasApp: Bool)
    /// No longer, from the next sign-in on (C33).
    case ended(Mfa.Released)

    /// For the page that says what happened.
    func words(for name: String) -> Words? {
        switch self {
        case .unchanged: nil
        case .required(hasApp: true):
            "\("name", name) is asked for a code of the app that is set up already."
        case .required(hasApp: false):
            "\("name", name) sets up an authenticator app at the next click or sign-in, and reaches nothing before."
        case .ended(.nothing): "\("name", name) needs no authenticator app any more."
        case .ended(.removed):
            "\("name", name) is no longer asked for a code. The app that was set up because of this is forgotten."
        case .ended(.keptByWish):
            "No longer required. \("name", name) set the app up by free choice, so it stays and is asked for."
        case .ended(.stillRequired):
            "No longer required here. Another portal user of \("name", name) still requires it."
        }
    }
}

extension PortalSeat {
    /// Requires a second factor of this portal user, or stops to: of him alone (C34).
    func setMfaRequired(
        _ isRequired: Bool, by staff: StaffMember, at now: Instant, _ connection: Connection
    ) throws -> MfaRequirement {
        try Self.setMfaRequired(
            isRequired, seat: id.value, account: account, by: staff, at: now, connection)
    }

    static func setMfaRequired(
        _ isRequired: Bool, seat: UInt64, account: UInt64, by staff: StaffMember, at now: Instant,
        _ connection: Connection
    ) throws -> MfaRequirement {
        let changed = try connection.execute(
            """
            UPDATE kernel_seat
            SET mfa_required_at = \(isRequired ? now : nil), mfa_required_by = \(isRequired ? staff.id : nil)
            WHERE id = \(seat) AND (mfa_required_at IS NOT NULL) <> \(isRequired)
            """)
        guard changed.affected == 1 else { return .unchanged }
        guard isRequired else { return .ended(try Mfa.requirementEnded(for: account, connection)) }
        return .required(hasApp: try Authenticator.proven(of: .account(account), connection) != nil)
    }
}
