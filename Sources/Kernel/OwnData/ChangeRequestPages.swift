import PortalKit
import Web

enum ChangeRequestPages {
    /// On a contact's page.
    static func panel(_ waiting: [ChangeRequest], _ ui: Interface) -> HTML {
        guard !waiting.isEmpty else { return HTML() }
        let rows = waiting.map { change in
            ui.row(
                named: ui.say(change.field.label), second: OwnDataPages.sentence(change, ui),
                icon: .person, control: buttons(change, ui))
        }
        return ui.panel(title: "Asked to have changed", isPadded: false, ui.rows(rows))
    }

    static func list(
        _ listing: Listing<ChangeRequest>, _ counts: [Int], _ view: ChangeRequest.View, _ ui: Interface
    ) -> HTML {
        let labels: [Words] = ["Waiting", "Decided"]
        let presets = zip(ChangeRequest.View.allCases, zip(labels, counts)).map { each, labelled in
            Preset(labelled.0, to: path(each), count: labelled.1, isCurrent: each == view)
        }
        return """
            \(ui.pageHead(title: "Change requests", sub: "What people want changed about themselves."))\
            \(ui.presets(presets))\(rows(listing, view, ui))
            """
    }

    private static func path(_ view: ChangeRequest.View) -> String {
        ChangeRequest.list + (view == .open ? "" : "?view=" + view.rawValue)
    }

    private static func rows(
        _ listing: Listing<ChangeRequest>, _ view: ChangeRequest.View, _ ui: Interface
    ) -> HTML {
        guard !listing.rows.isEmpty else {
            return ui.empty(
                .nothingYet(.person), title: view == .open ? "Nothing waits." : "Nothing was decided yet.",
                explanation:
                    "What portal users may change themselves, and what you approve, stands in the settings.")
        }
        let rows = listing.rows.map { change in
            ui.row(
                named: change.person.name, at: change.person.path,
                second: change.person.customerName + " · " + ui.say(change.field.label) + " · "
                    + OwnDataPages.sentence(change, ui), icon: .person,
                mark: mark(change, ui), control: view == .open ? buttons(change, ui) : HTML())
        }
        return """
            \(ui.panel(isPadded: false, ui.rows(rows)))\
            \(ui.pager(showing: listing.showing(ui.reader), previous: listing.previous, next: listing.next))
            """
    }

    private static func mark(_ change: ChangeRequest, _ ui: Interface) -> HTML {
        switch change.outcome {
        case .approved: ui.pill("Approved", .good)
        case .declined: ui.pill("Declined", .wrong)
        case .withdrawn: ui.pill("Withdrawn", .rest)
        case nil: HTML()
        }
    }

    private static func buttons(_ change: ChangeRequest, _ ui: Interface) -> HTML {
        let about = change.person.name + ", " + ui.say(change.field.label)
        return ui.buttons([
            ui.postButton("Approve", to: change.path + "/approve", small: true, about: about),
            ui.linkButton("Decline", to: change.path + "/decline", .text, small: true, about: about),
        ])
    }

    static func decline(_ change: ChangeRequest, _ ui: Interface) -> HTML {
        let facts: [(label: Words, value: HTML)] = [
            (change.field.label, "\(OwnDataPages.sentence(change, ui))")
        ]
        let form = ui.form(
            action: change.path + "/decline", submit: "Decline",
            cancel: NamedLink("Cancel", to: change.person.path),
            ui.field(
                "reason", "Why", hint: "The person reads it, in a mail and nowhere else.",
                autocomplete: "off",
                width: .long, limit: 500))
        return """
            \(ui.breadcrumb([NamedLink("Change requests", to: ChangeRequest.list), NamedLink(named: change.person.name, to: change.person.path)], current: ui.say("Decline")))\
            \(ui.pageHead(title: "Decline the change?"))\(ui.panel("\(ui.facts(facts))\(form)"))
            """
    }
}
