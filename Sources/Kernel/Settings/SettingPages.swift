import PortalKit
import Web

enum SettingPages {
    static let address = "/staff/settings"
    static let start = NamedLink("Settings", to: address)

    static func path(_ portal: Portal) -> String { address + "/" + portal.id }

    /// A row for each portal that has something to choose, and one for the mail that goes out.
    static func index(_ portals: [Portal], _ visit: Visit, _ ui: Interface) -> HTML {
        var rows = portals.map { portal in
            let reader = visit.reader(of: portal)
            let titles = portal.settings.map { reader.say($0.title) }.joined(separator: ", ")
            return ui.row(
                named: reader.say(portal.title), at: path(portal), second: titles, icon: portal.icon)
        }
        rows.append(
            ui.row(
                named: ui.say("Mail"), at: address + "/mail",
                second: ui.say("What goes out, and what became of it."), icon: .mail))
        rows.append(
            ui.row(
                named: ui.say("Notices"), at: address + "/notices",
                second: ui.say("What people are told by mail, and in which words."), icon: .message))
        rows.append(
            ui.row(
                named: ui.say("Background work"), at: address + "/background",
                second: ui.say("What the portals do by themselves, and what went wrong."), icon: .clock))
        return "\(ui.pageHead(title: "Settings"))\(ui.panel(isPadded: false, ui.rows(rows)))"
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
