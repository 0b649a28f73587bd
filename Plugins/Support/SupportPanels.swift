import PortalKit

/// What staff see of tickets beside a customer or a contact.
enum SupportPanels {
    static let all: [Panel] = [
        panel(on: .customer), panel(on: .contact),
    ]

    private static func panel(on place: Panel.Place) -> Panel {
        Panel(on: place, "Tickets", needs: .workOnTickets, isPadded: false) { context, record in
            try context.read { db in
                DeskPages.panel(
                    try Ticket.open(record, db), contact: try Ticket.Owner.ref(of: record.contact, db),
                    context.ui)
            }
        }
    }
}
