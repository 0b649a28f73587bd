import PortalKit
import Web

enum AccountPages {
    static func account(
        _ session: CustomerSession, languages: [String], own: HTML, _ ui: Interface
    ) -> HTML {
        let names = ["en": "English", "nl": "Nederlands"]
        let choices = languages.map { Choice($0, Words(verbatim: names[$0] ?? $0)) }
        let fields: [HTML] = [
            ui.select("language", "Language", choices, value: session.language ?? ui.reader.language),
            ui.field(
                "time_zone", "Time zone", hint: "Such as Europe/Amsterdam. Empty follows the operator.",
                value: session.timeZone ?? "", optional: true, width: .medium, limit: 64),
            ui.radios(
                "theme", "Look",
                [Choice("system", "As my device"), Choice("light", "Light"), Choice("dark", "Dark")],
                value: ui.value("theme", stored: session.theme ?? "system")),
        ]
        let facts = ui.facts(
            [
                ("User name", "\(session.login)"), ("Customer", "\(session.viewer.customerName)"),
            ], asPairs: true)
        let panels: HTML = """
            <div class="stack">\(ui.panel(title: "Settings", ui.form(action: "/account", submit: "Save settings", "\(fields)")))\
            \(own)\(ui.panel(title: "How you sign in", facts))</div>
            """
        return """
            \(ui.pageHead(title: "Your account", sub: "\("name", session.viewer.name), \("customer", session.viewer.customerName)"))\
            \(ui.withSideMenu("Your account", SecurityPage.menu, current: "/account", panels))
            """
    }

    static func password(
        isFirst: Bool, at path: String = "/account/password", least: Int, _ ui: Interface
    ) -> HTML {
        let fields: [HTML] = [
            ui.field(
                "current", isFirst ? "The start password you were given" : "Present password",
                kind: .password,
                width: .medium),
            ui.field(
                "new", "New password", kind: .newPassword,
                hint: "At least \("n", least) characters. A few words that you remember are good.",
                width: .medium),
            ui.field("again", "New password once more", kind: .newPassword, width: .medium),
        ]
        let lead: Words =
            isFirst
            ? "Choose a password of your own. The start password ends with this."
            : "Your other browsers are signed out."
        return """
            \(ui.pageHead(title: "Change your password", sub: lead))\
            \(ui.panel(ui.form(action: path, submit: "Change password", "\(fields)")))
            """
    }
}
