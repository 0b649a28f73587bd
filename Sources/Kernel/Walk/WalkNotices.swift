import MariaDB
import PortalKit

/// Who gets a mail about which record: every notice is sent about every record to everybody, as the portal's own
/// transactions would, and each mail that was written is held against what its recipient may see.
extension Walk {
    func sendNotices() throws {
        for portal in house.portals {
            for notice in portal.notices {
                guard let kind = kind(of: notice, in: portal) else {
                    report.add(
                        WalkFinding(
                            portal: portal.id, route: "-", viewer: "-", object: "-", what: .noExample,
                            detail: "the notice \(notice.id) is about records that no example makes"))
                    continue
                }
                for object in WalkObject.made {
                    guard let record = records.record(portal, kind, object),
                        let id = try tables.id(of: record.ref, below: portal.id, connection)
                    else { continue }
                    for viewer in WalkViewer.readers {
                        try send(notice, of: portal, about: record, id: id, to: viewer)
                    }
                }
            }
        }
    }

    /// The kind whose records have the notice's type; the portal's only kind, where its example names no type.
    private func kind(of notice: Notice, in portal: Portal) -> String? {
        let examples = portal.examples.records
        if let same = examples.first(where: { $0.noun == notice.noun }) { return same.kind }
        return examples.count == 1 && examples[0].noun == nil ? examples[0].kind : nil
    }

    private func send(
        _ notice: Notice, of portal: Portal, about record: WalkRecords.Record, id: UInt64,
        to viewer: WalkViewer
    ) throws {
        guard let contact = people.contact(of: viewer) else { return }
        try become(viewer)
        let told: Int? = try connection.rehearse {
            connection.onPrepare = nil
            _ = try connection.execute("DELETE FROM kernel_mail")
            _ = try connection.execute("UPDATE kernel_contact SET email = 'walk@example.org'")
            try SystemRun(house, connection).notify(
                notice, about: id, to: .contact(ID(contact)), portal: portal.id)
            connection.onPrepare = nil
            return try connection.first("SELECT COUNT(*) FROM kernel_mail") { try $0.next() }
        }
        report.check(told == 0 || sees(viewer, record)) {
            WalkFinding(
                portal: portal.id, route: "-", viewer: viewer.rawValue, object: record.object.rawValue,
                what: .told, detail: notice.id)
        }
    }
}
