import PortalKit
import Web

enum ViewingPages {
    // MARK: On customers' pages

    /// What stands above every page as long as it is not the customer's own person who looks.
    static func banner(_ session: CustomerSession, at now: Instant, _ ui: Interface) -> FrameViewing? {
        guard let viewing = session.viewing else { return nil }
        let left = Words(
            viewing.minutesLeft(at: now), one: "One minute left.", other: "{n} minutes left.")
        var sentence =
            viewing.isWorking
            ? ui.say("What you write here names you both.")
            : ui.say("Nothing changes, and nothing is marked as seen.") + " " + ui.say(left)
        if let ended = viewing.ended { sentence += " " + ui.say("The portal of \("name", ended) is closed.") }
        return FrameViewing(
            lead: ui.say(lead(session.viewer, viewing)), sentence: sentence,
            end: ui.say(viewing.isWorking ? "Stop working" : "Stop viewing"), stop: Viewing.end,
            isWorking: viewing.isWorking)
    }

    private static func lead(_ viewer: Viewer, _ viewing: Viewing) -> Words {
        if viewer.contact == nil {
            if viewer.account != nil {
                return viewing.isWorking
                    ? "You work in the portal on behalf of \("customer", viewer.customerName)."
                    : "You see the portal as \("customer", viewer.customerName) sees it."
            }
            return viewing.isWorking
                ? "You work in the portal of \("customer", viewer.customerName), which has no portal users."
                : "You see the portal of \("customer", viewer.customerName) as whoever has its link sees it."
        }
        return viewing.isWorking
            ? "You work in the portal on behalf of \("name", viewer.name) of \("customer", viewer.customerName)."
            : "You see the portal as \("name", viewer.name) of \("customer", viewer.customerName) sees it."
    }

    /// In place of whatever a form would have done.
    static func refusal(_ visit: Visit) -> Answer {
        let ui = visit.interface(of: nil)
        let ways = [
            ui.linkButton("Go to the start", to: "/home"),
            ui.postButton("Stop viewing", to: Viewing.end),
        ]
        return .page(
            "Only looking",
            ui.errorPage(
                ErrorMessage(
                    kind: ui.say("Only looking"), title: ui.say("Nothing was changed."),
                    explanation: ui.say(
                        "You see the portal as somebody else does, so nothing can be sent from here."),
                    ways: ways, request: visit.request.id, time: ui.reader.exactly(visit.now))))
    }

    static func ended(_ ui: Interface) -> HTML {
        """
        <h1>\(ui.say("You no longer see the portal as somebody else"))</h1>\
        <p class="ink-2">\(ui.say("It ends by itself after half an hour, with your own session, and when you open another portal."))</p>\
        \(ui.linkButton("Go to the customers", to: "/staff/customers", .filled))
        """
    }

    // MARK: On pages of staff

    /// The buttons of a contact's page.
    static func actions(_ contact: Contact, _ ui: Interface) -> [HTML] {
        [
            viewButton(contact.path, ui),
            ui.linkButton("Work in the portal", to: contact.path + "/work"),
        ]
    }

    /// The way to what a contact sees.
    static func sees(_ contact: Contact, _ ui: Interface) -> HTML {
        "<p>\(ui.link(NamedLink("What \("name", contact.fields.name) sees, and why", to: contact.path + "/sees")))</p>"
    }

    /// The buttons of a customer's page: where nobody can sign in, one click opens the portal.
    static func actions(_ customer: Customer, hasUsers: Bool, _ ui: Interface) -> [HTML] {
        if customer.archivedAt != nil { return [] }
        if hasUsers { return [ui.linkButton("Open the portal", to: customer.path + "/portal", icon: .eye)] }
        return [newWindow("Open the portal", to: customer.path + "/work", ui)]
    }

    static func viewButton(_ path: String, about: String = "", small: Bool = false, _ ui: Interface) -> HTML {
        newWindow("View portal", to: path + "/view", about: about, small: small, ui)
    }

    /// A form that is only a button, whose answer stands in a window of its own.
    private static func newWindow(
        _ label: Words, to path: String, about: String = "", small: Bool = false, _ ui: Interface
    ) -> HTML {
        """
        <form class="button-form" method="post" action="\(link: path)" target="_blank" rel="noopener">\(ui.formKeys())\
        <button class="button\(when: small, " small")" type="submit">\(IconName.eye.html)\(ui.say(label))\
        <span class="unseen">\(when: !about.isEmpty, ": \(about)") \(ui.say("(in a new window)"))</span></button></form>
        """
    }

    private static func crumbs(_ place: ViewingPlace, _ title: Words, _ ui: Interface) -> HTML {
        var steps = [
            CustomerPages.start,
            NamedLink(named: place.customerName, to: "/staff/customers/\(place.customerRef)"),
        ]
        if place.contact != nil { steps.append(NamedLink(named: place.name, to: place.path)) }
        return ui.breadcrumb(steps, current: ui.say(title))
    }

    static func nothing(_ place: ViewingPlace, _ why: Words, _ ui: Interface) -> HTML {
        let title: Words = "There is no portal to see"
        return """
            \(crumbs(place, title, ui))\(ui.pageHead(title: title))\
            \(ui.panel("<p>\(ui.say(why))</p>\(ui.buttons([ui.linkButton("Back", to: place.path)]))"))
            """
    }

    /// What it means to work in somebody's place, before it begins.
    static func confirm(_ place: ViewingPlace, _ ui: Interface) -> HTML {
        let title: Words = "Work in the portal for \("name", place.name)"
        let consequences: [Words] = [
            "You have the rights of \("name", place.name) and no others.",
            "What you write names you both, there and in the audit log.",
            "Password, second factor, sessions and settings of \("name", place.name) stay closed.",
            "It lasts as long as you are signed in. Whoever this browser was in a portal until now is signed out of it.",
        ]
        var lines = HTML()
        for words in consequences {
            lines += "<li>\(IconName.info.html)<span>\(ui.say(words))</span></li>"
        }
        let form = ui.form(
            action: place.path + "/work",
            ui.buttons([ui.button("Begin to work"), ui.linkButton("Back", to: place.path)]))
        return """
            \(crumbs(place, "Work in the portal", ui))\(ui.pageHead(title: title))\
            <div class="stack">\(ui.panel("<ul class=\"consequences\">\(lines)</ul>"))\(form)</div>
            """
    }

    /// As whom, where the customer has portal users.
    static func choice(_ place: ViewingPlace, _ people: [ViewingPerson], _ ui: Interface) -> HTML {
        let title: Words = "Open the portal of \("name", place.customerName)"
        guard place.customerHasUsers else {
            let open = newWindow("Open the portal", to: place.path + "/work", ui)
            return """
                \(crumbs(place, "Open the portal", ui))\(ui.pageHead(title: title))\
                \(ui.panel("<p>\(ui.say("Nobody signs in for this customer. You see and may do what the group Non-Portal Users permits."))</p>\(ui.buttons([open, viewButton(place.path, ui)]))"))
                """
        }
        let rows: [[TableCell]] = people.map { person in
            let path = person.ref.map { "/staff/contacts/\($0)" } ?? place.path
            let work = ui.linkButton(
                "Work in the portal", to: path + "/work", small: true, about: person.name)
            return [
                .title(person.name, to: path), .text(person.group),
                .html(ui.buttons([viewButton(path, about: person.name, small: true, ui), work])),
            ]
        }
        let table: HTML =
            rows.isEmpty
            ? ui.note(.neutral, lead: "Nobody of this customer can sign in at the moment.")
            : ui.table(
                caption: "Portal users", columns: [.title("Portal user"), .text("Group"), .action("Open")],
                rows: rows)
        return """
            \(crumbs(place, "Open the portal", ui))\
            \(ui.pageHead(title: title, sub: "Choose as whom: you see what that person sees, no more."))\(table)
            """
    }
}
