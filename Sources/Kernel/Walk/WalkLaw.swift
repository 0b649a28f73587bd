import HTTPTypes
import PortalKit

/// Who asks.
package enum WalkViewer: String, Sendable, CaseIterable {
    case guest = "guest"
    case ended = "ended session"
    case blocked = "blocked contact"
    case rightless = "contact without a right"
    case revoked = "contact without access"
    case own = "contact, own only"
    case organisation = "contact, organisation"
    case colleague = "colleague, own only"
    case customer = "the customer itself"
    case stranger = "contact of another customer"
    case visitor = "visitor by the link of a customer"
    case pending = "password given, code to come"
    case held = "contact who has to set up an app"
    case viewing = "staff, looking as a contact"
    case working = "staff, working for a contact"
    case technician = "technician"
    case administrator = "administrator"
    case staffToken = "staff's session in the customer's cookie"
    case customerToken = "customer's session in the staff's cookie"

    enum Side {
        case nobody, customer, staff
        /// Signed in, with something to do before anything else is open.
        case held
    }

    /// Whom the kernel should take the viewer for.
    var side: Side {
        switch self {
        case .held: .held
        case .guest, .pending, .ended, .blocked, .staffToken, .customerToken: .nobody
        case .rightless, .revoked, .own, .organisation, .colleague, .customer, .stranger, .visitor, .viewing,
            .working:
            .customer
        case .technician, .administrator: .staff
        }
    }

    /// The customer's people whose pages are compared.
    static let readers = allCases.filter { $0.side == .customer }
}

/// Which record is asked for, seen from the first contact of the first customer.
package enum WalkObject: String, Sendable, CaseIterable {
    case none = "no record"
    case own = "own"
    case everybody = "for everybody"
    case colleague = "colleague's"
    case foreign = "foreign"
    case unshared = "unshared"
    case insideUnshared = "in an unshared"
    case removed = "removed"
    case insideRemoved = "in a removed"
    case elsewhere = "of another place"
    case missing = "missing"
    case malformed = "malformed"

    /// Those that are made; the others are only asked for.
    static let made: [WalkObject] = [
        .own, .everybody, .colleague, .foreign, .unshared, .insideUnshared, .removed, .insideRemoved,
    ]
}

/// What has to happen, from the declarations alone. Pure.
enum WalkLaw {
    enum Outcome {
        case signIn, forbidden, notFound, answered
        /// To the page where an app is set up, wherever one wanted to go.
        case held
        /// For staff, of what was removed or does not fit together.
        case either
    }

    /// How far a permission reaches for a viewer in the walk's groups.
    static func reach(_ viewer: WalkViewer, _ permission: Permission) -> Reach {
        switch viewer {
        case .own, .colleague: return permission.offers.min() ?? .none
        case .organisation, .stranger, .viewing, .working: return permission.offers.max() ?? .none
        case .customer, .visitor:
            let reach = permission.offers.max() ?? .none
            return reach == .own ? .none : reach
        default: return .none
        }
    }

    static func reach<Context>(_ viewer: WalkViewer, _ right: Right<Context>) -> Reach {
        if case .customer(let permission) = right.demand { return reach(viewer, permission) }
        return .own
    }

    /// Whether a customer's viewer may see such a record.
    static func sees(_ viewer: WalkViewer, _ object: WalkObject, _ owner: ExampleRecord.Owner, _ reach: Reach)
        -> Bool
    {
        guard viewer.side == .customer, reach != .none else { return false }
        switch object {
        case .none: return true
        case .everybody: return reach == .organisation
        case .own, .colleague:
            if viewer == .stranger || viewer == .visitor { return false }
            if reach == .organisation { return true }
            guard owner == .contact, viewer != .customer else { return false }
            return (viewer == .colleague) == (object == .colleague)
        case .foreign:
            return viewer == .stranger && (reach == .organisation || owner == .contact)
        case .unshared, .insideUnshared, .removed, .insideRemoved, .elsewhere, .missing, .malformed:
            return false
        }
    }

    static func outcome(
        _ viewer: WalkViewer, _ target: Router.Target, _ object: WalkObject, _ example: ExampleRecord?
    ) -> Outcome {
        switch target {
        case .guest: return [.missing, .malformed].contains(object) ? .notFound : .answered
        case .customer(let mounted):
            if viewer.side == .held {
                return MfaRoutes.isSettingUp(target.template, isStaff: false) ? .answered : .held
            }
            guard viewer.side == .customer else { return .signIn }
            let reach = reach(viewer, mounted.route.right)
            if case .account = mounted.route.right.demand, [.visitor, .viewing, .working].contains(viewer) {
                return .forbidden
            }
            // Who only looks sends nothing, whatever he sees.
            if viewer == .viewing, target.method == .post, target.template != Viewing.end {
                return .forbidden
            }
            if mounted.portal.isKernel, case .customer = mounted.route.right.demand {
                // The kernel's permissions are of people: a visitor by a link has none.
                if viewer == .visitor || reach == .none { return .forbidden }
            }
            if !mounted.portal.isKernel {
                if viewer == .revoked || reach == .none { return .forbidden }
                if viewer == .rightless, mounted.route.right.id != nil { return .forbidden }
            }
            let seen = example?.permission.map { min(reach, self.reach(viewer, $0)) } ?? reach
            return sees(viewer, object, example?.owner ?? .customer, seen) ? .answered : .notFound
        case .staff(let mounted):
            guard viewer.side == .staff else { return .signIn }
            if case .staff(let permission) = mounted.route.right.demand, viewer == .technician,
                !permission.technicians
            {
                return .forbidden
            }
            switch object {
            case .missing, .malformed: return .notFound
            case .removed, .insideRemoved, .elsewhere: return .either
            default: return .answered
            }
        }
    }

    /// What it is called when a hidden record was answered.
    static func found(_ object: WalkObject, isFile: Bool) -> WalkFinding.What {
        switch object {
        case .missing, .malformed, .none: .missingFound
        case _ where isFile: .fileFound
        case .unshared, .insideUnshared: .unsharedFound
        case .removed, .insideRemoved: .removedFound
        default: .foreignFound
        }
    }
}

extension Router.Target {
    var portal: Portal {
        switch self {
        case .guest(let mounted): mounted.portal
        case .customer(let mounted): mounted.portal
        case .staff(let mounted): mounted.portal
        }
    }

    var path: RoutePath {
        switch self {
        case .guest(let mounted): mounted.path
        case .customer(let mounted): mounted.path
        case .staff(let mounted): mounted.path
        }
    }

    /// `GET /support/tickets/{ticket}`.
    var name: String { method.rawValue + " " + template }

    /// The kinds in its braces, from left to right.
    var kinds: [String] {
        path.segments.compactMap { if case .parameter(let name) = $0 { name } else { nil } }
    }
}
