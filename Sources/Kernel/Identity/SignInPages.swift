import PortalKit
import Web

enum SignInPages {
    static func form(next: String, operatorName: String, _ ui: Interface) -> HTML {
        let fields: [HTML] = [
            ui.hidden("next", next),
            ui.field("login", "E-mail or user name", value: "", autocomplete: "username", limit: 254),
            ui.field(
                "password", "Password", kind: .password,
                aside: ui.link("Forgot your password?", to: "/forgot")),
        ]
        return """
            <h1>\(ui.say("Sign in"))</h1>\(ui.form(action: "/sign-in", submit: "Sign in", "\(fields)"))\
            <p class="ink-2">\(ui.say("No account yet? Your contact at \("operator", operatorName) can invite you."))</p>
            """
    }

    static func staffForm(next: String, _ ui: Interface) -> HTML {
        let fields: [HTML] = [
            ui.hidden("next", next),
            ui.field("login", "User name", value: "", autocomplete: "username", limit: 254),
            ui.field("password", "Password", kind: .password),
        ]
        return """
            <h1>\(ui.say("Staff sign-in"))</h1>\(ui.form(action: "/staff/sign-in", submit: "Sign in", "\(fields)"))\
            <p class="ink-2">\(ui.say("For the operator's own people."))</p>
            """
    }
}
