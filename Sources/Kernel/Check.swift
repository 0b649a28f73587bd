import HTTPTypes
package import PortalKit

/// A portal that declares something impossible: the house does not start with it.
package struct CheckFailure: Error, CustomStringConvertible {
    package let faults: [String]

    package var description: String { faults.joined(separator: "\n") }
}

/// What `portico check` and every start look at, without a database. Each fault names the portal, the part and
/// the mend.
package enum Check {
    package static let reserved: Set<String> = [
        "home", "account", "colleagues", "search", "staff", "sign-in", "sign-out", "forgot", "reset",
        "invitation", "address", "link", "assets", "api", "healthz", "readyz", "metrics", "kernel", "portico",
        // Pages below /staff and /staff/settings that are no portal's.
        "customers", "contacts", "change-requests", "settings", "mail", "notices", "background", "modules",
        "people", "bulk",
    ]

    package static func faults(in portals: [Portal]) -> [String] {
        var faults: [String] = []
        var ids: Set<String> = []
        for portal in portals {
            if !ids.insert(portal.id).inserted {
                faults.append("Two portals have the id \(portal.id); rename one.")
            }
            faults += Self.faults(of: portal)
        }
        return faults + clashes(portals) + background(portals)
    }

    private static func faults(of portal: Portal) -> [String] {
        var faults: [String] = []
        func fault(_ part: String, _ mend: String) { faults.append("Portal \(portal.id): \(part) \(mend)") }
        let letters = portal.id.utf8.allSatisfy { (0x61...0x7A).contains($0) }
        if portal.id.isEmpty || portal.id.utf8.count > 32 || !letters {
            fault("its id", "must be 1 to 32 lower-case letters.")
        }
        if !portal.isKernel && reserved.contains(portal.id) {
            fault("its id", "is reserved; choose another.")
        }
        var declared: Set<String> = []
        for id in portal.permissions.map(\.id) + portal.staffPermissions.map(\.id) {
            if !id.hasPrefix(portal.id + ".") {
                fault("the permission \(id)", "must begin with \(portal.id).")
            }
            if !declared.insert(id).inserted { fault("the permission \(id)", "is declared twice.") }
        }
        for (part, id) in needs(of: portal) {
            guard let id, !declared.contains(id) else { continue }
            fault(part, "needs \(id), which is not in its permissions.")
        }
        let kinds = Set(portal.objects.map(\.name))
        func path(_ path: RoutePath) {
            for case .parameter(let name) in path.segments where !kinds.contains(name) {
                fault("the path \(path.template)", "names {\(name)}, which is not in its objects.")
            }
        }
        for route in portal.customer { path(route.path) }
        for route in portal.staff { path(route.path) }
        for tab in portal.tabs {
            if !portal.customer.contains(where: { $0.method == .get && $0.path == tab.path }) {
                fault(
                    "the tab \(tab.title.english)", "points at \(tab.path.template), which is no GET route.")
            }
        }
        for tab in portal.staffTabs where !portal.staff.contains(where: { $0.path == tab.path }) {
            fault(
                "the staff tab \(tab.title.english)",
                "points at \(tab.path.template), which is no staff route.")
        }
        return faults + settings(portal) + links(portal) + lists(portal) + log(portal)
            + (portal.isKernel ? [] : migrations(portal))
    }

    /// Every part that asks for a right, and which.
    private static func needs(of portal: Portal) -> [(part: String, id: String?)] {
        var parts: [(part: String, id: String?)] = []
        parts += portal.customer.map { ("the route \($0.path.template)", $0.right.id) }
        parts += portal.staff.map { ("the staff route \($0.path.template)", $0.right.id) }
        parts += portal.tabs.map { ("the tab \($0.title.english)", $0.right.id) }
        parts += portal.staffTabs.map { ("the staff tab \($0.title.english)", $0.right.id) }
        parts += portal.widgets.map { ("a widget", $0.right.id) }
        parts += portal.search.map { ("a search source", $0.right.id) }
        parts += portal.suggestions.map { ("a source of suggestions", $0.right.id) }
        parts += portal.lookups.flatMap {
            [("the lookup of \($0.kind)", $0.right.id), ("the lookup of \($0.kind)", $0.staff.id)]
        }
        parts += portal.waiting.map { ("a source of what is waiting", $0.right.id) }
        parts += portal.links.map { ("the link \($0.name)", $0.needs.id) }
        parts += portal.staffNotices.map { ("the notice \($0.id)", $0.needs.id) }
        parts += portal.panels.map { ("the panel \($0.title.english)", $0.permission.id) }
        return parts
    }

    /// A setting is named after its portal, once, and its default is something that could be typed.
    private static func settings(_ portal: Portal) -> [String] {
        var faults: [String] = []
        var known: Set<String> = []
        for setting in portal.settings {
            func fault(_ mend: String) {
                faults.append("Portal \(portal.id): the setting \(setting.id) \(mend)")
            }
            let letters = setting.id.utf8.allSatisfy {
                (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D || $0 == 0x2E
            }
            if !setting.isOf(portal.id) { fault("must begin with \(portal.id).") }
            if setting.id.utf8.count > 80 || !letters {
                fault("must be at most 80 lower-case letters, digits, hyphens and points.")
            }
            if !known.insert(setting.id).inserted { fault("is declared twice.") }
            if !setting.kind.admits(setting.standard) { fault("has a default outside its own bounds.") }
        }
        return faults
    }

    /// A kind of link has a name of its own, and an end.
    private static func links(_ portal: Portal) -> [String] {
        var faults: [String] = []
        var known: Set<String> = []
        for link in portal.links {
            let place = "Portal \(portal.id): the link \(link.name)"
            if link.name.isEmpty || link.name.utf8.count > 64 || !isName(link.name) {
                faults.append("\(place) must have 1 to 64 lower-case letters, digits, dots and -.")
            }
            if !known.insert(link.name).inserted { faults.append("\(place) is declared twice.") }
            if !(1...3_660).contains(link.days) {
                faults.append("\(place) must work for at least a day and at most ten years.")
            }
        }
        return faults
    }

    /// Where a search says that all of it stands, there is a list of that portal.
    private static func lists(_ portal: Portal) -> [String] {
        let prefix = portal.isKernel ? [] : [portal.id]
        let pages = portal.customer.filter { $0.method == .get }.map { $0.path.below(prefix).template }
        return portal.search.compactMap(\.list).filter { !pages.contains($0) }.map {
            "Portal \(portal.id): a search source points at \($0), which is no GET route of its customers; "
                + "it must begin with /\(portal.id)/."
        }
    }

    /// What a portal's examples leave out, so that the walk could not try it: a house opens without, a proof does not.
    package struct Untried: Sendable {
        package let portal: String
        let route: String
        let what: WalkFinding.What
        let mend: String

        package var description: String { "Portal \(portal): \(mend)" }
    }

    package static func untried(in portal: Portal) -> [Untried] {
        var untried: [Untried] = []
        func note(_ what: WalkFinding.What, _ mend: String, at route: String = "-") {
            untried.append(Untried(portal: portal.id, route: route, what: what, mend: mend))
        }
        let examples = portal.examples
        let kinds = Set(portal.objects.map(\.name))
        for kind in portal.objects.map(\.name) {
            let count = examples.records.count { $0.kind == kind }
            if count != 1 {
                note(.noExample, "its examples need one ExampleRecord of {\(kind)}, and have \(count).")
            }
        }
        for record in examples.records {
            for kind in [record.kind, record.parent].compactMap(\.self) where !kinds.contains(kind) {
                note(
                    .noExample, "its example of \(record.kind) names {\(kind)}, which is not in its objects.")
            }
        }
        for id in examples.records.compactMap(\.permission?.id)
        where !portal.permissions.contains(where: { $0.id == id }) {
            note(.noExample, "an example is seen by \(id), which is not in its permissions.")
        }
        var free = examples.forms
        for target in Router([portal]).targets {
            for (outer, inner) in zip(target.kinds, target.kinds.dropFirst())
            where examples.records.first(where: { $0.kind == inner })?.parent != outer {
                note(
                    .noExample, "its example of \(inner) does not say that it is in: .\(outer).",
                    at: target.name)
            }
            guard target.method == .post else { continue }
            if let form = free.firstIndex(where: {
                $0.audience == target.audience && $0.path == target.ownPath
            }) {
                free.remove(at: form)
            } else {
                let form = ".\(target.audience)(\"\(target.ownPath.template)\", [\"field\": \"text\"])"
                note(
                    .noForm, "its examples need an ExampleForm for \(target.name): \(form).",
                    at: target.name)
            }
        }
        for form in free { note(.noForm, "its example form \(form.path.template) has no POST route.") }
        for kind in examples.forms.flatMap(\.naming.values)
        where !kinds.contains(kind.name) && kind.name != ObjectKind.contact.name {
            note(.noForm, "an example form names {\(kind.name)}, which is not in its objects.")
        }
        return untried
    }

    /// A migration makes and changes tables of its own portal only; it may point at four tables of the kernel.
    private static func migrations(_ portal: Portal) -> [String] {
        let referable = ["kernel_customer", "kernel_contact", "kernel_staff", "kernel_attachment"]
        return portal.resources.migrations.flatMap { migration -> [String] in
            let sql = migration.sql.description.split(separator: "\n").filter { !$0.hasPrefix("--") }
            let words = sql.joined(separator: " ").split { !$0.isLetter && !$0.isNumber && $0 != "_" }
            let names = words.filter { $0.contains("_") }.map { $0.lowercased() }
            let foreign = names.filter { name in
                (name.hasPrefix("kernel_") || name.hasPrefix("portico_")) && !referable.contains(name)
            }
            let tables = zip(words, words.dropFirst()).filter {
                ["table", "into", "update", "on", "view"].contains($0.0.lowercased())
            }.map { $0.1.lowercased() }.filter { $0.contains("_") && !$0.hasPrefix(portal.id + "_") }
            return (foreign + tables).map {
                "Portal \(portal.id): the migration \(migration.name) names \($0); its tables begin with "
                    + "\(portal.id)_."
            }
        }
    }

    /// No two routes answer the same path: a word and a name in braces at the same place would compete.
    private static func clashes(_ portals: [Portal]) -> [String] {
        var seen: [String: String] = [:]
        var faults: [String] = []
        for target in Router(portals).targets {
            let shape =
                target.method.rawValue + " "
                + target.template.split(separator: "/").map { $0.hasPrefix("{") ? "{}" : String($0) }
                .joined(separator: "/")
            if let other = seen[shape] {
                faults.append("Two routes answer \(shape): \(other) and \(target.template); rename one.")
            }
            seen[shape] = target.template
        }
        return faults
    }
}

extension Right {
    /// The id of the permission that is asked for, if one is.
    var id: String? {
        switch demand {
        case .anybody, .signedIn, .account: nil
        case .customer(let permission): permission.id
        case .staff(let permission): permission.id
        }
    }
}
