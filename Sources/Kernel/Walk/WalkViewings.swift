import MariaDB
import PortalKit
import Posix

extension WalkPeople.Browser {
    /// The browser of a member of staff who has gone into a customer's portal, as a seat.
    func viewing(
        _ viewer: WalkViewer, _ seat: UInt64, _ names: CookieNames, at now: Instant,
        _ connection: Connection
    ) throws -> Self {
        let token = Token()
        _ = try connection.execute(
            """
            INSERT INTO kernel_viewing
                (token_hash, staff_session_id, is_working, customer_id, seat_id, created_at)
            SELECT \(token.hash), t.id, \(viewer == .working), s.customer_id, s.id, \(now)
            FROM kernel_staff_session t JOIN kernel_seat s ON s.id = \(seat) WHERE t.token_hash = \(secret)
            """)
        return Self(
            cookies: [(names.customer, ViewingCookie.seat.text(token))], secret: token.hash)
    }
}

enum WalkViewings {
    /// Makes the customer itself a portal user, so that there is somebody to look or to work as.
    @Sendable static func seat(_ customer: Ref<Customer>, _ tx: borrowing Transaction) throws {
        let account = try tx.execute(
            """
            INSERT INTO kernel_account (ref, login, created_at)
            VALUES (\(Random.bytes(10)), \("itself-" + customer.description), UTC_TIMESTAMP(6))
            """
        ).insertID
        try tx.execute(
            """
            INSERT INTO kernel_seat (ref, account_id, customer_id, group_id, created_at, accepted_at)
            SELECT \(Random.bytes(10)), \(account), c.id, g.id, UTC_TIMESTAMP(6), UTC_TIMESTAMP(6)
            FROM kernel_customer c JOIN kernel_permission_group g ON g.kind = 'everything' WHERE c.ref = \(customer)
            ON DUPLICATE KEY UPDATE disabled_at = NULL, accepted_at = UTC_TIMESTAMP(6)
            """)
    }
}
