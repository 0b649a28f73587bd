import PortalKit
import Web

enum AddressPages {
    static func ask(
        _ details: OwnDetails?, _ session: CustomerSession, _ settings: Settings, _ ui: Interface
    ) -> HTML {
        let head: HTML = """
            \(ui.breadcrumb([NamedLink("Your account", to: "/account")], current: ui.say("E-mail")))\
            \(ui.pageHead(title: "Change e-mail address", sub: "A link goes to the new address. Nothing changes before you open it."))
            """
        guard let details, details.isOpen(.email, settings) else {
            let why: Words =
                details?.waiting.contains { $0.field == .email } == true
                ? "Your new address waits for approval. Withdraw it on your account page to give another one."
                : "We keep these details. Tell us what has changed."
            return "\(head)\(ui.note(.neutral, lead: "Nothing to change here.", why))"
        }
        let old = details.fields.email
        var fields: [HTML] = [
            ui.field(
                "address", "New e-mail address", kind: .email,
                hint: old.map { "Until now: \("email", $0)" }, width: .long, limit: 254)
        ]
        if ResetRecipient.isOwn(old, of: session.login) {
            fields.append(
                ui.checkbox(
                    "follow", "Sign in with the new address",
                    hint:
                        "Else you sign in with the old one, and a forgotten password cannot be replaced by mail.",
                    isOn: true))
        }
        fields.append(ui.field("password", "Present password", kind: .password, width: .medium))
        let form = ui.form(
            action: "/account/email", submit: "Send the link", cancel: NamedLink("Cancel", to: "/account"),
            "\(fields)")
        return "\(head)\(ui.panel(form))"
    }

    /// - Parameter isFramed: somebody is signed in, so that the page stands among the others.
    static func prove(
        _ proof: AddressProof, asksPassword: Bool, isFramed: Bool, _ ui: Interface
    ) -> HTML {
        let facts: [(label: Words, value: HTML)] = [("New e-mail address", "\(proof.new)")]
        let lead: Words =
            proof.movesLogin
            ? "With this you take it over, and sign in with it once it holds."
            : "With this you take it over. You sign in as before."
        let fields =
            asksPassword
            ? ui.field("password", "Present password", kind: .password, width: .medium) : HTML()
        let form = ui.form(action: "/address", submit: "Confirm the address", fields)
        guard isFramed else {
            return """
                <h1>\(ui.say("Confirm your new e-mail address"))</h1><p class="ink-2">\(ui.say(lead))</p>\
                \(ui.facts(facts))\(form)
                """
        }
        return """
            \(ui.pageHead(title: "Confirm your new e-mail address", sub: lead))\
            \(ui.panel("\(ui.facts(facts))\(form)"))
            """
    }
}
