import PortalKit

extension Check {
    /// What a portal declares for the access log is its own, and leads somewhere.
    static func log(_ portal: Portal) -> [String] {
        var faults: [String] = []
        func fault(_ part: String, _ mend: String) {
            faults.append("Portal \(portal.id): \(part) of its log \(mend)")
        }
        var kinds: Set<String> = []
        for record in portal.log.records {
            let part = "the record \(record.kind.name)"
            if !kinds.insert(record.kind.name).inserted { fault(part, "is declared twice.") }
            if !portal.objects.contains(where: { $0.name == record.kind.name }) {
                fault(part, "is not in its objects.")
            }
            if portal.isKernel { continue }
            if let table = record.table, !table.description.hasPrefix(portal.id + "_") {
                fault(part, "must be in a table \(portal.id)_….")
            }
            if let id = record.permission?.id, !portal.permissions.contains(where: { $0.id == id }) {
                fault(part, "needs \(id), which is not in its permissions.")
            }
        }
        var names: Set<String> = []
        for action in portal.log.acts.map(\.action) + portal.log.untold {
            if !action.hasPrefix(portal.id + ".") {
                fault("the act \(action)", "must begin with \(portal.id).")
            }
            if !names.insert(action).inserted { fault("the act \(action)", "is named twice.") }
        }
        return faults
    }
}
