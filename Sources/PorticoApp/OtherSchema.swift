import FastCGI
import MariaDB

extension Configuration {
    /// For a command that stays: it never migrates by itself; with a schema behind or ahead of the program it says so and
    /// ends.
    func refuseOtherSchema() throws {
        let connection = Connection(options(database.account))
        defer { connection.close() }
        let state: Migrator.State
        do {
            state = try Migrator.shipped().state(of: connection)
        } catch let error as DatabaseError where error.kind == .unavailable {
            // MariaDB may come later than we do: pages say 503 until then.
            return
        }
        switch state {
        case .current: return
        case .behind(let files):
            throw fail(
                "the database lacks \(files.count) migrations (\(files.first ?? "")…): run portico migrate",
                code: Supervisor.configurationError)
        case .ahead(let files):
            throw fail(
                "the database is newer than this program (\(files.first ?? "")…): install the newer one",
                code: Supervisor.configurationError)
        }
    }
}
