import Kernel
import MariaDB
import Posix
import Synchronization

/// The thread that seals the audit trail while the program serves: once a minute, what has settled by then.
final class Sealer: Sendable {
    private let house: House
    private let bell = Bell()
    private let isStopping = Atomic(false)

    private static let rest = 60_000

    init(_ house: House) {
        self.house = house
    }

    func start(_ options: Connection.Options) throws(PosixError) -> PosixThread {
        try PosixThread.start(name: "sealer") { self.work(Connection(options)) }
    }

    func stop() {
        isStopping.store(true, ordering: .releasing)
        bell.ring()
    }

    private func work(_ connection: Connection) {
        while !isStopping.load(ordering: .acquiring) {
            do {
                while try AuditSeal.sealNext(connection, house.secrets, at: house.clock()) > 0,
                    !isStopping.load(ordering: .acquiring)
                {}
            } catch {
                // The database is away: the rows are sealed later.
                house.warn("audit seal: \(error)")
            }
            bell.wait(milliseconds: Self.rest)
        }
    }
}
