import MariaDB
import PortalKit

/// How far a customer-side administrator may go: the groups that his own lets him give, and never more than he has
/// himself at that moment (SE09).
///
/// The conditions stand in the statements that change something, so that there is no moment between looking and
/// doing. They call the one who acts `me` and his group `mine`, the one it concerns `s` and his group `g`, and a group
/// that is given `t`.
enum Ceiling {
    /// The one who acts, and his group.
    static func acting(_ seat: UInt64) -> SQL {
        """
        JOIN kernel_seat me ON me.id = \(seat)
        JOIN kernel_permission_group mine ON mine.id = me.group_id
        """
    }

    /// He may manage colleagues: as ``Policy/reach(_:in:)`` finds it, in SQL.
    static let manages: SQL = """
        (me.disabled_at IS NULL AND me.accepted_at IS NOT NULL
            AND COALESCE((SELECT x.granted AND COALESCE(x.cap, 2) = 2 FROM kernel_access x
                WHERE x.seat_id = me.id AND x.portal = 'identity'), me.mode = 'group')
            AND (mine.kind <=> 'everything' OR EXISTS (SELECT 1 FROM kernel_group_reach x
                WHERE x.group_id = me.group_id AND x.permission = 'identity.colleagues' AND x.reach = 2)))
        """

    /// His group lets him give the group `t`, and it holds nothing that he does not have.
    static let gives: SQL = """
        (EXISTS (SELECT 1 FROM kernel_group_ceiling k WHERE k.group_id = me.group_id AND k.allowed_group_id = t.id)
            AND NOT t.kind <=> 'non-portal-users' AND NOT \(sql: exceeds(group: "t", asSeat: nil)))
        """

    /// A colleague with no right that he does not have, and not himself; the seat on the customer itself is nobody's
    /// to change.
    static let reaches: SQL = """
        (s.customer_id = me.customer_id AND s.contact_id IS NOT NULL AND s.id <> me.id
            AND NOT \(sql: exceeds(group: "g", asSeat: "s")))
        """

    /// What he has of the permission in row `r`.
    private static let own: SQL = """
        IF(COALESCE(w.granted, me.mode = 'group'), LEAST(COALESCE(w.cap, 2), IF(mine.kind <=> 'everything', 2,
            COALESCE((SELECT IF(me.contact_id IS NULL AND q.reach = 1, 0, q.reach) FROM kernel_group_reach q
                WHERE q.group_id = me.group_id AND q.permission = r.permission), 0))), 0)
        """

    /// Somebody with that group would have a right that he does not have; as a seat, with what was said about its
    /// portals.
    private static func exceeds(group: StaticString, asSeat seat: StaticString?) -> SQL {
        let theirs: SQL =
            seat.map {
                """
                IF(COALESCE(v.granted, \(static: $0).mode = 'group'), LEAST(r.reach, COALESCE(v.cap, 2)), 0)
                """
            } ?? "r.reach"
        let access: SQL =
            seat.map {
                """
                LEFT JOIN kernel_access v ON v.seat_id = \(static: $0).id
                    AND v.portal = SUBSTRING_INDEX(r.permission, '.', 1)
                """
            } ?? ""
        return """
            ((\(static: group).kind <=> 'everything' AND NOT (mine.kind <=> 'everything' AND me.mode = 'group'
                AND NOT EXISTS (SELECT 1 FROM kernel_access w
                    WHERE w.seat_id = me.id AND (w.granted = 0 OR w.cap = 1))))
            OR EXISTS (SELECT 1 FROM kernel_group_reach r
                LEFT JOIN kernel_access w ON w.seat_id = me.id AND w.portal = SUBSTRING_INDEX(r.permission, '.', 1)
                \(sql: access)
                WHERE r.group_id = \(static: group).id AND \(sql: theirs) > \(sql: own)))
            """
    }
}

extension Permission {
    /// Inviting and managing colleagues, within the ceiling of one's group.
    static let manageColleagues = Permission(
        "identity.colleagues", title: "Invite and manage colleagues", offers: [.organisation])
}
