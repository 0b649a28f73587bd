import PortalKit
import Web

/// What an administrator filled in about a group, over the version that was shown.
struct GroupDraft {
    let name: String
    let reaches: [String: Reach]
    let version: Int

    /// A permission that the form does not name stays as it is.
    init(_ form: Form, of group: PermissionGroup, _ permissions: [Permission]) throws(PortalError) {
        var check = FormCheck(form)
        name = group.kind == nil ? Self.name(&check) : group.name
        version = Int(form["version"]) ?? 0
        var reaches: [String: Reach] = [:]
        for permission in permissions {
            switch form["reach." + permission.id] {
            case "": reaches[permission.id] = group.reach(permission)
            case "none": reaches[permission.id] = Reach.none
            case let text:
                guard let reach = group.offers(permission).first(where: { $0.name == text }) else {
                    check.refuse("", "Choose one of the offered reaches.")
                    continue
                }
                reaches[permission.id] = reach
            }
        }
        try check.finish()
        self.reaches = reaches
    }

    /// As it stands in a group.
    init(of group: PermissionGroup, _ permissions: [Permission]) {
        name = group.name
        version = group.version
        reaches = Dictionary(
            permissions.map { ($0.id, group.reach($0)) }, uniquingKeysWith: { first, _ in first })
    }

    static func name(_ check: inout FormCheck) -> String {
        check.line("name", most: 120, missing: "Enter a name.")
    }

    func reach(_ permission: Permission) -> Reach { reaches[permission.id] ?? .none }
}

extension Reach {
    /// As forms send it.
    var name: String {
        switch self {
        case .none: "none"
        case .own: "own"
        case .organisation: "organisation"
        }
    }
}

extension Permission {
    /// What people call a reach of it: yes or no where "own" means nothing.
    func words(_ reach: Reach, among offers: [Reach]) -> Words {
        switch reach {
        case .none: offers.contains(.own) ? "None" : "No"
        case .own: "Own"
        case .organisation: offers.contains(.own) ? "Organisation" : "Yes"
        }
    }
}
