import PortalKit
import Web

enum OwnDataPages {
    private static let start = NamedLink("Your account", to: "/account")

    /// On the account page: what is on file, what waits, and the ways to change it.
    static func panel(
        _ details: OwnDetails?, _ session: CustomerSession, _ settings: Settings, _ ui: Interface
    ) -> HTML {
        guard let details else { return address(settings, ui) }
        let facts = OwnField.allCases.map { field -> (label: Words, value: HTML) in
            let value = field.value(of: details.fields)
            return (field.label, value.isEmpty ? "–" : "\(value)")
        }
        let end =
            details.open(settings).isEmpty
            ? HTML()
            : ui.linkButton("Change", to: "/account/details", small: true, about: ui.say("Your details"))
        var ways: [HTML] = []
        if details.isOpen(.email, settings) {
            ways.append(ui.linkButton("Change e-mail address", to: "/account/email", small: true))
        }
        if settings[.ownAddress] {
            ways.append(ui.linkButton("Change the customer's address", to: "/account/customer", small: true))
        }
        ways.append(ui.linkButton("Your data", to: "/account/data", .text, small: true))
        let rows = details.waiting.map { waiting($0, ui) }
        return """
            \(ui.panel(title: "Your details", end: end, foot: ui.buttons(ways), ui.facts(facts, asPairs: true)))\
            \(when: !rows.isEmpty, ui.panel(title: "Waits for approval", isPadded: false, ui.rows(rows)))
            """
    }

    private static func address(_ settings: Settings, _ ui: Interface) -> HTML {
        guard settings[.ownAddress] else { return HTML() }
        let way = ui.linkButton("Change the customer's address", to: "/account/customer", small: true)
        return ui.panel(title: "Address", ui.buttons([way]))
    }

    private static func waiting(_ change: ChangeRequest, _ ui: Interface) -> HTML {
        ui.row(
            named: ui.say(change.field.label), second: sentence(change, ui), icon: .clock,
            control: ui.postButton(
                "Withdraw", to: change.ownPath + "/withdraw", small: true, about: ui.say(change.field.label)))
    }

    /// From what to what, and since when.
    static func sentence(_ change: ChangeRequest, _ ui: Interface) -> String {
        let old = change.old.isEmpty ? "–" : "“\(change.old)”"
        let new = change.new.isEmpty ? "–" : "“\(change.new)”"
        return ui.say(
            "From \("old", old) to \("new", new), since \("when", ui.reader.exactly(change.askedAt))")
    }

    static func details(
        _ details: OwnDetails?, _ session: CustomerSession, _ settings: Settings, _ ui: Interface
    ) -> HTML {
        let head: HTML = """
            \(ui.breadcrumb([start], current: ui.say("Your details")))\
            \(ui.pageHead(title: "Your details", sub: "As we have them on file for \("customer", session.viewer.customerName)."))
            """
        guard let details, !details.open(settings).isEmpty else {
            return "\(head)\(ui.note(.neutral, lead: "Nothing to change here.", keptByStaff(details)))"
        }
        var fields: [HTML] = []
        for field in details.open(settings) {
            fields.append(input(field, details, settings, ui))
            fields.append(ui.hidden(OwnDetails.Change.wasName(field), field.value(of: details.fields)))
        }
        let form = ui.form(
            action: "/account/details", submit: "Save details", cancel: NamedLink("Cancel", to: "/account"),
            "\(fields)")
        return "\(head)\(ui.panel(form))"
    }

    private static func keptByStaff(_ details: OwnDetails?) -> Words {
        details == nil
            ? "You sign in for the customer as a whole, so that there are no details of one person."
            : "We keep these details. Tell us what has changed."
    }

    private static func input(
        _ field: OwnField, _ details: OwnDetails, _ settings: Settings, _ ui: Interface
    ) -> HTML {
        let hint: Words? =
            field.change(settings) == .approval ? "A change holds once we have approved it." : nil
        let value = field.value(of: details.fields)
        switch field {
        case .phone:
            return ui.field(
                field.rawValue, field.label, kind: .telephone, hint: hint, value: value, optional: true,
                width: .medium, limit: 64)
        case .title:
            return ui.field(
                field.rawValue, field.label, hint: hint, value: value, optional: true,
                autocomplete: "organization-title", width: .long, limit: 120)
        case .name, .email:
            return ui.field(
                field.rawValue, field.label, hint: hint, value: value, autocomplete: "name", width: .long,
                limit: 200)
        }
    }

    static func address(
        _ address: OwnAddress, _ session: CustomerSession, isOpen: Bool, _ ui: Interface
    ) -> HTML {
        let head: HTML = """
            \(ui.breadcrumb([start], current: ui.say("Address")))\
            \(ui.pageHead(title: "Address", sub: "Of \("customer", session.viewer.customerName), for everybody there."))
            """
        guard isOpen else {
            return
                "\(head)\(ui.note(.neutral, lead: "Nothing to change here.", "We keep the address. Tell us what has changed."))"
        }
        let town: [HTML] = [
            ui.field(
                "postal_code", "Postal code", value: address.postalCode, optional: true,
                autocomplete: "postal-code", width: .short, limit: 32),
            ui.field(
                "city", "City", value: address.city, optional: true, autocomplete: "address-level2",
                width: .medium, limit: 120),
        ]
        let fields: [HTML] = [
            ui.field(
                "street", "Street", value: address.street, optional: true, autocomplete: "street-address",
                width: .long, limit: 200),
            ui.fieldRow(town),
            ui.field(
                "region", "Region", value: address.region, optional: true, autocomplete: "address-level1",
                width: .medium, limit: 120),
            ui.field(
                "country", "Country", value: address.country, optional: true,
                autocomplete: "country-name", width: .medium, limit: 120),
            ui.hidden("version", String(address.version)),
        ]
        let form = ui.form(
            action: "/account/customer", submit: "Save address", cancel: NamedLink("Cancel", to: "/account"),
            "\(fields)")
        return "\(head)\(ui.panel(form))"
    }
}
