package import MariaDB
import Posix
package import PortalKit
package import Web

/// One run without a viewer: of a task, a job, a reaction, or a question of privacy.
package final class SystemRun: Acting {
    package let house: House
    package let connection: Connection
    package let now: Instant
    package var wakesOutbox = false
    package var wakesTasks = false
    private var isWriting = false
    /// The parts of several portals are one transaction.
    private let isShared: Bool

    init(_ house: House, _ connection: Connection, isShared: Bool = false) {
        self.house = house
        self.connection = connection
        self.isShared = isShared
        now = house.clock()
    }

    /// Within the transaction of a request, which is ended by that request alone.
    init(within visit: Visit) {
        (house, connection, now) = (visit.house, visit.connection, visit.now)
        (isShared, isWriting) = (true, true)
    }

    /// What one portal may reach.
    func store(of portal: Portal) -> Store {
        Store(
            connection: connection, portal: portal.id, isKernel: portal.isKernel, audience: .operators,
            effects: self)
    }

    /// What one portal is given: with what administrators chose for it.
    func context(of portal: Portal) throws -> SystemContext {
        connection.onPrepare = nil
        let settings = try house.settings.current(connection).settings(of: portal, in: house)
        return SystemContext(now: now, store: store(of: portal), settings: settings)
    }

    package func begin() throws {
        if isWriting && isShared { return }
        guard !isWriting else { throw VisitFault.wroteTwice }
        try connection.begin()
        isWriting = true
    }

    /// Opens the transaction if the handler did not.
    func beginIfNeeded() throws { if !isWriting { try begin() } }

    func commit() throws {
        try connection.commit()
        isWriting = false
        ringBells()
    }

    func rollback() {
        if isWriting { connection.rollback() }
        isWriting = false
        forgetBells()
    }

    package func audit(_ action: String, kind: String?, id: UInt64?, customer: UInt64?) throws {
        try house.logTable.admit(action)
        let owner: SQL = customer == nil ? house.logTable.owner(of: action, kind, id) : "\(customer)"
        connection.onPrepare = nil
        _ = try connection.execute(
            """
            INSERT INTO kernel_audit (at, actor_kind, action, subject_kind, subject_id, customer_id)
            VALUES (\(now), 'system', \(action), \(kind), \(id), \(sql: owner))
            """)
    }

    /// The task goes on with what a member of staff began.
    package func audit(_ action: String, kind: String, id: UInt64, by staff: ID<StaffMember>) throws {
        try house.logTable.admit(action)
        let owner: SQL = house.logTable.owner(of: action, kind, id)
        connection.onPrepare = nil
        _ = try connection.execute(
            """
            INSERT INTO kernel_audit (at, actor_kind, actor_id, action, subject_kind, subject_id, customer_id)
            VALUES (\(now), 'staff', \(staff), \(action), \(kind), \(id), \(sql: owner))
            """)
    }

    /// There is no upload without somebody who uploads.
    package func attach(_ file: UploadedFile, portal: String) throws -> UInt64 { throw PortalError.forbidden }

    /// Nor is there a link without a person whose link it is.
    package func link(_ name: String, record: UInt64?, title: String, portal: String) throws -> String {
        throw PortalError.forbidden
    }

    package func revokeLinks(_ name: String, only: Ref<PersonalLink>?, portal: String) throws -> Int {
        throw PortalError.forbidden
    }

    package func links(_ name: String, portal: String) throws -> [PersonalLink] {
        throw PortalError.forbidden
    }

    package func randomBytes(_ count: Int) -> [UInt8] { Random.bytes(count) }
}
