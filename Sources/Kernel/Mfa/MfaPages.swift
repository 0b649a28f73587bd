import PortalKit
import Web

/// Pages of one's own authenticator app.
enum MfaPages {
    // MARK: The panel of an account page

    static func panel(_ holder: MfaHolder, _ app: Authenticator?, codesLeft: Int, _ ui: Interface) -> HTML {
        let pill: HTML =
            holder.isRequired
            ? ui.pill("Required", .waiting)
            : app == nil ? ui.pill("Off", .rest) : ui.pill("On", .good)
        guard let app, let since = app.provenAt else {
            let row = ui.settingRow(
                "A code beside the password",
                effect: "\(ui.say("An app on your phone shows six digits that only you can know."))",
                control: ui.linkButton("Set up", to: holder.appPath + "/new", .filled))
            return ui.panel(title: "Authenticator app", end: pill, isPadded: false, row)
        }
        var ways = [ui.linkButton("Replace", to: holder.appPath + "/new", small: true)]
        if !holder.isRequired {
            ways.append(ui.destructive("Turn off", to: holder.appPath + "/off", small: true))
        }
        let rows = [
            ui.settingRow(
                "A code beside the password",
                effect: "\(ui.say("Set up \("when", ui.reader.exactly(since)). Asked for at each sign-in."))",
                control: ui.buttons(ways)),
            ui.settingRow(
                "Recovery codes",
                effect:
                    "\(ui.reader.say(codesLeft, one: "{n} of ten is left. It opens the door once, without the app.", other: "{n} of ten are left. Each opens the door once, without the app."))",
                control: ui.linkButton("Make new ones", to: holder.path + "/codes", small: true)),
        ]
        return ui.panel(title: "Authenticator app", end: pill, isPadded: false, ui.rows(rows))
    }

    // MARK: Setting up

    static func begin(_ holder: MfaHolder, hasApp: Bool, _ ui: Interface) -> HTML {
        let lead: Words =
            hasApp
            ? "The app that you have now is asked for until the new one is proven."
            : holder.isRequired
                ? "\("operator", holder.issuer) requires it. Nothing else is open before."
                : "An app on your phone shows six digits that only you can know."
        return """
            \(ui.pageHead(title: hasApp ? "Replace the authenticator app" : "Set up an authenticator app", sub: lead))\
            \(ui.panel(proof(at: holder.appPath + "/new", hasApp: hasApp, submit: "Continue", .filled, holder, ui)))
            """
    }

    static func enrol(_ holder: MfaHolder, _ secret: [UInt8], _ ui: Interface) -> HTML {
        let text = InFours.of(BinaryText.appSecret.encode(secret), by: " ")
        let picture =
            QRCode(holder.address(secret))?.picture(
                ui.say("QR code with the secret of your account. It is written out below.")) ?? HTML()
        let scan: HTML = """
            \(picture)<p class="ink-2">\(ui.say("In the app it appears as “\("operator", holder.issuer)”."))</p>\
            <p>\(ui.say("No camera? Type this secret instead:"))</p><p>\(ui.secret(text))</p>
            """
        let enter = ui.field("code", "Code from the app", kind: .code, value: "", limit: 20)
        let end: HTML = """
            <p>\(ui.say("Keep them in a safe place: they open the door when the phone is lost."))</p>\
            <div class="buttons">\(ui.button("Turn on"))</div>
            """
        let steps: [(title: Words, body: HTML)] = [
            ("Scan the code with your authenticator app", scan), ("Enter the six digits it shows", enter),
            ("Then you get ten recovery codes", end),
        ]
        return """
            \(ui.pageHead(title: "Set up an authenticator app", sub: "\("name", holder.name), signed in as \("login", holder.login)"))\
            \(ui.panel(title: "Authenticator app", end: holder.isRequired ? ui.pill("Required", .waiting) : HTML(), ui.form(action: holder.appPath, ui.steps(steps))))
            """
    }

    // MARK: Recovery codes

    static func recovery(_ codes: [String], _ holder: MfaHolder, _ ui: Interface) -> HTML {
        var list: HTML = "<ol class=\"codes\">"
        for code in codes { list += "<li>\(ui.secret(code))</li>" }
        list += "</ol>"
        return """
            \(ui.pageHead(title: "Your recovery codes", sub: "They are shown only now. Print them, or keep them where you keep your passwords."))\
            <div class="stack">\(ui.panel(title: "Recovery codes", aside: "For \("login", holder.login)", list))\
            \(ui.note(.neutral, lead: "Each works once.", "Enter one instead of the code when you do not have the app. Other browsers were signed out."))\
            \(ui.buttons([ui.linkButton("I have kept them", to: holder.person.isStaff ? "/staff/customers" : "/home", .filled)]))</div>
            """
    }

    static func newCodes(_ holder: MfaHolder, _ ui: Interface) -> HTML {
        """
        \(ui.pageHead(title: "Make new recovery codes", sub: "The codes you have now stop working."))\
        \(ui.panel(proof(at: holder.path + "/codes", hasApp: true, submit: "Make new codes", .filled, holder, ui)))
        """
    }

    // MARK: Turning off

    static func off(_ holder: MfaHolder, _ ui: Interface) -> HTML {
        """
        \(ui.pageHead(title: "Turn off the authenticator app?", sub: "Then your password alone opens the door, and the recovery codes stop working."))\
        \(ui.panel(proof(at: holder.appPath + "/off", hasApp: true, submit: "Turn off", .final, holder, ui)))
        """
    }

    /// The present password, and the present factor where there is one, in one form (SB05).
    private static func proof(
        at action: String, hasApp: Bool, submit: Words, _ style: ButtonStyle, _ holder: MfaHolder,
        _ ui: Interface
    ) -> HTML {
        var fields = ui.field("current", "Present password", kind: .password, width: .medium)
        if hasApp {
            fields += ui.field(
                "code", "Code from the app", hint: "Or one of your recovery codes.", value: "",
                autocomplete: "one-time-code", width: .medium, limit: 60)
        }
        let isHeld = holder.isRequired && !hasApp
        return ui.form(
            action: action, submit: submit,
            cancel: isHeld ? nil : NamedLink("Cancel", to: holder.path), style: style, fields)
    }
}
