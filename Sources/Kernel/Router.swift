package import HTTPTypes
package import PortalKit
package import Web

/// Where a request's path leads, decided by the declarations alone.
package struct Router: Sendable {
    package enum Target: Sendable {
        case guest(Mounted<GuestContext>)
        case customer(Mounted<CustomerContext>)
        case staff(Mounted<StaffContext>)

        package var template: String {
            switch self {
            case .guest(let mounted): mounted.path.template
            case .customer(let mounted): mounted.path.template
            case .staff(let mounted): mounted.path.template
            }
        }
    }

    /// A portal's route at its place in the whole house.
    package struct Mounted<Context>: Sendable {
        package let portal: Portal
        package let route: Route<Context>
        package let path: RoutePath
    }

    package struct Match: Sendable {
        package let target: Target
        package let parameters: [String: String]
        /// The page at the same path, which shows the form that was posted.
        package let page: Target?
    }

    package enum Outcome: Sendable {
        case found(Match)
        case noSuchMethod(allowed: [HTTPRequest.Method])
        case nothing
    }

    private final class Node: Sendable {
        let words: [String: Node]
        let parameter: Node?
        let names: [String]
        let get: Target?
        let post: Target?

        init(words: [String: Node], parameter: Node?, names: [String], get: Target?, post: Target?) {
            self.words = words
            self.parameter = parameter
            self.names = names
            self.get = get
            self.post = post
        }
    }

    package let targets: [Target]
    private let root: Node

    package init(_ portals: [Portal]) {
        targets = portals.flatMap(Self.mount)
        let leaves = targets.map { target -> ([RoutePath.Segment], Target) in
            switch target {
            case .guest(let mounted): (mounted.path.segments, target)
            case .customer(let mounted): (mounted.path.segments, target)
            case .staff(let mounted): (mounted.path.segments, target)
            }
        }
        root = Self.tree(leaves[...].map { ($0.0[...], $0.1) }, names: [])
    }

    private static func mount(_ portal: Portal) -> [Target] {
        let customer = portal.isKernel ? [] : [portal.id]
        let staff = portal.isKernel ? [] : ["staff", portal.id]
        return portal.guest.map { .guest(Mounted(portal: portal, route: $0, path: $0.path)) }
            + portal.customer.map {
                .customer(Mounted(portal: portal, route: $0, path: $0.path.below(customer)))
            } + portal.staff.map { .staff(Mounted(portal: portal, route: $0, path: $0.path.below(staff))) }
    }

    private static func tree(_ leaves: [(ArraySlice<RoutePath.Segment>, Target)], names: [String]) -> Node {
        var words: [String: [(ArraySlice<RoutePath.Segment>, Target)]] = [:]
        var below: [(ArraySlice<RoutePath.Segment>, Target)] = []
        var name = ""
        var get: Target?
        var post: Target?
        for (segments, target) in leaves {
            switch segments.first {
            case .word(let word): words[word, default: []].append((segments.dropFirst(), target))
            case .parameter(let parameter):
                name = parameter
                below.append((segments.dropFirst(), target))
            case nil:
                if target.method == .get { get = target } else { post = target }
            }
        }
        return Node(
            words: words.mapValues { tree($0, names: names) },
            parameter: below.isEmpty ? nil : tree(below, names: names + [name]), names: names, get: get,
            post: post)
    }

    package func match(_ method: HTTPRequest.Method, _ path: Path) -> Outcome {
        var node = root
        var values: [String] = []
        for segment in path.segments {
            if let next = node.words[segment] {
                node = next
            } else if let next = node.parameter {
                node = next
                values.append(segment)
            } else {
                return .nothing
            }
        }
        guard node.get != nil || node.post != nil else { return .nothing }
        let target: Target?
        switch method {
        case .get, .head: target = node.get
        case .post: target = node.post
        default: target = nil
        }
        guard let target else {
            return .noSuchMethod(
                allowed: (node.get == nil ? [] : [.get, .head]) + (node.post == nil ? [] : [.post]))
        }
        let parameters = Dictionary(zip(node.names, values)) { first, _ in first }
        return .found(Match(target: target, parameters: parameters, page: node.get))
    }
}

extension Router.Target: CustomStringConvertible {
    /// `GET staff /staff/customers/{customer}`: method, audience, path.
    package var description: String {
        let audience =
            switch self {
            case .guest: "guest"
            case .customer: "customer"
            case .staff: "staff"
            }
        return "\(method.rawValue) \(audience) \(template)"
    }

    var method: HTTPRequest.Method {
        switch self {
        case .guest(let mounted): mounted.route.method
        case .customer(let mounted): mounted.route.method
        case .staff(let mounted): mounted.route.method
        }
    }
}
