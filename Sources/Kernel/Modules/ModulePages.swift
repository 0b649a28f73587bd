import PortalKit
import Web

enum ModulePages {
    static let address = SettingPages.address + "/modules"
    static let activationAddress = SettingPages.address + "/client-portal"
    static let start = NamedLink("Modules", to: address)

    static func path(_ portal: Portal) -> String { address + "/" + portal.id }

    static func list(_ visit: Visit, _ ui: Interface) -> HTML {
        let rows = visit.house.portals.filter { !$0.isKernel }.map { portal in
            let reader = visit.reader(of: portal)
            let title = reader.say(portal.title)
            let isOff = visit.isOff(portal)
            let brings = portal.permissions.map { reader.say($0.title) }.joined(separator: ", ")
            let control =
                isOff
                ? ui.postButton(
                    "Switch on", to: path(portal), small: true, fields: [("on", "1")], about: title)
                : ui.destructive("Switch off", to: path(portal), small: true, about: title)
            return ui.row(
                named: title, at: path(portal), second: brings, icon: portal.icon,
                mark: isOff ? ui.pill("Off", .rest) : ui.pill("On", .good), control: control)
        }
        let head: HTML = """
            \(ui.breadcrumb([SettingPages.start], current: ui.say("Modules")))\
            \(ui.pageHead(title: "Modules", sub: "The portals of this installation. What is off is not there: for customers and for your own people."))
            """
        guard !rows.isEmpty else {
            let none = ui.empty(
                .nothingYet(.box), title: "No modules.",
                explanation: "This program was built without a portal.")
            return "\(head)\(none)"
        }
        return "\(head)\(ui.panel(isPadded: false, ui.rows(rows)))"
    }

    /// The page before a module is switched off: what vanishes, for how many, and what stays.
    static func module(
        _ portal: Portal, _ users: (people: Int, customers: Int), _ visit: Visit, _ ui: Interface
    ) -> HTML {
        let title = visit.reader(of: portal).say(portal.title)
        if visit.isOff(portal) {
            let on = ui.postButton("Switch on", to: path(portal), .filled, fields: [("on", "1")])
            let words: Words = "Everything in it is still there, and comes back with it."
            return """
                \(ui.breadcrumb([SettingPages.start, start], current: title))\
                \(ui.pageHead(named: title, pill: ui.pill("Off", .rest)))\
                <div class="stack">\(ui.note(.neutral, lead: "This module is off.", words))\(ui.buttons([on]))</div>
                """
        }
        let places = ui.reader.say(users.customers, one: "one customer", other: "{n} customers")
        let consequences: [Words] = [
            Words(
                users.people, one: "One person at \("customers", places) loses it with the next request.",
                other: "{n} people at \("customers", places) lose it with their next request."),
            "Its tab, its pages and what the search, the home page and links without a sign-in show of it are gone, for your own people too.",
            "It sends no mail and does nothing by itself. What it has still to do waits.",
            "Its records, and who has which access, stay. Switched on again, everything is back.",
        ]
        return ui.confirmPage(
            title: "Switch off \("portal", title)?", consequences: consequences, action: path(portal),
            submit: "Switch off \("portal", title)", under: [SettingPages.start, start],
            fields: ui.hidden("on", "0"))
    }

    static func activation(_ visit: Visit, _ ui: Interface) -> HTML {
        let titles = visit.house.portals.filter { $0.kind == .membership }.map {
            visit.reader(of: $0).say($0.title)
        }
        let radios = ui.radios(
            "activation", "Portal Activation",
            [
                Choice("1", "Yes", hint: "Customers reach what they are members of."),
                Choice(
                    "0", "No",
                    hint: titles.isEmpty
                        ? "Being added to a project or a ticket opens nothing to customers."
                        : "\("portals", titles.joined(separator: ", ")) is closed for customers, and being added to something opens nothing to them."
                ),
            ], value: visit.countsMembers ? "1" : "0")
        let form = ui.form(
            action: activationAddress, submit: "Save settings",
            cancel: NamedLink("Cancel", to: SettingPages.address), radios)
        return """
            \(ui.breadcrumb([SettingPages.start], current: ui.say("Client portal")))\
            \(ui.pageHead(title: "Client portal", sub: "A change holds from the next request on."))\(ui.panel(form))
            """
    }
}
