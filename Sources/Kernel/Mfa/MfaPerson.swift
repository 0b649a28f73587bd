import MariaDB
import PortalKit

/// Whose second factor it is: a login of the customers' people, or somebody of staff.
enum MfaPerson: Hashable {
    case account(UInt64)
    case staff(UInt64)

    var isStaff: Bool { if case .staff = self { true } else { false } }

    var id: UInt64 {
        switch self {
        case .account(let id), .staff(let id): id
        }
    }

    /// Of the audit.
    var kind: String { isStaff ? "staff" : "account" }

    var account: UInt64? { if case .account(let id) = self { id } else { nil } }
    var staff: UInt64? { if case .staff(let id) = self { id } else { nil } }

    /// What rows of his have in common.
    var owns: SQL {
        switch self {
        case .account(let id): "account_id = \(id)"
        case .staff(let id): "staff_id = \(id)"
        }
    }

    /// One byte for the kind and eight for the number.
    var bytes: [UInt8] {
        [isStaff ? 2 : 1] + (0..<8).map { UInt8(truncatingIfNeeded: id >> UInt64(56 - 8 * $0)) }
    }
}
