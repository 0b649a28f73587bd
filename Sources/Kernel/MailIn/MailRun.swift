package import MariaDB
import Posix
package import PortalKit
package import Web

/// One mail's transaction: of the person who answers, or of nobody.
package final class MailRun: Acting {
    package let house: House
    package let connection: Connection
    package let now: Instant
    package var wakesOutbox = false
    package var wakesTasks = false
    private(set) var isWriting = false
    private let person: MailPerson?
    private let arrival: Arrival
    private var moved: [(from: String, to: String)] = []

    init(_ house: House, _ connection: Connection, _ arrival: Arrival, as person: MailPerson? = nil) {
        self.house = house
        self.connection = connection
        self.arrival = arrival
        self.person = person
        now = house.clock()
    }

    func store(of portal: Portal) -> Store {
        Store(
            connection: connection, portal: portal.id, isKernel: portal.isKernel,
            audience: person == nil ? .operators : .customer, effects: self)
    }

    /// The mark that this mail was taken is of the same transaction: delivered twice, it has one effect.
    package func begin() throws {
        guard !isWriting else { throw VisitFault.wroteTwice }
        try connection.begin()
        isWriting = true
        connection.onPrepare = nil
        try arrival.note(at: now, connection)
    }

    func commit() throws {
        try connection.commit()
        isWriting = false
        moved = []
        ringBells()
    }

    func rollback() {
        if isWriting { connection.rollback() }
        isWriting = false
        forgetBells()
        for file in moved.reversed() { AttachmentStore.putBack(from: file.to, to: file.from) }
        moved = []
    }

    /// Whether it was committed is unknown: the files stay where their rows, if there are any, look for them.
    func leaveFiles() { moved = [] }

    package func audit(_ action: String, kind: String?, id: UInt64?, customer: UInt64?) throws {
        try house.logTable.admit(action)
        let known = customer ?? person?.viewer.customer
        let owner: SQL = known == nil ? house.logTable.owner(of: action, kind, id) : "\(known)"
        connection.onPrepare = nil
        _ = try connection.execute(
            """
            INSERT INTO kernel_audit (at, actor_kind, actor_id, seat_id, action, subject_kind, subject_id, customer_id)
            VALUES (\(now), \(person == nil ? "system" : "account"), \(person?.viewer.account),
                \(person?.viewer.seat), \(action), \(kind), \(id), \(sql: owner))
            """)
    }

    package func attach(_ file: UploadedFile, portal: String) throws -> UInt64 {
        connection.onPrepare = nil
        let store = AttachmentStore(directory: house.installation.filesDirectory)
        let (account, customer) = (person?.viewer.account, person?.viewer.customer)
        func insert(_ kept: AttachmentStore.Kept) throws -> UInt64 {
            try AttachmentRow(
                kept: kept, file: file, portal: portal, account: account, customer: customer
            ).insert(at: now, connection)
        }
        if case .infected(let signature) = file.scan {
            try Infection(
                way: .mail, portal: portal, name: file.name, signature: signature, customer: customer,
                account: account
            ).note(self)
            return try insert(store.withhold(file))
        }
        try house.installation.quota.admit(file, of: customer, connection)
        let kept = try store.keep(file, whatever: true)
        moved.append((file.spoolPath, kept.path))
        return try insert(kept)
    }

    package func randomBytes(_ count: Int) -> [UInt8] { Random.bytes(count) }

    // A link is made for who looks at a page.
    package func link(_ name: String, record: UInt64?, title: String, portal: String) throws -> String {
        throw PortalError.forbidden
    }
    package func revokeLinks(_ name: String, only: Ref<PersonalLink>?, portal: String) throws -> Int {
        throw PortalError.forbidden
    }
    package func links(_ name: String, portal: String) throws -> [PersonalLink] {
        throw PortalError.forbidden
    }
}
