import PortalKit
import Web

enum ResetPages {
    static func forgot(_ ui: Interface) -> HTML {
        let fields: [HTML] = [
            ui.field("login", "E-mail or user name", value: "", autocomplete: "username", limit: 254)
        ]
        return """
            <h1>\(ui.say("Forgot your password?"))</h1>\
            <p class="ink-2">\(ui.say("We send you a link with which you choose a new one."))</p>\
            \(ui.form(action: "/forgot", submit: "Send the link", cancel: NamedLink("Back to sign-in", to: "/sign-in"), "\(fields)"))
            """
    }

    /// The same for everybody: it says neither that there is such a person nor that there is none.
    static func sent(operatorName: String, _ ui: Interface) -> HTML {
        """
        <h1>\(ui.say("Look into your mail"))</h1>\
        <p>\(ui.say("If you sign in with that e-mail address, a link is on its way to it. It holds for \("n", Int(Reset.minutes)) minutes."))</p>\
        <p class="ink-2">\(ui.say("Nothing there after a few minutes? Look among unwanted mail. Who signs in with a user name gets a new password from \("operator", operatorName)."))</p>\
        \(ui.linkButton("Back to sign-in", to: "/sign-in"))
        """
    }

    static func choose(_ reset: Reset, least: Int, _ ui: Interface) -> HTML {
        let facts: [(label: Words, value: HTML)] = [("You sign in with", "\(reset.login)")]
        let fields: [HTML] = [
            ui.field(
                "password", "New password", kind: .newPassword,
                hint: "At least \("n", least) characters. A few words that you remember are good.")
        ]
        return """
            <h1>\(ui.say("Choose a new password, \("name", reset.name)"))</h1>\
            <p class="ink-2">\(ui.say("All your browsers are signed out. Then you sign in with the new one."))</p>\
            \(ui.facts(facts))\(ui.form(action: "/reset", submit: "Set the new password", "\(fields)"))
            """
    }
}
