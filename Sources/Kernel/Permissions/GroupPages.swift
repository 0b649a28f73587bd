import PortalKit
import Web

enum GroupPages {
    static let start = NamedLink("Portal user permission groups", to: PermissionGroup.list)

    static func list(_ groups: [PermissionGroup], _ visit: Visit, _ ui: Interface) -> HTML {
        let rows: [[TableCell]] = groups.map { group in
            [
                .title(group.name, to: group.path), kind(group),
                .number(ui.reader.number(group.seats)), .text(summary(group, visit, ui)),
            ]
        }
        let head = ui.pageHead(
            title: "Portal user permission groups", sub: "What people see and may do in their portals.",
            actions: [ui.linkButton("New group", to: PermissionGroup.list + "/new", .filled)])
        let columns: [TableColumn] = [
            .title("Group"), .status("Kind"), .number("Portal users"), .text("Gives"),
        ]
        return "\(head)\(ui.table(caption: "Permission groups", columns: columns, rows: rows))"
    }

    private static func kind(_ group: PermissionGroup) -> TableCell {
        if group.isDefault { return .pill("Default", .good) }
        return group.kind == nil ? .none : .pill("System", .rest)
    }

    /// How much of each portal, in a few words.
    private static func summary(_ group: PermissionGroup, _ visit: Visit, _ ui: Interface) -> String {
        if group.isEverything { return ui.say("Everything, also of portals that are added later") }
        let parts = visit.house.portals.filter { !$0.permissions.isEmpty }.compactMap { portal -> String? in
            let given = portal.permissions.count { group.reach($0) != .none }
            guard given > 0 else { return nil }
            let title = visit.reader(of: portal).say(portal.title)
            return ui.say("\("portal", title): \("n", given) of \("all", portal.permissions.count) rights")
        }
        return parts.isEmpty ? ui.say("Nothing") : parts.joined(separator: ", ")
    }

    static func new(_ groups: [PermissionGroup], from: String, _ ui: Interface) -> HTML {
        let choices =
            [Choice("", "Nothing")]
            + groups.map { Choice($0.ref.description, Words(verbatim: $0.name)) }
        let pattern = groups.first { $0.ref.description == from }
        let fields: [HTML] = [
            ui.field(
                "name", "Name", value: pattern.map { ui.say("Copy of \("name", $0.name)") } ?? "",
                autocomplete: "off", width: .medium, limit: 120),
            ui.select(
                "from", "Begins with what is given by", choices,
                hint: "A copy: what is changed there later is not changed here.",
                value: pattern?.ref.description ?? ""),
        ]
        let form = ui.form(
            action: PermissionGroup.list + "/new", submit: "Add group",
            cancel: NamedLink("Cancel", to: PermissionGroup.list), "\(fields)")
        return """
            \(ui.breadcrumb([start], current: ui.say("New group")))\(ui.pageHead(title: "New group"))\(ui.panel(form))
            """
    }

    static func editor(
        _ group: PermissionGroup, _ draft: GroupDraft, _ count: (people: Int, customers: Int),
        _ some: [(name: String, customer: String)], _ visit: Visit, _ ui: Interface
    ) -> HTML {
        let head: HTML = """
            \(ui.breadcrumb([start], current: group.name))\
            \(ui.pageHead(named: group.name, sub: sub(group, count, ui), pill: pill(group, ui), actions: actions(group, ui)))
            """
        var sections = HTML()
        for portal in visit.house.portals where !portal.permissions.isEmpty {
            sections += section(portal, group, draft, visit, ui)
        }
        let side: HTML = "<div class=\"stack\">\(members(group, count, some, ui))\(reaches(ui))</div>"
        if group.isEverything {
            let text: Words = "It has every permission of every portal, also of those that are added later."
            let note = ui.note(.neutral, lead: "This group cannot be changed.", text)
            return
                "\(head)\(ui.columns(main: "<div class=\"stack\">\(note)\(sections)</div>", side: side))"
        }
        let name = ui.field(
            "name", "Name", value: draft.name, autocomplete: "off", width: .medium, limit: 120)
        let named = group.kind == nil ? ui.panel(name) : HTML()
        let bar = ui.saveBar(
            "\(ui.say(touches(count, group, ui)))",
            [ui.linkButton("Discard", to: group.path), ui.button("Update portal group")])
        let form = ui.form(
            action: group.path,
            "<div class=\"stack\">\(ui.hidden("version", String(draft.version)))\(named)\(sections)\(bar)</div>"
        )
        return "\(head)\(ui.columns(main: form, side: side))"
    }

    /// How many it touches, before anything is saved.
    private static func touches(
        _ count: (people: Int, customers: Int), _ group: PermissionGroup, _ ui: Interface
    ) -> Words {
        if count.people == 0 { return "Nobody has this group: a change is saved at once." }
        let touched = ui.say(touched(people: count.people, customers: count.customers, group, ui))
        return "\("touched", touched) You see what changes, and for whom, before it is saved."
    }

    static func touched(
        people: Int, customers: Int, _ group: PermissionGroup, _ ui: Interface
    ) -> Words {
        let places = ui.reader.say(customers, one: "one customer", other: "{n} customers")
        if group.isForVisitors { return "This touches the visitors of \("customers", places)." }
        return Words(
            people, one: "This touches one person at \("customers", places).",
            other: "This touches {n} people at \("customers", places).")
    }

    private static func sub(
        _ group: PermissionGroup, _ count: (people: Int, customers: Int), _ ui: Interface
    ) -> Words {
        let places = ui.reader.say(count.customers, one: "one customer", other: "{n} customers")
        let who = ui.say(
            group.isForVisitors
                ? "Visitors of \("customers", places) without portal users"
                : Words(
                    count.people, one: "One person at \("customers", places)",
                    other: "{n} people at \("customers", places)"))
        guard let at = group.changedAt, let by = group.changedBy else { return Words(verbatim: who) }
        return "\("who", who), changed by \("name", by) \("when", ui.reader.moment(at))"
    }

    static func pill(_ group: PermissionGroup, _ ui: Interface) -> HTML {
        if group.isDefault { return ui.pill("Default group", .running) }
        return group.kind == nil ? HTML() : ui.pill("System", .rest)
    }

    private static func actions(_ group: PermissionGroup, _ ui: Interface) -> [HTML] {
        var actions = [
            ui.linkButton(
                "Duplicate", to: PermissionGroup.list + "/new?from=" + group.ref.description)
        ]
        if !group.isForVisitors {
            actions.append(ui.linkButton("What they may give", to: CeilingRoutes.path(group)))
        }
        if group.kind == nil && !group.isDefault {
            actions.append(ui.postButton("Make it the default", to: group.path + "/default"))
            actions.append(ui.destructive("Delete", to: group.path + "/delete"))
        }
        return actions
    }

    private static func section(
        _ portal: Portal, _ group: PermissionGroup, _ draft: GroupDraft, _ visit: Visit, _ ui: Interface
    ) -> HTML {
        let reader = visit.reader(of: portal)
        let rows = portal.permissions.map { permission in
            let title = Words(verbatim: reader.say(permission.title))
            let offers = group.offers(permission)
            let (saved, chosen) = (group.reach(permission), draft.reach(permission))
            var effect: HTML = permission.hint.map { "\(reader.say($0))" } ?? HTML()
            if saved != chosen {
                let before = ui.say(permission.words(saved, among: offers))
                effect += " <b>\(ui.say("Was: \("reach", before)"))</b>"
            }
            let control: HTML
            if group.isEverything {
                control = "\(ui.say(permission.words(saved, among: offers)))"
            } else if offers.isEmpty {
                control = "<span class=\"ink-3\">\(ui.say("Not for visitors"))</span>"
            } else {
                let choices = ([.none] + offers.sorted()).map {
                    Choice($0.name, permission.words($0, among: offers))
                }
                control = ui.segmented("reach." + permission.id, title, choices, value: chosen.name)
            }
            return ui.settingRow(title, effect: effect, control: control)
        }
        let isOff = visit.switchedOff.contains(portal.id)
        return ui.panel(
            title: Words(verbatim: reader.say(portal.title)),
            aside: isOff ? "Switched off: nobody has it now." : nil,
            end: isOff ? ui.pill("Off", .rest) : HTML(), isPadded: false, ui.rows(rows))
    }

    private static func members(
        _ group: PermissionGroup, _ count: (people: Int, customers: Int),
        _ some: [(name: String, customer: String)], _ ui: Interface
    ) -> HTML {
        guard !some.isEmpty else { return HTML() }
        let people = some.map { person in
            ui.person(
                person.name, initials: Initials.of(person.name),
                end: "<span class=\"ink-3\">\(person.customer)</span>")
        }
        let more = count.people - some.count
        return ui.panel(
            title: "Members",
            foot: more > 0
                ? "<span class=\"ink-3\">\(ui.reader.say(more, one: "and one more", other: "and {n} more"))</span>"
                : HTML(),
            ui.people(people))
    }

    private static func reaches(_ ui: Interface) -> HTML {
        ui.panel(
            title: "How far",
            ui.facts([
                ("Own", "\(ui.say("What the person opened, is the contact of, or is a member of."))"),
                ("Organisation", "\(ui.say("Everything of the company."))"),
            ]))
    }
}
