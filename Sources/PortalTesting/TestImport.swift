import Kernel
import PortalKit

/// What became of a file that was brought in.
package struct Imported: Sendable {
    package let added: Int
    package let updated: Int
    /// What is wrong with it, each with its line and column; then nothing was taken.
    package let problems: [String]
}

extension TestKernel {
    /// Brings in a CSV file by the importer of this name, as `portico import` does.
    package func bringIn(_ name: String, _ csv: String) throws -> Imported {
        for portal in house.portals {
            guard let importer = portal.imports.first(where: { $0.name == name }) else { continue }
            let result = try withConnection {
                try RecordImport(importer, Array(csv.utf8)).run(for: portal, house, $0, isRehearsal: false)
            }
            return Imported(
                added: result.added, updated: result.updated, problems: result.problems.map(\.description))
        }
        throw TestServer.Failure(description: "nothing imports \(name)")
    }
}
