import MariaDB
package import PortalKit
import Web

/// One of the operator's own people who may get a mail: his login is an address.
struct StaffRecipient {
    let id: UInt64
    let address: String
    let name: String
    let language: String?
    let timeZone: String?
    /// Where lines for him are kept, if he wants one mail a day.
    let digest: UInt64?
    private let isAdministrator: Bool
    private let switchedOff: Set<String>

    static func find(_ id: UInt64, _ connection: Connection) throws -> StaffRecipient? {
        let found: StaffRecipient? = try connection.first(
            """
            SELECT m.id, m.login, m.name, m.language, m.time_zone, d.id, m.role = 'administrator',
                (SELECT GROUP_CONCAT(o.portal) FROM kernel_module o WHERE o.disabled_at IS NOT NULL)
            FROM kernel_staff m LEFT JOIN kernel_digest d ON d.staff_id = m.id AND d.wanted_at IS NOT NULL
            WHERE m.id = \(id) AND m.removed_at IS NULL
            """,
            StaffRecipient.init)
        return found.flatMap { Email.isValid($0.address) ? $0 : nil }
    }

    private init(_ row: borrowing Row) throws {
        id = try row.next()
        address = try row.next()
        name = try row.next()
        language = try row.next()
        timeZone = try row.next()
        digest = try row.next()
        isAdministrator = try row.next()
        let disabled: String? = try row.next()
        switchedOff = Set((disabled ?? "").split(separator: ",").map(String.init))
    }

    fileprivate func holds(_ permission: StaffPermission, in portal: Portal) -> Bool {
        !switchedOff.contains(portal.id) && (isAdministrator || permission.technicians)
    }
}

extension Acting {
    /// Writes a mail for one of the operator's own people, in his language, if he wants it; who wants one a day is told
    /// in that.
    package func tell(staff: UInt64, _ notice: StaffNotice, about record: UInt64, portal id: String) throws {
        guard let portal = house.portals.first(where: { $0.id == id }),
            let notice = portal.staffNotices.first(where: { $0.id == notice.id })
        else { throw ContractFault.undeclared(portal: id, part: notice.id, in: "staffNotices") }
        connection.onPrepare = nil
        guard let recipient = try StaffRecipient.find(staff, connection),
            try MailWishes(of: .staff(staff), connection).wants(notice.id),
            let facts = try told(notice, of: portal, about: record, to: recipient)
        else { return }
        if let digest = recipient.digest {
            return try DigestLine.add(notice.id, of: id, about: record, to: digest, at: now, connection)
        }
        let reader = house.reader(
            language: recipient.language, timeZone: recipient.timeZone, at: now, of: id)
        let name = house.installation.operatorName
        let subject = reader.say(facts.subject).onOneLine
        var content = MailContent(
            reader, subject: "[\(name)] " + subject, preview: facts.text,
            heading: Words(verbatim: subject), paragraphs: [facts.text],
            button: "Open in the portal", path: facts.path,
            reason: "You get this because you work with the portal of \("operator", name).")
        content.letChoose(reader, at: MailSwitches.staffAddress, house.installation)
        try Delivery.enqueue(
            notice.id, content, to: (recipient.address, recipient.name), customer: nil, contact: nil, self)
    }

    /// Nil where he has not the right, or there is nothing to tell.
    func told(
        _ notice: StaffNotice, of portal: Portal, about record: UInt64, to recipient: StaffRecipient
    ) throws -> StaffNotice.Facts? {
        guard recipient.holds(notice.needs, in: portal) else { return nil }
        let store = Store(
            connection: connection, portal: portal.id, isKernel: false, audience: .operators, effects: self)
        let facts = try notice.find(record, ID(recipient.id), Reading(store))
        connection.onPrepare = nil
        return facts.flatMap { Link.staysHere($0.path) ? $0 : nil }
    }
}
