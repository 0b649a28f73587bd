import PortalKit
import Web

enum PrivacyPages {
    static func panel(_ contact: Contact, _ ui: Interface) -> HTML {
        let name = contact.fields.name
        let rows: [HTML] = [
            ui.settingRow(
                "Hand out", effect: "\(ui.say("A ZIP file with all that is held of this person."))",
                control: ui.postButton(
                    "Export personal data", to: contact.path + "/export", icon: .download, small: true,
                    about: name)),
            ui.settingRow(
                "Forget", effect: "\(ui.say("First you see what would have to be kept, and why."))",
                control: ui.postButton(
                    "Erase", to: contact.path + "/erase/preview", .destructive, small: true, about: name)),
        ]
        return ui.panel(title: "Personal data", isPadded: false, ui.rows(rows))
    }

    static func confirm(_ contact: Contact, _ kept: [Erasure.Kept], _ ui: Interface) -> HTML {
        var consequences: [Words] = [
            "Name, title, e-mail and phone go, and so do the sign-in, its browsers and the words of every mail.",
            "It cannot be undone.",
        ]
        consequences += kept.map { words($0) }
        return ui.confirmPage(
            title: "Erase \("name", contact.fields.name)?",
            lead: "What happened stays in its place; who it was does not.", consequences: consequences,
            action: contact.path + "/erase", submit: "Erase for good",
            under: ContactPages.steps(to: contact))
    }

    static func done(_ contact: Contact, _ kept: [Erasure.Kept], _ ui: Interface) -> HTML {
        let facts = kept.map { each -> (label: Words, value: HTML) in
            (Words(verbatim: each.what), "\(each.reason)")
        }
        return """
            \(ui.breadcrumb([NamedLink(named: contact.customer.name, to: "/staff/customers/" + contact.customer.ref.description)], current: ui.say("Erased")))\
            \(ui.pageHead(title: "The person is forgotten", sub: "In every portal and in every mail."))\
            \(ui.panel(title: "What was kept, and why", ui.facts(facts)))
            """
    }

    private static func words(_ kept: Erasure.Kept) -> Words {
        "Kept: \("what", kept.what), because \("reason", kept.reason)."
    }

    /// A person's own page.
    static func own(_ session: CustomerSession, _ ui: Interface) -> HTML {
        let head: HTML = """
            \(ui.breadcrumb([NamedLink("Your account", to: "/account")], current: ui.say("Your data")))\
            \(ui.pageHead(title: "Your data", sub: "All that we hold of you, and the files that you sent, as one ZIP file."))
            """
        guard session.viewer.contact != nil else {
            return
                "\(head)\(ui.note(.neutral, lead: "Nothing here.", "You sign in for the customer as a whole, so that there are no details of one person."))"
        }
        let form = ui.form(
            action: "/account/data", submit: "Download my data", cancel: NamedLink("Cancel", to: "/account"),
            ui.field("password", "Present password", kind: .password, width: .medium))
        return "\(head)\(ui.panel(form))"
    }
}
