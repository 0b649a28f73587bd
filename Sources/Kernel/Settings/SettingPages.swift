import PortalKit
import Web

enum SettingPages {
    static let address = "/staff/settings"
    static let start = NamedLink("Settings", to: address)

    static func path(_ portal: Portal) -> String { address + "/" + portal.id }

    /// What belongs together stands together; of the portals those that are on.
    static func index(_ visit: Visit, _ ui: Interface) -> HTML {
        let account = panel(
            "Account settings",
            [
                ("modules", "Modules", "Switch portals on and off for the whole installation.", .box),
                (
                    "client-portal", "Client portal", "Whether customers reach what they are members of.",
                    .flag
                ),
                ("people", "Staff", "Your own people, and what they may do.", .people),
            ], ui)
        let mail = panel(
            "Mail",
            [
                ("mail", "Mail", "What goes out, and what became of it.", .mail),
                ("notices", "Mail templates", "What people are told by mail, and in which words.", .message),
            ], ui)
        let work = panel(
            "Behind the scenes",
            [
                (
                    "background", "Background work",
                    "What the portals do by themselves, and what went wrong.",
                    .clock
                ),
                ("files", "Files", "What was uploaded, and what the virus scan says of it.", .file),
            ], ui)
        let address = visit.house.installation.publicURL + "/sign-in"
        let signIn = ui.panel(
            title: "Where your customers sign in",
            aside: "To be linked from your website, and put into mails.", ui.secret(address))
        return """
            \(ui.pageHead(title: "Settings"))<div class="stack">\(account)\(portals(visit, ui))\(mail)\(work)\(signIn)</div>
            """
    }

    private static func panel(
        _ title: Words, _ pages: [(path: String, title: Words, second: Words, icon: IconName)],
        _ ui: Interface
    ) -> HTML {
        let rows = pages.map { page in
            ui.row(
                named: ui.say(page.title), at: address + "/" + page.path, second: ui.say(page.second),
                icon: page.icon)
        }
        return ui.panel(title: title, isPadded: false, ui.rows(rows))
    }

    private static func portals(_ visit: Visit, _ ui: Interface) -> HTML {
        let shown = visit.house.portals.filter { !visit.isOff($0) && (!$0.isKernel || !$0.settings.isEmpty) }
        let rows = shown.map { portal in
            let reader = visit.reader(of: portal)
            return ui.row(
                named: reader.say(portal.title), at: portal.settings.isEmpty ? nil : path(portal),
                second: portal.settings.isEmpty
                    ? ui.say("No settings. Under Modules it is switched on and off.")
                    : ui.reader.say(portal.settings.count, one: "{n} setting", other: "{n} settings"),
                icon: portal.icon)
        }
        return ui.panel(title: "Portals", isPadded: false, ui.rows(rows))
    }

    /// Drawn with the words of the portal, whose titles and hints it shows.
    static func form(_ portal: Portal, _ visit: Visit) -> HTML {
        let ui = visit.interface(of: portal)
        let fields = portal.settings.map { $0.field(visit.settings.values[$0.id], ui) }
        let form = ui.form(
            action: path(portal), submit: "Save settings", cancel: NamedLink("Cancel", to: address),
            "\(fields)\(ui.hidden("version", String(visit.settings.version)))")
        let title = ui.say(portal.title)
        return """
            \(ui.breadcrumb([start], current: title))\(ui.pageHead(named: title, sub: "A change holds from the next request on."))\
            \(ui.panel(form))
            """
    }
}
