import MariaDB
import PortalKit
import Web

/// Who was made a member of something without a portal user, and waits for an administrator to invite him (E09).
enum AdmissionRoutes {
    static let path = "/staff/invitations"

    static let all: [Route<StaffContext>] = [
        .get("/staff/invitations", needs: .staff(.access)) { _, context in
            let waiting = try AdmissionWish.all(context.visit())
            return .page("Waiting for an invitation", page(waiting, context.ui))
        },
        .post("/staff/contacts/{contact}/admission/dismiss", needs: .staff(.access)) {
            request, context, write in
            let contact = try ContactRoutes.contact(request, context)
            let visit = try context.visit()
            try write { tx in
                try AdmissionWish.dismiss(contact.id.value, visit.connection)
                try tx.audit("administration.admission.dismissed", .contact, contact.id)
            }
            return .seeOther(path, saying: "\("name", contact.fields.name) is not invited now.")
        },
    ]

    private static func page(_ waiting: [AdmissionWish], _ ui: Interface) -> HTML {
        let crumbs = ui.breadcrumb(
            [NamedLink("Customers", to: "/staff/customers")], current: ui.say("Waiting for an invitation"))
        let head = ui.pageHead(
            title: "Waiting for an invitation",
            sub: "Somebody made them members of something, and they have no portal user yet.")
        guard !waiting.isEmpty else {
            let none = ui.empty(
                .nothingYet(.person), title: "Nobody waits.",
                explanation: "People whom a technician adds to a ticket stand here until you invite them.")
            return "\(crumbs)\(head)\(none)"
        }
        return "\(crumbs)\(head)\(ui.panel(isPadded: false, ui.rows(waiting.map { row($0, ui) })))"
    }

    private static func row(_ wish: AdmissionWish, _ ui: Interface) -> HTML {
        let contact = "/staff/contacts/\(wish.contact)"
        let invite = ui.linkButton(
            "Invite", to: "\(contact)/portal-user?portal=\(wish.portal.id)", small: true, about: wish.name)
        let dismiss = ui.postButton(
            "Not now", to: contact + "/admission/dismiss", small: true, about: wish.name)
        return ui.row(
            named: wish.name, at: contact,
            second: ui.say(
                "\("customer", wish.customer), for \("portal", wish.title); added by \("staff", wish.staff), \("when", ui.reader.moment(wish.at))"
            ), icon: .person, control: "\(invite)\(dismiss)")
    }

    /// For the page where administrators begin; nothing where nobody waits.
    static func note(_ count: Int, _ ui: Interface) -> HTML {
        guard count > 0 else { return HTML() }
        return ui.note(
            .waiting,
            lead: Words(
                count, one: "{n} person waits for an invitation.", other: "{n} people wait for an invitation."
            ),
            link: NamedLink("Look who", to: path))
    }
}

/// One who waits.
struct AdmissionWish {
    let contact: Ref<Contact>
    let name: String
    let customer: String
    let portal: Portal
    /// The portal's, in the reader's words.
    let title: String
    let staff: String
    let at: Instant

    /// Who has a portal user by now waits no more.
    private static let waiting: SQL = """
        kernel_admission w JOIN kernel_contact p ON p.id = w.contact_id AND p.removed_at IS NULL
        JOIN kernel_customer c ON c.id = p.customer_id AND c.archived_at IS NULL
        JOIN kernel_staff s ON s.id = w.asked_by
        WHERE NOT EXISTS (SELECT 1 FROM kernel_seat u WHERE u.customer_id = p.customer_id AND u.contact_key = p.id)
        """

    static func add(_ contact: UInt64, _ portal: Portal, by staff: StaffMember, _ visit: Visit) throws {
        _ = try visit.connection.execute(
            """
            INSERT INTO kernel_admission (contact_id, portal, asked_at, asked_by)
            VALUES (\(contact), \(portal.id), \(visit.now), \(staff.id))
            ON DUPLICATE KEY UPDATE asked_at = asked_at
            """)
    }

    static func dismiss(_ contact: UInt64, _ connection: Connection) throws {
        _ = try connection.execute("DELETE FROM kernel_admission WHERE contact_id = \(contact)")
    }

    /// How many, to be asked beside other numbers.
    static let counted: SQL = "SELECT COUNT(DISTINCT w.contact_id) FROM \(sql: waiting)"

    static func all(_ visit: Visit) throws -> [AdmissionWish] {
        visit.connection.onPrepare = nil
        let rows: [AdmissionWish?] = try visit.connection.rows(
            """
            SELECT p.ref, p.name, c.name, w.portal, s.name, w.asked_at FROM \(sql: waiting)
            ORDER BY w.asked_at, w.id LIMIT 200
            """
        ) { row in
            let (contact, name, customer): (Ref<Contact>, String, String) = (
                try row.next(), try row.next(), try row.next()
            )
            let (portal, staff, at): (String, String, Instant) = (
                try row.next(), try row.next(), try row.next()
            )
            return visit.house.portals.first { $0.id == portal }.map {
                AdmissionWish(
                    contact: contact, name: name, customer: customer, portal: $0,
                    title: visit.reader(of: $0).say($0.title), staff: staff, at: at)
            }
        }
        return rows.compactMap(\.self)
    }
}
