import PortalKit

/// Who is in a project, for staff.
enum MemberPages {
    static func page(
        _ project: Project, _ members: [Member], _ onlookers: [Onlooker], _ text: String,
        _ found: [(ref: Ref<ContactReference>, name: String)], _ ui: Interface
    ) -> Page {
        let crumbs = ui.breadcrumb(
            [
                NamedLink("Projects", to: Project.staffList),
                NamedLink(named: project.name, to: project.staffPath),
            ],
            current: ui.say("Members"))
        let sub: Words =
            "Of \("customer", project.customerName). They see what is shared of this project, and get its mails."
        let rows = members.map { member in
            ui.row(
                named: member.name, at: "/staff/contacts/\(member.ref)",
                second: ui.say(state(member, onlookers, ui)), icon: .person,
                control: """
                    \(viewButton(member, onlookers, ui))\
                    \(ui.postButton(
                        "Take out", to: project.staffPath + "/people/remove", small: true,
                        fields: [("contact", "\(member.ref)")], about: member.name))
                    """)
        }
        let inside = rows.isEmpty ? ui.allDone("Nobody is in it yet, so no customer sees it.") : ui.rows(rows)
        return Page(
            "Members",
            """
            \(crumbs)\(ui.pageHead(title: "Members of \("project", project.name)", sub: sub))\
            \(ui.panel(title: "In the project", isPadded: false, inside))\
            \(ui.panel(title: "Add people", adding(project, text, found, ui)))
            """)
    }

    /// What the member sees, in a window of its own; nothing for whom there is no portal user.
    static func viewButton(_ member: Member, _ onlookers: [Onlooker], _ ui: Interface) -> HTML {
        guard onlookers.contains(where: { $0.contact == member.id }) else { return HTML() }
        return """
            <form class="button-form" method="post" action="\(link: "/staff/contacts/\(member.ref)/view")" \
            target="_blank" rel="noopener">\(ui.formKeys())<button class="button small" type="submit">\
            \(IconName.eye.html)\(ui.say("View portal"))<span class="unseen">: \(member.name) \
            \(ui.say("(in a new window)"))</span></button></form>
            """
    }

    /// Whether he sees it now, and what stands in the way.
    static func state(_ member: Member, _ onlookers: [Onlooker], _ ui: Interface) -> Words {
        guard let onlooker = onlookers.first(where: { $0.contact == member.id }) else {
            return "No portal user yet: an administrator invites on the contact's page"
        }
        return onlooker.sees
            ? "Member since \("when", ui.reader.moment(member.at))"
            : ui.reason(onlooker.why, own: "Is a member")
    }

    private static func adding(
        _ project: Project, _ text: String, _ found: [(ref: Ref<ContactReference>, name: String)],
        _ ui: Interface
    ) -> HTML {
        let path = project.staffPath + "/people"
        let shown = found.prefix(50).map { Choice("\($0.ref)", Words(verbatim: $0.name)) }
        let search =
            text.isEmpty && found.count <= 50
            ? HTML() : ui.filterBar(action: path, search: "Name of the contact", query: text, submit: "Find")
        guard !shown.isEmpty else {
            let none: Words =
                text.isEmpty ? "Everybody of the customer is in it." : "No contact has that in the name."
            return "\(search)\(ui.allDone(none))"
        }
        return
            "\(search)\(ui.form(action: path, submit: "Add people", ui.checkboxes("contact", "Contacts", Array(shown))))"
    }

    /// What came of adding people.
    static func said(_ admissions: [Admission]) -> Words {
        guard let first = admissions.first else { return "They were in the project already." }
        guard admissions.count == 1 else {
            let count = admissions.count { $0 == .hasAccess || $0 == .granted }
            return "\("n", admissions.count) people are in the project; \("m", count) of them see it now."
        }
        switch first {
        case .hasAccess, .granted: return "Sees the project now, and a mail says so."
        case .invited: return "In the project, and sees it once the invitation is accepted."
        case .waits: return "In the project, and sees it once invited by an administrator."
        case .hasNoAddress:
            return "In the project. There is no address for an invitation: give access on the contact's page."
        case .refused: return "In the project, but the access to this portal was taken away."
        }
    }
}
