import PortalKit
import Web

enum StaffPersonPages {
    static let start = NamedLink("Staff", to: StaffPerson.list)

    static func list(_ all: [StaffPerson], me: StaffMember, _ ui: Interface) -> HTML {
        let rows: [[TableCell]] = all.map { person in
            [
                .title(person.name, to: person.path, second: person.login),
                person.isAdministrator ? .pill("Administrator", .running) : .pill("Technician", .rest),
                person.lastSeen.map { .moment($0) } ?? .none,
                .number(ui.reader.number(person.openSessions)),
            ]
        }
        let head = ui.pageHead(
            title: "Staff", sub: "Your own people. Administrators decide about access; technicians work.",
            actions: [ui.linkButton("Add a person", to: StaffPerson.list + "/new", .filled)])
        let columns: [TableColumn] = [
            .title("Name"), .status("Role"), .when("Last seen"), .number("Open sessions"),
        ]
        return """
            \(ui.breadcrumb([SettingPages.start], current: ui.say("Staff")))\(head)\
            \(ui.table(caption: "Staff", columns: columns, rows: rows, twoLines: true))
            """
    }

    static func new(_ ui: Interface) -> HTML {
        let fields: [HTML] = [
            ui.field("name", "Name", value: "", autocomplete: "off", width: .medium, limit: 200),
            ui.field(
                "login", "User name", hint: "A name or an e-mail address.", value: "", autocomplete: "off",
                width: .medium, limit: 254), roles("technician", ui),
        ]
        let form = ui.form(
            action: StaffPerson.list + "/new", submit: "Add and show the start password",
            cancel: NamedLink("Cancel", to: StaffPerson.list), "\(fields)")
        return """
            \(ui.breadcrumb([SettingPages.start, start], current: ui.say("Add a person")))\
            \(ui.pageHead(title: "Add a person", sub: "A start password is shown once. It is replaced at the first sign-in."))\
            \(ui.panel(form))
            """
    }

    private static func roles(_ value: String, _ ui: Interface) -> HTML {
        ui.radios(
            "role", "Role",
            [
                Choice(
                    "technician", "Technician",
                    hint: "Works on records and shares them. Decides nothing about access."),
                Choice(
                    "administrator", "Administrator",
                    hint: "Also invites, gives and takes access, and changes settings."),
            ], value: value)
    }

    static func detail(_ person: StaffPerson, me: StaffMember, _ ui: Interface) -> HTML {
        let isMe = person.id == me.id
        var actions: [HTML] = []
        if !isMe { actions = [ui.destructive("Remove", to: person.path + "/remove")] }
        let head = ui.pageHead(
            named: person.name, sub: "Signs in as \("login", person.login)",
            pill: person.isAdministrator
                ? ui.pill("Administrator", .running) : ui.pill("Technician", .rest),
            actions: actions)
        let role =
            isMe
            ? ui.note(
                .neutral, lead: "This is you.",
                "Another administrator can change your role or remove you: so one always stays.")
            : ui.panel(
                title: "Role",
                ui.form(
                    action: person.path, submit: "Change role",
                    roles(person.isAdministrator ? "administrator" : "technician", ui)))
        var rows = [sessions(person, ui)]
        if !isMe { rows.append(password(person, ui)) }
        return """
            \(ui.breadcrumb([SettingPages.start, start], current: person.name))\(head)\
            <div class="stack">\(role)\(ui.panel(title: "Sign-in", isPadded: false, ui.rows(rows)))</div>
            """
    }

    private static func sessions(_ person: StaffPerson, _ ui: Interface) -> HTML {
        let count = ui.reader.say(
            person.openSessions, one: "{n} open session", other: "{n} open sessions")
        return ui.settingRow(
            "Sessions", effect: "\(count)",
            control: person.openSessions > 0
                ? ui.postButton("Sign out everywhere", to: person.path + "/sessions", small: true) : HTML()
        )
    }

    private static func password(_ person: StaffPerson, _ ui: Interface) -> HTML {
        let effect: Words =
            person.startPasswordUntil.map {
                "A start password was given; it ends \("when", ui.reader.exactly($0))."
            } ?? "The person chose one of their own."
        return ui.settingRow(
            "Password", effect: "\(ui.say(effect))",
            control: ui.postButton(
                "Give a start password", to: person.path + "/start-password", small: true))
    }

    /// Shown once, in the answer to the form and nowhere else.
    static func startPassword(
        _ name: String, login: String, _ password: String, _ visit: Visit, _ ui: Interface
    ) -> HTML {
        let facts: [(label: Words, value: HTML)] = [
            ("Address", "<span class=\"mono\">\(visit.house.installation.publicURL)/staff/sign-in</span>"),
            ("User name", "<span class=\"mono\">\(login)</span>"), ("Start password", ui.secret(password)),
        ]
        let days = Int(PortalSeat.startPasswordDays)
        return """
            \(ui.pageHead(title: "Start password for \("name", name)", sub: "Hand it over in person or on the phone. It is shown only now."))\
            <div class="stack">\(ui.panel(ui.facts(facts)))\
            \(ui.note(.neutral, lead: "It works once.", "At the first sign-in it is replaced by a password of the person's own. It ends after \("n", days) days."))\
            \(ui.buttons([ui.linkButton("Back to the staff", to: StaffPerson.list, .filled)]))</div>
            """
    }

    static func remove(_ person: StaffPerson, me: StaffMember, _ ui: Interface) -> HTML {
        let steps = [SettingPages.start, start, NamedLink(named: person.name, to: person.path)]
        if person.id == me.id {
            let reason: Words = "Another administrator can: so one always stays."
            return """
                \(ui.breadcrumb(steps, current: ui.say("Remove person")))\
                \(ui.pageHead(title: "Remove \("name", person.name)?"))\
                \(ui.note(.neutral, lead: "You cannot remove yourself.", reason, link: NamedLink("Back", to: person.path)))
                """
        }
        return ui.confirmPage(
            title: "Remove \("name", person.name)?",
            consequences: [
                "\("name", person.name) is signed out at once and can no longer sign in.",
                "What \("name", person.name) wrote and did stays, under the same name.",
            ], action: person.path + "/remove", submit: "Remove person", under: steps)
    }
}
