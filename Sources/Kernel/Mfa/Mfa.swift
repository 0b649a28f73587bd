import MariaDB
import PortalKit

/// Of whom a second factor is asked: of whoever set one up, and of whom an administrator requires it (C31, C32).
enum Mfa {
    /// Whether any seat in force of an account requires it. It is computed, and stored nowhere.
    ///
    /// - Parameter account: a column or a number.
    static func isRequired(of account: SQL) -> SQL {
        """
        EXISTS (SELECT 1 FROM kernel_seat q JOIN kernel_customer qc ON qc.id = q.customer_id
            LEFT JOIN kernel_contact qp ON qp.id = q.contact_id
            WHERE q.account_id = \(sql: account) AND q.mfa_required_at IS NOT NULL AND q.disabled_at IS NULL
                AND q.accepted_at IS NOT NULL AND qc.archived_at IS NULL AND qp.removed_at IS NULL)
        """
    }

    /// The same of staff: of administrators, where the setting says so.
    ///
    /// - Parameter isAdministrator: a column or a condition.
    static func isRequired(ofStaff isAdministrator: SQL) -> SQL {
        """
        (\(sql: isAdministrator) AND EXISTS (SELECT 1 FROM kernel_setting k
            WHERE k.id = \(Setting.staffMfa.declaration.id) AND k.value = '1'))
        """
    }

    static func isRequired(of person: MfaPerson, _ connection: Connection) throws -> Bool {
        let condition: SQL =
            switch person {
            case .account(let id): isRequired(of: "\(id)")
            case .staff(let id):
                isRequired(
                    ofStaff: "(SELECT m.role = 'administrator' FROM kernel_staff m WHERE m.id = \(id))")
            }
        return try connection.first("SELECT \(sql: condition)") { try $0.next() } ?? false
    }

    /// Whether a password of this person is ever enough alone (SA05).
    static func isAsked(of person: MfaPerson, _ connection: Connection) throws -> Bool {
        let isEnrolled = try Authenticator.proven(of: person, connection) != nil
        return try isEnrolled || isRequired(of: person, connection)
    }

    /// How long a new password has to be, for the hint beside its field.
    static func leastLength(of person: MfaPerson, _ connection: Connection) throws -> Int {
        PasswordPolicy(needsSecondFactor: try isAsked(of: person, connection)).least
    }

    /// What became of a person's app when nobody requires it any more.
    enum Released: Equatable {
        /// He had none.
        case nothing
        /// It was set up because it was required, and is gone (C33).
        case removed
        /// He set it up by his own wish, so it stays.
        case keptByWish
        /// Another seat of his requires it still.
        case stillRequired
    }

    /// A seat stopped requiring it: an app that was set up for that goes, one of the person's own wish stays.
    static func requirementEnded(for account: UInt64, _ connection: Connection) throws -> Released {
        let person = MfaPerson.account(account)
        if try isRequired(of: person, connection) { return .stillRequired }
        let removed = try connection.execute(
            "DELETE FROM kernel_authenticator WHERE \(sql: person.owns) AND reason = 'required'")
        if try Authenticator.proven(of: person, connection) != nil { return .keptByWish }
        return removed.affected > 0 ? .removed : .nothing
    }
}

extension Setting where Value == Bool {
    /// Whether the operator's administrators need an authenticator app.
    static var staffMfa: Setting {
        Setting(
            "administration.staff-mfa", title: "Administrators sign in with an authenticator app",
            hint: "Who has none yet sets it up at the next click, and reaches nothing before.", default: false
        )
    }
}
