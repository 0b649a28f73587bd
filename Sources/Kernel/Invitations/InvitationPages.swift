import PortalKit
import Web

enum InvitationPages {
    static func choosePassword(_ invitation: Invitation, _ operatorName: String, _ ui: Interface) -> HTML {
        let facts: [(label: Words, value: HTML)] = [
            ("You sign in with", "\(invitation.login)"), ("Customer", "\(invitation.customerName)"),
        ]
        let fields: [HTML] = [
            ui.field(
                "password", "Choose a password", kind: .newPassword,
                hint:
                    "At least \("n", PasswordPolicy(needsSecondFactor: false).least) characters. A few words that you remember are good."
            )
        ]
        return """
            <h1>\(ui.say("Welcome, \("name", invitation.contactName)"))</h1>\
            <p class="ink-2">\(ui.say("\("operator", operatorName) invited you to the customer portal."))</p>\
            \(ui.facts(facts))\(ui.form(action: "/invitation", submit: "Set password and sign in", "\(fields)"))
            """
    }

    static func signInFirst(_ invitation: Invitation, _ operatorName: String, _ ui: Interface) -> HTML {
        """
        <h1>\(ui.say("You have an account already"))</h1>\
        <p class="ink-2">\(ui.say("\("operator", operatorName) invited you for \("customer", invitation.customerName). Sign in as \("login", invitation.login) to add it."))</p>\
        \(ui.linkButton("Sign in", to: "/sign-in?next=/invitation", .filled))
        """
    }

    static func addSeat(_ invitation: Invitation, _ ui: Interface) -> HTML {
        let form = ui.form(
            action: "/invitation", submit: "Add this access", cancel: NamedLink("Not now", to: "/home"),
            "<p>\(ui.say("You can then switch between your customers at the top of every page. Your password stays as it is."))</p>"
        )
        return "\(ui.pageHead(title: "Add \("customer", invitation.customerName)?"))\(ui.panel(form))"
    }

    static func somebodyElse(_ invitation: Invitation, _ session: CustomerSession, _ ui: Interface) -> HTML {
        """
        \(ui.pageHead(title: "This invitation is for somebody else"))\
        \(ui.panel("<p>\(ui.say("You are signed in as \("login", session.login). Sign out, and open the link in the mail again."))</p>\(ui.postButton("Sign out", to: "/sign-out"))"))
        """
    }

    static func used(_ invitation: Invitation, _ ui: Interface) -> HTML {
        """
        <h1>\(ui.say("This invitation was used"))</h1>\
        <p class="ink-2">\(ui.say("Sign in as \("login", invitation.login) with the password that was chosen."))</p>\
        \(ui.linkButton("Sign in", to: "/sign-in", .filled))
        """
    }

    static func expired(_ invitation: Invitation, _ operatorName: String, _ ui: Interface) -> HTML {
        """
        <h1>\(ui.say("This invitation has ended"))</h1>\
        <p class="ink-2">\(ui.say("It held for \("n", Int(Invitation.days)) days. Ask your contact at \("operator", operatorName) to send it again."))</p>
        """
    }
}
