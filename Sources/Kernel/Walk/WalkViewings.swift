import MariaDB
import PortalKit

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
