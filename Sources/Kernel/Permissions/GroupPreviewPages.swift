import PortalKit
import Web

/// What stands between a change of a group and its effect: who gains and who loses what, and what somebody else did
/// meanwhile. Nothing has happened yet on any of these pages.
enum GroupPreviewPages {
    static func save(
        _ group: PermissionGroup, _ draft: GroupDraft, _ change: GroupChange, _ visit: Visit, _ ui: Interface
    ) -> HTML {
        let bar = ui.saveBar(
            "\(ui.say(touched(change, group, ui)))",
            [
                ui.button("Back to editing", .outlined, name: "back", value: "1"),
                ui.button("Update portal group", name: "confirmed", value: "1"),
            ])
        return page(
            group, change, visit, ui,
            ui.form(action: group.path, "\(kept(draft, visit, version: draft.version, ui))\(bar)"))
    }

    static func move(
        _ group: PermissionGroup, to other: PermissionGroup, _ change: GroupChange, _ visit: Visit,
        _ ui: Interface
    ) -> HTML {
        let bar = ui.saveBar(
            "\(ui.say(touched(change, group, ui)))",
            [
                ui.linkButton("Back", to: group.path + "/delete"),
                ui.button("Delete group", .final, name: "confirmed", value: "1"),
            ])
        return page(
            group, change, visit, ui,
            ui.form(
                action: group.path + "/delete",
                "\(ui.hidden("replacement", other.ref.description))\(bar)"))
    }

    private static func page(
        _ group: PermissionGroup, _ change: GroupChange, _ visit: Visit, _ ui: Interface, _ form: HTML
    ) -> HTML {
        let rows = change.effects.map { row($0, group, visit, ui) }
        let crumbs = ui.breadcrumb(
            [GroupPages.start, NamedLink(named: group.name, to: group.path)],
            current: ui.say("What changes"))
        let head = ui.pageHead(
            title: "What changes", sub: "Nothing is saved yet. It holds from their next request on.")
        let panel = ui.panel(title: "For whom", isPadded: false, ui.rows(rows))
        return "\(crumbs)\(head)<div class=\"stack\">\(panel)\(form)</div>"
    }

    private static func touched(
        _ change: GroupChange, _ group: PermissionGroup, _ ui: Interface
    ) -> Words {
        GroupPages.touched(people: change.people, customers: change.customers, group, ui)
    }

    private static func row(
        _ effect: GroupChange.Effect, _ group: PermissionGroup, _ visit: Visit, _ ui: Interface
    ) -> HTML {
        let reader = visit.reader(of: effect.portal)
        let offers = effect.permission.offers
        let before = ui.say(effect.permission.words(effect.before, among: offers))
        let after = ui.say(effect.permission.words(effect.after, among: offers))
        let isMore = effect.after > effect.before
        let title = reader.say(effect.permission.title)
        let people = ui.say(
            isMore
                ? Words(
                    effect.people, one: "One person gains: \("what", title)",
                    other: "{n} people gain: \("what", title)")
                : Words(
                    effect.people, one: "One person loses: \("what", title)",
                    other: "{n} people lose: \("what", title)"))
        let visitors = ui.say(
            isMore
                ? Words(
                    effect.people, one: "Visitors of one customer gain: \("what", title)",
                    other: "Visitors of {n} customers gain: \("what", title)")
                : Words(
                    effect.people, one: "Visitors of one customer lose: \("what", title)",
                    other: "Visitors of {n} customers lose: \("what", title)"))
        let reach = ui.say(
            "\("portal", reader.say(effect.portal.title)), from \("before", before) to \("after", after)")
        return ui.row(
            named: group.isForVisitors ? visitors : people,
            second: reach + ": " + names(effect, ui),
            icon: effect.portal.icon, mark: isMore ? ui.pill("More", .good) : ui.pill("Less", .waiting))
    }

    private static func names(_ effect: GroupChange.Effect, _ ui: Interface) -> String {
        let list = effect.names.joined(separator: ", ")
        let more = effect.people - effect.names.count
        guard more > 0 else { return list }
        return ui.say(
            Words(
                more, one: "\("names", list) and one more", other: "\("names", list) and {n} more"))
    }

    /// What was typed, carried along.
    private static func kept(_ draft: GroupDraft, _ visit: Visit, version: Int, _ ui: Interface) -> HTML {
        var fields: HTML = "\(ui.hidden("name", draft.name))\(ui.hidden("version", String(version)))"
        for permission in visit.permissions {
            fields += ui.hidden("reach." + permission.id, draft.reach(permission).name)
        }
        return fields
    }

    /// Theirs beside yours, and the ways on: nothing of either is lost.
    static func conflict(
        _ group: PermissionGroup, _ draft: GroupDraft, _ visit: Visit, _ ui: Interface
    ) -> HTML {
        var rows: [[TableCell]] = []
        if draft.name != group.name {
            rows.append([.plainTitle(ui.say("Name")), .text(group.name), .text(draft.name)])
        }
        for portal in visit.house.portals {
            let reader = visit.reader(of: portal)
            for permission in portal.permissions where draft.reach(permission) != group.reach(permission) {
                let offers = permission.offers
                rows.append([
                    .plainTitle(reader.say(portal.title) + ": " + reader.say(permission.title)),
                    .text(ui.say(permission.words(group.reach(permission), among: offers))),
                    .text(ui.say(permission.words(draft.reach(permission), among: offers))),
                ])
            }
        }
        let crumbs = ui.breadcrumb(
            [GroupPages.start, NamedLink(named: group.name, to: group.path)],
            current: ui.say("Changed meanwhile"))
        let who = group.changedBy ?? ""
        let when = group.changedAt.map { ui.reader.moment($0) } ?? ""
        let head = ui.pageHead(
            title: "Somebody changed this group meanwhile",
            sub:
                "\("name", who) saved it \("when", when). Nothing of yours is saved yet, and nothing is lost."
        )
        let table =
            rows.isEmpty
            ? ui.note(.good, lead: "Both of you want the same.", "There is nothing left to save.")
            : ui.table(
                caption: "Where the two differ",
                columns: [.title("Permission"), .text("Saved now"), .text("Yours")], rows: rows,
                labelled: true)
        let bar = ui.saveBar(
            HTML(),
            [
                ui.linkButton("Leave it as it is now", to: group.path),
                ui.button("Change mine", .outlined, name: "back", value: "1"),
                ui.button("Save mine in its place"),
            ])
        let form = ui.form(
            action: group.path, "\(kept(draft, visit, version: group.version, ui))\(bar)")
        return "\(crumbs)\(head)<div class=\"stack\">\(table)\(form)</div>"
    }

    static func delete(_ group: PermissionGroup, _ groups: [PermissionGroup], _ ui: Interface) -> HTML {
        let steps = [GroupPages.start, NamedLink(named: group.name, to: group.path)]
        if let reason = group.keeps {
            return """
                \(ui.breadcrumb(steps, current: ui.say("Delete group")))\
                \(ui.pageHead(title: "Delete \("name", group.name)?"))\
                \(ui.note(.neutral, lead: "This group cannot be deleted.", reason, link: NamedLink("Back", to: group.path)))
                """
        }
        let choices = groups.filter { $0.id != group.id && !$0.isForVisitors }.map {
            Choice($0.ref.description, Words(verbatim: $0.name))
        }
        let chooser = ui.select(
            "replacement", "Who has it gets", choices,
            hint: "Also those who were invited and have not answered yet.",
            value: groups.first(where: \.isDefault)?.ref.description ?? "")
        let consequences: [Words] = [
            Words(
                group.seats, one: "One portal user is moved to another group at the same moment.",
                other: "{n} portal users are moved to another group at the same moment."),
            "What that changes for them is shown before it happens.",
        ]
        return ui.confirmPage(
            title: "Delete \("name", group.name)?", consequences: consequences,
            action: group.path + "/delete", submit: "Delete group", under: steps, fields: chooser)
    }
}
