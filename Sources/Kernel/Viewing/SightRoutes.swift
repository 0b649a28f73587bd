import MariaDB
import PortalKit
import Web

/// What one person sees: each portal, each permission, how far it reaches and the rule that decided it.
enum SightRoutes {
    static let all: [Route<StaffContext>] = [
        .get("/staff/contacts/{contact}/sees", needs: .staff(.records), page)
    ]

    @Sendable private static func page(_ request: Request, _ context: StaffContext) throws -> Answer {
        let contact = try ContactRoutes.contact(request, context)
        let visit = try context.visit()
        let place = try ViewingPlace.of(contact, at: visit.now, visit.connection)
        let sight = try Sight.of(contact, place, visit.connection)
        return .page("What a person sees", SightPages.page(contact, place, sight, visit, context.ui))
    }
}

/// Whose policy decides for a contact, if anybody's.
struct Sight {
    let policy: Policy
    let group: String

    /// The seat's own, whether it is in force or not; without portal users the one of whoever has the link.
    static func of(_ contact: Contact, _ place: ViewingPlace, _ connection: Connection) throws -> Sight? {
        if place.seat != nil {
            return try connection.first(
                """
                SELECT g.name, \(sql: Policy.columns) FROM kernel_seat s
                JOIN kernel_permission_group g ON g.id = s.group_id
                WHERE s.customer_id = \(contact.customer.id) AND s.contact_key = \(contact.id)
                """
            ) { row in
                let group: String = try row.next()
                return Sight(policy: try Policy(row, hasContact: true), group: group)
            }
        }
        guard place.way == .visitor else { return nil }
        return try connection.first(
            """
            SELECT g.name,
                (SELECT GROUP_CONCAT(r.permission, ' ', r.reach) FROM kernel_group_reach r
                    WHERE r.group_id = g.id),
                (SELECT GROUP_CONCAT(m.portal) FROM kernel_module m WHERE m.disabled_at IS NOT NULL)
            FROM kernel_permission_group g WHERE g.kind = 'non-portal-users'
            """
        ) { row in
            let group: String = try row.next()
            return Sight(
                policy: Policy(visitors: try row.next(), disabled: try row.next()), group: group)
        }
    }
}

enum SightPages {
    static func page(
        _ contact: Contact, _ place: ViewingPlace, _ sight: Sight?, _ visit: Visit, _ ui: Interface
    ) -> HTML {
        let name = contact.fields.name
        var note = HTML()
        if case .none(let why) = place.way {
            note = ui.note(.neutral, lead: why, sight == nil ? nil : "Below stands what it would be.")
        } else if place.way == .visitor {
            note = ui.note(
                .neutral, lead: "Nobody signs in for this customer.",
                "Whoever has its link sees what stands below.")
        }
        var panels = HTML()
        if let sight {
            for portal in visit.house.portals where !portal.isKernel && !portal.permissions.isEmpty {
                panels += panel(portal, sight, visit.reader(of: portal), ui)
            }
        }
        let customer = NamedLink(
            named: contact.customer.name, to: "/staff/customers/\(contact.customer.ref)")
        return """
            \(ui.breadcrumb([CustomerPages.start, customer, NamedLink(named: name, to: contact.path)], current: ui.say("Sees")))\
            \(ui.pageHead(title: "What \("name", name) sees", sub: "Decided anew at each request, by the rule beside it.", actions: place.way.hasPortal ? [ViewingPages.viewButton(contact.path, ui)] : []))\
            <div class="stack">\(note)\(panels)</div>
            """
    }

    private static func panel(_ portal: Portal, _ sight: Sight, _ reader: Reader, _ ui: Interface) -> HTML {
        let rows: [[TableCell]] = portal.permissions.map { permission in
            let (reach, rule) = sight.policy.explain(permission, in: portal)
            return [
                .plainTitle(reader.say(permission.title)),
                .pill(word(reach, permission), reach == .none ? .rest : .good),
                .text(ui.say(words(rule, sight.group))),
            ]
        }
        return ui.panel(
            title: Words(verbatim: reader.say(portal.title)), isPadded: false,
            ui.table(
                caption: Words(verbatim: reader.say(portal.title)),
                columns: [.title("Permission"), .status("Sees"), .text("Because")], rows: rows))
    }

    private static func word(_ reach: Reach, _ permission: Permission) -> Words {
        switch reach {
        case .none: "Nothing"
        case .own: "Only own"
        case .organisation: permission.offers == [.organisation] ? "Yes" : "All of the customer"
        }
    }

    static func words(_ rule: Policy.Rule, _ group: String) -> Words {
        switch rule {
        case .moduleOff: "The portal is switched off for everybody."
        case .accessRemoved: "The access to this portal was removed."
        case .notInvited: "The invitation was to other portals."
        case .groupSaysNone: "The group \("group", group) does not permit it."
        case .everything: "The group \("group", group) has every permission."
        case .group: "The group \("group", group) says so."
        case .onlyOwnHere: "The access to this portal allows only what is one's own."
        case .nothingIsOwn: "It reaches only what is one's own, and without a contact nothing is."
        }
    }
}

extension ViewingPlace.Way {
    var hasPortal: Bool { if case .none = self { false } else { true } }
}
