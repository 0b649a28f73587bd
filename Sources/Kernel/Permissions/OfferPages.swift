import PortalKit
import Web

enum OfferPages {
    /// The contact's details to check and correct, the address first (A11), the group, and the way in.
    static func form(
        _ contact: Contact, _ portal: Portal?, _ groups: [PermissionGroup], _ visit: Visit, _ ui: Interface
    ) -> HTML {
        let choices = groups.filter { $0.kind != "non-portal-users" }.map {
            Choice($0.ref.description, Words(verbatim: $0.name))
        }
        let name = contact.fields.name
        let fields: [HTML] = [
            ui.field(
                "email", "E-mail", kind: .email,
                hint: "The invitation goes here. A correction is saved with the contact.",
                value: contact.fields.email ?? "", optional: true, autocomplete: "off", width: .long,
                limit: 254),
            ui.field(
                "login", "User name", hint: "Empty is the e-mail address.", value: "", optional: true,
                autocomplete: "off", width: .long, limit: 254),
            ui.select(
                "group", "Permission group", choices,
                hint: "What the person may see and do. You can change it at any time.",
                value: groups.first(where: \.isDefault)?.ref.description ?? ""),
            ui.radios(
                "way", "Way in",
                [
                    Choice("invitation", "Send an invitation by e-mail"),
                    Choice("password", "Give a start password, which you hand over yourself"),
                ], value: contact.fields.email == nil ? "password" : "invitation"),
            ui.hidden("portal", portal?.id ?? ""), ui.hidden("version", String(contact.version)),
        ]
        let steps = [
            CustomerPages.start,
            NamedLink(
                named: contact.customer.name, to: "/staff/customers/" + contact.customer.ref.description),
            NamedLink(named: name, to: contact.path),
        ]
        let title: Words
        let sub: Words
        if let portal {
            title = "Invite to \("portal", visit.reader(of: portal).say(portal.title))"
            sub = "\("name", name) gets this portal and no other."
        } else {
            title = "Enable portal user"
            sub = "\("name", name) gets the portals that the group permits, now and later."
        }
        let form = ui.form(
            action: contact.path + "/portal-user", submit: "Save",
            cancel: NamedLink("Cancel", to: contact.path), "\(fields)")
        return """
            \(ui.breadcrumb(steps, current: ui.say(title)))\(ui.pageHead(title: title, sub: sub))\(ui.panel(form))
            """
    }
}
