import PortalKit
import Web

/// What the portals have to say about a customer or a contact, for the staff who may see it.
enum RecordPanels {
    static func html(_ place: Panel.Place, _ record: Panel.Record, _ context: StaffContext) throws -> HTML {
        let visit = try context.visit()
        guard case .staff(let session) = visit.identity else { return HTML() }
        var html = HTML()
        for portal in visit.house.portals where !session.disabledModules.contains(portal.id) {
            for panel in portal.panels where panel.place == place && context.may(panel.permission) {
                let own = visit.staffContext(session, of: portal)
                guard let body = try panel.body(own, record) else { continue }
                html += own.ui.panel(title: panel.title, isPadded: panel.isPadded, body)
            }
        }
        return html
    }
}
