package import PortalKit
import Web

/// A member of staff inside a customer's portal: he looks as one of its people does, and nothing changes; or he works on
/// that person's behalf, and what he writes names both. It ends with his own session, and nobody of the customer can
/// come by that.
package struct Viewing: Sendable {
    package let id: UInt64
    package let staffSession: UInt64
    package let staff: StaffMember
    /// Writes too; else nothing may be sent, and nothing is marked as seen.
    package let isWorking: Bool
    package let createdAt: Instant
    /// Whose portal another window of this browser showed until this one began.
    package let ended: String?
    /// The page of staff that it was begun from.
    package let back: String

    /// Looking ends by itself; working lasts as long as the session of the member of staff (C11).
    package static let mostSeconds: Int64 = 30 * 60

    /// How long is left, in minutes begun.
    func minutesLeft(at now: Instant) -> Int {
        Int((Self.mostSeconds - now.seconds(since: createdAt) + 59) / 60)
    }

    /// The address that ends it: the one form that a member of staff who only looks may send.
    static let end = "/viewing/end"
}

/// Stands in the cookie of customers, beside which there is no other: a browser is one person there and never two, and
/// whoever begins to look or to work ends what it was before (SC07). The token is no session of staff and leads to none.
enum ViewingCookie: CaseIterable {
    /// As a portal user, or in the portal of a customer that has none.
    case seat, visitor

    private var mark: String {
        switch self {
        case .seat: "staff."
        case .visitor: "staff-visitor."
        }
    }

    func text(_ token: Token) -> String { mark + token.text }

    static func read(_ cookie: String) -> (kind: ViewingCookie, token: Token)? {
        for kind in allCases where cookie.hasPrefix(kind.mark) {
            return Token(cookie.dropFirst(kind.mark.utf8.count)).map { (kind, $0) }
        }
        return nil
    }
}

/// Whom a member of staff may look or work as.
struct ViewingPlace {
    let customer: UInt64
    let customerName: String
    let customerRef: Ref<Customer>
    /// The page of the contact, or of the customer.
    let path: String
    /// The person, or the customer itself.
    let name: String
    let contact: UInt64?
    let seat: Seat?
    let customerHasUsers: Bool
    let isArchived: Bool

    struct Seat {
        let id: UInt64
        let isOn: Bool
        let isAccepted: Bool
    }

    /// What there is to see. Where the customer has portal users, only they have a portal.
    enum Way: Equatable {
        case seat(UInt64)
        /// The Non-Portal Users group, as whoever has the customer's link (C14).
        case visitor
        case none(Words)
    }

    var way: Way {
        if isArchived { return .none("The customer is archived. Nobody can sign in for it.") }
        guard let seat else {
            guard customerHasUsers else { return .visitor }
            return .none("\("name", name) has no portal user, so there is no portal to see.")
        }
        if !seat.isAccepted {
            return .none(
                "\("name", name) was invited and has not accepted yet, so there is no portal to see.")
        }
        if !seat.isOn {
            return .none(
                "The sign-in of \("name", name) is switched off or has ended, so there is no portal to see.")
        }
        return .seat(seat.id)
    }
}
