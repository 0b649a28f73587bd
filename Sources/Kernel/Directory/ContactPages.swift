import PortalKit
import Web

enum ContactPages {
    static func detail(
        _ contact: Contact, _ seat: PortalSeat?, _ groups: [PermissionGroup], _ offered: [Portal],
        panels: HTML,
        may: Bool, _ visit: Visit, _ ui: Interface
    ) -> HTML {
        let fields = contact.fields
        let customerPath = "/staff/customers/" + contact.customer.ref.description
        let at: HTML = """
            \(when: !fields.title.isEmpty, "\(fields.title), ")<a href="\(link: customerPath)">\(contact.customer.name)</a>
            """
        let head = ui.pageHead(
            named: fields.name, detail: at, avatar: ui.avatar(Initials.of(fields.name), size: .atPerson),
            actions: (seat == nil ? [] : ViewingPages.actions(contact, ui)) + [
                ui.linkButton("Edit", to: contact.path + "/edit")
            ])
        let facts: [(label: Words, value: HTML)] = [
            ("E-mail", fields.email.map { ui.mailLine($0) } ?? "\(ui.say("No e-mail"))"),
            ("Phone", fields.phone.isEmpty ? "–" : ui.phoneLine(fields.phone)),
            ("Last seen", seat?.lastSeen.map { "\(ui.reader.moment($0))" } ?? "\(ui.say("Never"))"),
        ]
        let side: HTML = """
            \(ui.panel(title: "Contact", ui.facts(facts)))\(ViewingPages.sees(contact, ui))\(panels)\
            <p>\(ui.destructive("Remove this contact", to: contact.path + "/remove"))</p>
            """
        let main: HTML = """
            <div class="stack">\(SeatEnd.panel(contact, seat, may: may, visit, ui))\
            \(AccessPages.widget(SeatHolder(contact), seat, offered, may: may, visit, ui))\
            \(SeatPages.signIn(contact, seat, groups, may: may, ui))</div>
            """
        return """
            \(ui.breadcrumb([CustomerPages.start, NamedLink(named: contact.customer.name, to: customerPath)], current: fields.name))\
            \(head)\(ui.columns(main: main, side: side))
            """
    }

    static func form(_ contact: Contact?, at customer: Customer?, _ ui: Interface) -> HTML {
        let stored = contact?.fields ?? Contact.Fields()
        let name = contact?.customer.name ?? customer?.fields.name ?? ""
        let customerPath = "/staff/customers/" + ((contact?.customer.ref ?? customer?.ref)?.description ?? "")
        let fields: [HTML] = [
            ui.field("name", "Name", value: stored.name, autocomplete: "off", width: .long, limit: 200),
            ui.field(
                "title", "Title", hint: "Such as Purchasing or Owner.", value: stored.title, optional: true,
                autocomplete: "off", width: .long, limit: 120),
            ui.field(
                "email", "E-mail", kind: .email,
                hint: "Without one, you hand over a start password yourself.", value: stored.email ?? "",
                optional: true, autocomplete: "off", width: .long, limit: 254),
            ui.field(
                "phone", "Phone", kind: .telephone, value: stored.phone, optional: true, autocomplete: "off",
                width: .medium, limit: 64),
            ui.hidden("version", String(contact?.version ?? 0)),
        ]
        let steps =
            contact.map(Self.steps) ?? [CustomerPages.start, NamedLink(named: name, to: customerPath)]
        let title = contact?.fields.name ?? ui.say("New contact")
        let form = ui.form(
            action: contact.map { $0.path + "/edit" } ?? customerPath + "/contacts/new",
            submit: contact == nil ? "Add contact" : "Save contact",
            cancel: NamedLink("Cancel", to: contact?.path ?? customerPath), "\(fields)")
        return """
            \(ui.breadcrumb(steps, current: contact == nil ? title : ui.say("Edit")))\(ui.pageHead(named: title))\(ui.panel(form))
            """
    }

    /// The way to a contact's page, for what is below it.
    static func steps(to contact: Contact) -> [NamedLink] {
        [
            CustomerPages.start,
            NamedLink(
                named: contact.customer.name, to: "/staff/customers/" + contact.customer.ref.description),
            NamedLink(named: contact.fields.name, to: contact.path),
        ]
    }

    static func remove(_ contact: Contact, _ ui: Interface) -> HTML {
        ui.confirmPage(
            title: "Remove \("name", contact.fields.name)?",
            consequences: [
                "\("name", contact.fields.name) can no longer sign in for \("customer", contact.customer.name), from the next request on.",
                "Everything that was written stays.",
            ], action: contact.path + "/remove", submit: "Remove contact", under: steps(to: contact))
    }
}
