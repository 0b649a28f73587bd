import PortalKit
import Web

enum OfferPages {
    /// The contact's details to check and correct, the address first (A11), the group, and the way in.
    static func form(
        _ contact: Contact, _ portal: Portal?, _ groups: [PermissionGroup], _ visit: Visit, _ ui: Interface
    ) -> HTML {
        let name = contact.fields.name
        var fields: [HTML] = [
            email(contact, "The invitation goes here. A correction is saved with the contact.", ui),
            login(hint: "Empty is the e-mail address.", ui),
            group(
                groups, value: groups.first(where: \.isDefault)?.ref.description ?? "",
                hint: "What the person may see and do. You can change it at any time.", ui),
        ]
        if let portal { fields.append(onlyOwn(portal, visit, ui)) }
        fields += [
            mfa(isOn: false, ui), way(hasAddress: contact.fields.email != nil, ui),
            ui.hidden("portal", portal?.id ?? ""), ui.hidden("version", String(contact.version)),
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
        return page(contact, title, sub, fields, ui)
    }

    /// One portal more, for somebody who is a portal user already.
    static func more(
        _ contact: Contact, _ seat: PortalSeat, _ portal: Portal, _ visit: Visit, _ ui: Interface
    ) -> HTML {
        let name = contact.fields.name
        let hint: Words =
            seat.isAccepted
            ? "A mail here says that the portal is there. A correction is saved with the contact."
            : "The invitation goes here. A correction is saved with the contact."
        let fields: [HTML] = [
            email(contact, hint, ui), onlyOwn(portal, visit, ui), ui.hidden("portal", portal.id),
            ui.hidden("version", String(contact.version)),
        ]
        let sub: Words =
            seat.isAccepted
            ? "\("name", name) signs in already, and has this portal too from the next request on."
            : "\("name", name) was invited and has not answered. The same invitation is sent anew, for this portal too; the link of before ends."
        return page(
            contact, "Invite to \("portal", visit.reader(of: portal).say(portal.title))", sub, fields, ui)
    }

    private static func page(
        _ contact: Contact, _ title: Words, _ sub: Words, _ fields: [HTML], _ ui: Interface
    ) -> HTML {
        let steps = [
            CustomerPages.start,
            NamedLink(
                named: contact.customer.name, to: "/staff/customers/" + contact.customer.ref.description),
            NamedLink(named: contact.fields.name, to: contact.path),
        ]
        let form = ui.form(
            action: contact.path + "/portal-user", submit: "Save",
            cancel: NamedLink("Cancel", to: contact.path), "\(fields)")
        return """
            \(ui.breadcrumb(steps, current: ui.say(title)))\(ui.pageHead(title: title, sub: sub))\(ui.panel(form))
            """
    }

    // MARK: Fields that several forms have

    private static func email(_ contact: Contact, _ hint: Words, _ ui: Interface) -> HTML {
        ui.field(
            "email", "E-mail", kind: .email, hint: hint, value: contact.fields.email ?? "", optional: true,
            autocomplete: "off", width: .long, limit: 254)
    }

    static func login(hint: Words, value: String = "", isOptional: Bool = true, _ ui: Interface) -> HTML {
        ui.field(
            "login", "User name", hint: hint, value: value, optional: isOptional, autocomplete: "off",
            width: .long, limit: 254)
    }

    /// - Parameter first: what an empty choice means, where there is one.
    static func group(
        _ groups: [PermissionGroup], value: String, hint: Words, first: Words? = nil, _ ui: Interface
    ) -> HTML {
        let choices = groups.filter { $0.kind != "non-portal-users" }.map {
            Choice($0.ref.description, Words(verbatim: $0.name))
        }
        return ui.select(
            "group", "Permission group", (first.map { [Choice("", $0)] } ?? []) + choices, hint: hint,
            value: value)
    }

    static func mfa(isOn: Bool, _ ui: Interface) -> HTML {
        ui.checkbox(
            "mfa", "Require MFA for this user",
            hint: "Asks for a code of an app at every sign-in. It is set up at the next one.", isOn: isOn)
    }

    static func way(hasAddress: Bool, _ ui: Interface) -> HTML {
        ui.radios(
            "way", "Way in",
            [
                Choice("invitation", "Send an invitation by e-mail"),
                Choice("password", "Give a start password, which you hand over yourself"),
            ], value: hasAddress ? "invitation" : "password")
    }

    private static func onlyOwn(_ portal: Portal, _ visit: Visit, _ ui: Interface) -> HTML {
        guard portal.offersOwn else { return HTML() }
        return ui.checkbox(
            "own", AccessPages.onlyOwnTitle(portal, visit),
            hint: "It only narrows. What this person may do at all, the permission group says.")
    }
}
