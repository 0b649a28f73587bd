import MariaDB
import PortalKit

/// Whether a person's own link shows more than he may see: each kind of link is made for everybody, about everything
/// and about each single record, and asked for without any sign-in.
extension Walk {
    func followLinks() throws {
        for portal in house.portals {
            for route in portal.links {
                for viewer in WalkViewer.readers {
                    guard let seat = people.seat(of: viewer) else { continue }
                    try follow(route, of: portal, viewer, seat)
                }
            }
        }
    }

    private func follow(
        _ route: LinkRoute, of portal: Portal, _ viewer: WalkViewer, _ seat: UInt64
    ) throws {
        let mayUse = viewer != .revoked && WalkLaw.reach(viewer, route.needs) != .none
        func note(_ object: String, _ what: WalkFinding.What, _ reply: WalkReply, _ holds: Bool) {
            report.check(holds) {
                WalkFinding(
                    portal: portal.id, route: "link " + route.name, viewer: viewer.rawValue, object: object,
                    what: what, detail: reply.status >= 500 ? lastError : "status \(reply.status)")
            }
        }
        let mine = records.all.filter { $0.portal == portal.id }
        for record in [nil] + mine.map(Optional.some) {
            let id = try record.map { try tables.id(of: $0.ref, below: portal.id, connection) }
            if record != nil && id == nil { continue }
            try become(viewer)
            connection.onPrepare = nil
            let token = try SeatLink.make(
                route, of: portal.id, seat: seat, record: id ?? nil, at: Self.now, house, connection)
            written = ""
            let reply = try ask(.guest, "/link/" + token.text)
            let object = record?.object.rawValue ?? "-"
            note(object, .wrote, reply, written.isEmpty)
            note(object, .linked, reply, strangers(in: reply, for: viewer).isEmpty)
            note(object, .broken, reply, reply.status < 500)
            if !mayUse {
                note(object, .linked, reply, reply.status == 404)
            } else if record == nil {
                note(object, .linked, reply, reply.status == 200)
            }
        }
    }
}
