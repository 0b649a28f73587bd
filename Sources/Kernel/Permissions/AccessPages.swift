import PortalKit
import Web

enum AccessPages {
    /// Every portal that this installation offers, with the way in where there is no access and the way to change it
    /// where there is.
    static func widget(
        _ holder: SeatHolder, _ seat: PortalSeat?, _ offered: [Portal], may: Bool, _ visit: Visit,
        _ ui: Interface
    ) -> HTML {
        let rows: [[TableCell]] = offered.map { portal in
            let reader = visit.reader(of: portal)
            let title = reader.say(portal.title)
            return [
                .plainTitle(title, icon: portal.icon), state(seat, portal),
                .text(
                    sees(portal, seat, reader, ui),
                    second: seat.map { isNarrowed($0, portal) } == true ? ui.say("Only own") : ""),
                may ? .html(control(holder, seat, portal, about: title, ui)) : .none,
            ]
        }
        let columns: [TableColumn] = [
            .title("Portal"), .status("Access"), .text("Sees"), .action("Change"),
        ]
        return ui.panel(
            title: "Portals", aside: "Changes hold from the next request on.", isPadded: false,
            """
            \(ui.table(caption: "Portals", columns: columns, rows: rows))\
            \(ui.tableFoot("Only administrators give, change and remove access. Each change is written to the audit log."))
            """)
    }

    private static func state(_ seat: PortalSeat?, _ portal: Portal) -> TableCell {
        guard let seat, seat.policy.has(portal) else { return .pill("No access", .rest) }
        if !seat.isOn { return .pill("Off", .rest) }
        return seat.isAccepted ? .pill("On", .good) : .pill("Invited", .running)
    }

    private static func isNarrowed(_ seat: PortalSeat, _ portal: Portal) -> Bool {
        seat.policy.has(portal) && seat.policy.accesses[portal.id]?.cap == .own
    }

    private static func control(
        _ holder: SeatHolder, _ seat: PortalSeat?, _ portal: Portal, about title: String, _ ui: Interface
    ) -> HTML {
        if let seat, seat.policy.has(portal) {
            return ui.linkButton("Manage", to: AccessRoutes.path(seat, portal), small: true, about: title)
        }
        guard holder.contact != nil else {
            guard let seat else { return HTML() }
            return ui.postButton(
                "Give access", to: AccessRoutes.path(seat, portal) + "/give", small: true, about: title)
        }
        return ui.linkButton(
            "Invite", to: holder.path + "/portal-user?portal=" + portal.id, icon: .plus, small: true,
            about: title)
    }

    private static func sees(_ portal: Portal, _ seat: PortalSeat?, _ reader: Reader, _ ui: Interface)
        -> String
    {
        guard let seat, seat.isOn, seat.policy.has(portal) else { return "–" }
        let seen = portal.permissions.filter { seat.policy.reach($0, in: portal) != .none }
        return seen.isEmpty
            ? ui.say("Nothing by this group") : seen.map { reader.say($0.title) }.joined(separator: ", ")
    }

    /// What the portal calls the switch that narrows to what is one's own.
    static func onlyOwnTitle(_ portal: Portal, _ visit: Visit) -> Words {
        Words(verbatim: visit.reader(of: portal).say(portal.ownOnlyTitle))
    }

    static func manage(_ seat: PortalSeat, _ portal: Portal, _ visit: Visit, _ ui: Interface) -> HTML {
        let reader = visit.reader(of: portal)
        let title = reader.say(portal.title)
        let path = AccessRoutes.path(seat, portal)
        let has = seat.policy.has(portal)
        let isNarrowed = isNarrowed(seat, portal)
        let why: Words =
            !has
            ? "Removed: what the group permits does not bring it back."
            : seat.policy.accesses[portal.id] == nil
                ? "By the group \("group", seat.groupName)." : "Given to this person, whatever group it is."
        var rows = [
            ui.settingRow(
                "Access", effect: "\(ui.say(why))",
                control: has
                    ? ui.pill(seat.isOn ? "On" : "Off", seat.isOn ? .good : .rest)
                    : ui.pill("No access", .rest)),
            ui.settingRow(
                "Sees", effect: "\(sees(portal, seat, reader, ui))", control: HTML()),
        ]
        if has, portal.offersOwn, seat.holder.contact != nil {
            rows.append(
                ui.settingRow(
                    onlyOwnTitle(portal, visit),
                    effect:
                        "\(ui.say("It only narrows. What this person may do at all, the permission group says."))",
                    control: ui.switchButton(
                        to: path + "/own", onlyOwnTitle(portal, visit), state: isNarrowed ? "On" : "Off",
                        isOn: isNarrowed)))
        }
        let way =
            has
            ? "<p>\(ui.destructive("Remove access to \("portal", title)", to: path + "/remove"))</p>" : HTML()
        return """
            \(SeatPages.crumbs(seat, current: title, ui))\
            \(ui.pageHead(title: "\("portal", title) for \("name", seat.holder.name)", sub: "Changes hold from the next request on."))\
            <div class="stack">\(ui.panel(title: "Portal access", isPadded: false, ui.rows(rows)))\(way)</div>
            """
    }

    static func remove(_ seat: PortalSeat, _ portal: Portal, _ visit: Visit, _ ui: Interface) -> HTML {
        let title = visit.reader(of: portal).say(portal.title)
        return ui.confirmPage(
            title: "Remove access to \("portal", title)?",
            consequences: [
                "\("name", seat.holder.name) can no longer open \("portal", title), from the next request on. The group does not bring it back.",
                "The other portals keep working, and everything that was written stays.",
            ], action: AccessRoutes.path(seat, portal) + "/remove",
            submit: "Remove access to \("portal", title)",
            under: SeatPages.steps(below: seat)
                + [NamedLink(named: title, to: AccessRoutes.path(seat, portal))])
    }
}
