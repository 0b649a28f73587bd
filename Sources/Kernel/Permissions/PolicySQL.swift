import MariaDB
import PortalKit

/// How a seat's policy is read: the one place that knows its columns.
extension Policy {
    /// The columns of a seat `s` and its group `g`, for ``init(_:hasContact:)``.
    static let columns: SQL = """
        s.mode = 'group', g.kind,
        (SELECT GROUP_CONCAT(r.permission, ' ', r.reach) FROM kernel_group_reach r WHERE r.group_id = s.group_id),
        (SELECT GROUP_CONCAT(x.portal, ' ', x.granted, ' ', COALESCE(x.cap, 0)) FROM kernel_access x
            WHERE x.seat_id = s.id),
        (SELECT GROUP_CONCAT(m.portal) FROM kernel_module m WHERE m.disabled_at IS NOT NULL)
        """

    /// Reads the next columns of a row.
    init(_ row: borrowing Row, hasContact: Bool) throws {
        let follows: Bool = try row.next()
        let kind: String? = try row.next()
        let reaches: String? = try row.next()
        let accesses: String? = try row.next()
        let disabled: String? = try row.next()
        self.init(
            group: kind == "everything" ? .everything : .reaches(Self.reaches(reaches ?? "")),
            followsGroup: follows, accesses: Self.accesses(accesses ?? ""),
            disabledModules: Set((disabled ?? "").split(separator: ",").map(String.init)),
            hasContact: hasContact)
    }

    static func reaches(_ text: String) -> [String: Reach] {
        var result: [String: Reach] = [:]
        for pair in text.split(separator: ",") {
            let parts = pair.split(separator: " ")
            guard parts.count == 2, let value = UInt8(parts[1]) else { continue }
            result[String(parts[0])] = Reach(rawValue: value)
        }
        return result
    }

    static func accesses(_ text: String) -> [String: Access] {
        var result: [String: Access] = [:]
        for item in text.split(separator: ",") {
            let parts = item.split(separator: " ")
            guard parts.count == 3 else { continue }
            result[String(parts[0])] = Access(
                isGranted: parts[1] == "1",
                cap: UInt8(parts[2]).flatMap { $0 == 0 ? nil : Reach(rawValue: $0) })
        }
        return result
    }
}
