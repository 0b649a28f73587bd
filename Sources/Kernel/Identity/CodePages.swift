import PortalKit
import Web

enum CodePages {
    /// - Parameter door: the address of the sign-in that it belongs to.
    static func ask(at door: String, isRecovery: Bool, _ ui: Interface) -> HTML {
        let path = door + "/code"
        let field =
            isRecovery
            ? ui.field(
                "code", "Recovery code", hint: "One of the ten that you kept, with or without its dashes.",
                value: "", autocomplete: "off", limit: 60)
            : ui.field("code", "Code from the app", kind: .code, value: "", limit: 20)
        let other: HTML =
            isRecovery
            ? ui.link("Use the authenticator app", to: path)
            : ui.link("Use a recovery code", to: path + "?way=recovery")
        let lead: Words =
            isRecovery
            ? "Each recovery code works once."
            : "Open your authenticator app and enter the six digits that it shows."
        let fields: HTML = "\(ui.hidden("way", isRecovery ? "recovery" : ""))\(field)"
        return """
            <h1>\(ui.say("Enter the code"))</h1><p class="ink-2">\(ui.say(lead))</p>\
            \(ui.form(action: path, submit: "Sign in", cancel: NamedLink("Back to sign-in", to: door), fields))\
            <p>\(other)</p>
            """
    }
}
