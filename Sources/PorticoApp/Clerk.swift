package import Kernel
package import MariaDB
package import Posix
import Synchronization

/// The thread that does what the portals do in the background, while the program serves: tasks, reactions and jobs.
package final class Clerk: Sendable {
    private let house: House
    private let isStopping = Atomic(false)

    /// Milliseconds between two looks when nobody rings: jobs, what comes back, and rows of other processes.
    private static let rest = 2_000

    package init(_ house: House) {
        self.house = house
    }

    package func start(_ options: Connection.Options) throws(PosixError) -> PosixThread {
        try PosixThread.start(name: "background") {
            self.work(Background(self.house, Connection(options), keeper: Connection(options)))
        }
    }

    /// Lets the present task finish, and begins no other.
    package func stop() {
        isStopping.store(true, ordering: .releasing)
        house.taskBell.ring()
    }

    private func work(_ background: Background) {
        while !isStopping.load(ordering: .acquiring) {
            do {
                try background.drain { !isStopping.load(ordering: .acquiring) }
            } catch {
                // The database is away: the rows stay where they are.
                house.warn("background: \(error)")
            }
            if isStopping.load(ordering: .acquiring) { return }
            house.taskBell.wait(milliseconds: Self.rest)
        }
    }
}
