import PortalKit
import Web

/// What guards an account: the authenticator app, the password, and the browsers in which one is signed in.
enum SecurityPage {
    static let menu = [
        NamedLink("Profile", to: "/account"), NamedLink("Security", to: "/account/security"),
        NamedLink("E-mails", to: MailSwitches.address),
    ]

    @Sendable static func page(_ request: Request, _ context: CustomerContext) throws -> Answer {
        let (visit, session) = try AccountRoutes.person(context)
        let holder = try MfaHolder(context)
        let app = try holder.app()
        let left = try app.map { try RecoveryCodes.left(of: $0.id, visit.connection) } ?? 0
        let sessions = try OpenSessions(of: session).list(at: context.now, visit.connection)
        let ui = context.ui
        let password = ui.settingRow(
            "Password", effect: "\(ui.say("Changing it signs out your other browsers."))",
            control: ui.linkButton("Change password", to: "/account/password"))
        let panels: HTML = """
            <div class="stack">\(MfaPages.panel(holder, app, codesLeft: left, ui))\
            \(OpenSessionPages.panel(sessions, below: "/account", ui))\
            \(ui.panel(title: "Sign-in", isPadded: false, password))</div>
            """
        return .page(
            "Security",
            """
            \(ui.pageHead(title: "Your account", sub: "\("name", session.viewer.name), signed in as \("login", session.login)"))\
            \(ui.withSideMenu("Your account", menu, current: "/account/security", panels))
            """)
    }
}
