import PortalKit
import Web

enum CustomerPages {
    static let start = NamedLink("Customers", to: "/staff/customers")

    static func detail(
        _ customer: Customer, _ contacts: [Contact.Line], users: HTML, panels: HTML, hasUsers: Bool,
        _ ui: Interface
    ) -> HTML {
        let fields = customer.fields
        var actions = ViewingPages.actions(customer, hasUsers: hasUsers, ui)
        actions += [
            ui.linkButton("Access log", to: customer.path + LogRoutes.address),
            ui.linkButton("Edit", to: customer.path + "/edit"),
        ]
        if customer.archivedAt == nil {
            actions.append(
                ui.linkButton("New contact", to: customer.path + "/contacts/new", .filled, icon: .plus))
        } else {
            actions.append(ui.postButton("Restore", to: customer.path + "/restore", .filled))
        }
        let address = [fields.street, fields.postalCode + " " + fields.city, fields.region, fields.country]
            .map(\.trimmed).filter { !$0.isEmpty }
        var lines = HTML()
        for line in address { lines += "\(line)<br>" }
        let facts: [(label: Words, value: HTML)] = [
            ("E-mail", fields.email.map { ui.mailLine($0) } ?? "\(ui.say("No e-mail"))"),
            ("Phone", fields.phone.isEmpty ? "–" : ui.phoneLine(fields.phone)),
            ("Address", address.isEmpty ? "–" : lines),
            ("External id", customer.externalID.map { "<span class=\"mono\">\($0)</span>" } ?? "–"),
        ]
        var side = ui.panel(title: "Customer", ui.facts(facts)) + panels
        if customer.archivedAt == nil {
            side += "<p>\(ui.destructive("Archive this customer", to: customer.path + "/archive"))</p>"
        }
        return """
            \(ui.breadcrumb([start], current: fields.name))\
            \(ui.pageHead(named: fields.name, sub: "Customer \("number", String(customer.number))", pill: customer.archivedAt == nil ? HTML() : ui.pill("Archived", .rest), actions: actions))\
            \(ui.columns(main: "<div class=\"stack\">\(people(customer, contacts, ui))\(users)</div>", side: side))
            """
    }

    private static func people(_ customer: Customer, _ contacts: [Contact.Line], _ ui: Interface) -> HTML {
        guard !contacts.isEmpty else {
            return ui.section(
                "Contacts",
                ui.empty(
                    .nothingYet(.person), title: "No contacts yet.",
                    explanation: "A contact is a person at this customer, who can be given a portal.",
                    ways: [ui.linkButton("New contact", to: customer.path + "/contacts/new")]))
        }
        let rows: [[TableCell]] = contacts.map { contact in
            let state: TableCell =
                contact.isOn
                ? .pill("On", .good) : contact.hasSeat ? .pill("Off", .rest) : .pill("No access", .rest)
            return [
                .title(contact.name, to: "/staff/contacts/" + contact.ref.description, second: contact.title),
                .text(contact.email ?? ui.say("No e-mail")), state, .text(contact.group ?? "–"),
                contact.lastSeen.map { .moment($0) } ?? .text(ui.say("Never")),
            ]
        }
        return ui.section(
            "Contacts", aside: "\("n", contacts.count)",
            ui.table(
                caption: "Contacts",
                columns: [
                    .title("Contact"), .text("E-mail"), .status("Portal"), .text("Group"), .when("Last seen"),
                ],
                rows: rows, twoLines: true))
    }

    static func form(_ customer: Customer?, _ ui: Interface) -> HTML {
        let stored = customer?.fields ?? Customer.Fields()
        let title = customer?.fields.name ?? ui.say("New customer")
        let fields: [HTML] = [
            ui.field("name", "Name", value: stored.name, autocomplete: "off", width: .long, limit: 200),
            ui.field(
                "email", "E-mail", kind: .email, value: stored.email ?? "", optional: true,
                autocomplete: "off", width: .long, limit: 254),
            ui.field(
                "phone", "Phone", kind: .telephone, value: stored.phone, optional: true, autocomplete: "off",
                width: .medium, limit: 64),
            ui.field(
                "street", "Street", value: stored.street, optional: true, autocomplete: "off", width: .long,
                limit: 200),
            ui.fieldRow([
                ui.field(
                    "postal_code", "Postal code", value: stored.postalCode, optional: true,
                    autocomplete: "off", width: .short, limit: 32),
                ui.field(
                    "city", "City", value: stored.city, optional: true, autocomplete: "off", width: .medium,
                    limit: 120),
            ]),
            ui.fieldRow([
                ui.field(
                    "region", "Region", value: stored.region, optional: true, autocomplete: "off",
                    width: .medium, limit: 120),
                ui.field(
                    "country", "Country", value: stored.country, optional: true, autocomplete: "off",
                    width: .medium, limit: 120),
            ]),
            ui.hidden("version", String(customer?.version ?? 0)),
        ]
        let path = customer.map { $0.path + "/edit" } ?? "/staff/customers/new"
        let back = NamedLink("Cancel", to: customer?.path ?? "/staff/customers")
        let steps = customer.map { [start, NamedLink(named: $0.fields.name, to: $0.path)] } ?? [start]
        let panel = ui.panel(
            ui.form(
                action: path, submit: customer == nil ? "Add customer" : "Save customer", cancel: back,
                "\(fields)"))
        return """
            \(ui.breadcrumb(steps, current: customer == nil ? title : ui.say("Edit")))\(ui.pageHead(named: title))\(panel)
            """
    }

    static func archive(_ customer: Customer, seats: Int, _ ui: Interface) -> HTML {
        ui.confirmPage(
            title: "Archive \("name", customer.fields.name)?",
            consequences: [
                Words(
                    seats,
                    one: "One person can no longer sign in for this customer, from the next request on.",
                    other: "{n} people can no longer sign in for this customer, from their next request on."),
                "Everything that was written stays. You can restore the customer at any time.",
            ], action: customer.path + "/archive", submit: "Archive customer",
            under: [start, NamedLink(named: customer.fields.name, to: customer.path)])
    }
}
