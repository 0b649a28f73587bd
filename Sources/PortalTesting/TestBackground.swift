package import Kernel
import MariaDB

extension TestKernel {
    /// Does everything that is due in the background: tasks, reactions, jobs.
    ///
    /// - Returns: how many runs there were.
    @discardableResult
    public func runBackground() throws -> Int { try background().drain() }

    /// A thread's worth of background work, with connections of its own.
    package func background() -> Background {
        Background(house, Connection(database.options), keeper: Connection(database.options))
    }
}
