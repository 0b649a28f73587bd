import PortalKit
import Web

enum OpenSessionPages {
    /// The panel of an account page; `path` is that page's.
    static func panel(_ sessions: [OpenSession], below path: String, _ ui: Interface) -> HTML {
        let rows = sessions.map { session in
            let device = ui.say(session.device.words)
            return ui.row(
                named: device,
                second: ui.say(
                    "Since \("begun", ui.reader.exactly(session.begunAt)), last seen \("seen", ui.reader.moment(session.seenAt))"
                ), icon: session.device.icon, mark: session.isThis ? ui.pill("This one", .good) : HTML(),
                control: session.isThis
                    ? HTML()
                    : ui.postButton(
                        "Sign out", to: path + "/sessions/\(session.ref.description)/end", .destructive,
                        about: device))
        }
        let others = sessions.count { !$0.isThis }
        return ui.panel(
            title: "Where you are signed in",
            end: others > 0
                ? ui.postButton("Sign out everywhere else", to: path + "/sessions/end") : HTML(),
            isPadded: false, ui.rows(rows))
    }

    private static func password(_ ui: Interface) -> HTML {
        let row = ui.settingRow(
            "Password", effect: "\(ui.say("Changing it signs out your other browsers."))",
            control: ui.linkButton("Change password", to: StaffPasswordRoutes.path))
        return ui.panel(title: "Sign-in", isPadded: false, row)
    }

    private static func mails(_ ui: Interface) -> HTML {
        let row = ui.settingRow(
            "E-mails", effect: "\(ui.say("Which mails come, and whether at once or one a day."))",
            control: ui.linkButton("Choose mails", to: MailSwitches.staffAddress))
        return ui.panel(title: "What you are told", isPadded: false, row)
    }

    /// The account of somebody of staff.
    static func staff(
        _ session: StaffSession, _ sessions: [OpenSession], app: HTML, _ ui: Interface
    ) -> HTML {
        """
        \(ui.pageHead(title: "Your account", sub: "\("name", session.staff.name)"))\
        <div class="stack">\(password(ui))\(app)\(mails(ui))\(panel(sessions, below: StaffAccountRoutes.path, ui))</div>
        """
    }
}
