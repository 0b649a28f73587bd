import MariaDB
import PortalKit
import Web

/// What is handed to somebody without an address: a user name and a start password, which is made at the moment it is
/// shown and stands nowhere else. Made anew, the one before is worth nothing.
struct CredentialSheet {
    let row: UInt64
    let account: UInt64
    let seat: UInt64
    let name: String
    let customerName: String
    let login: String
    let contact: UInt64?
    let customer: UInt64

    /// Those of a batch whose people have not signed in.
    ///
    /// - Parameter row: only this one, also when it was printed already; else those that were not.
    static func open(
        _ row: Ref<BatchRow>?, of batch: Batch, _ connection: Connection
    ) throws -> [CredentialSheet] {
        let which: SQL = row.map { "r.ref = \($0)" } ?? "r.printed_at IS NULL"
        return try connection.rows(
            """
            SELECT r.id, a.id, s.id, COALESCE(p.name, c.name), c.name, a.login, p.id, c.id
            FROM kernel_batch_row r
            JOIN kernel_seat s ON s.id = r.seat_id
            JOIN kernel_account a ON a.id = s.account_id
            JOIN kernel_customer c ON c.id = r.customer_id
            LEFT JOIN kernel_contact p ON p.id = r.contact_id
            WHERE r.batch_id = \(batch.id) AND r.state = 'done' AND r.decision = 'sheet' AND \(sql: which)
                AND (a.password IS NULL OR a.start_password_until IS NOT NULL)
                AND NOT EXISTS (SELECT 1 FROM kernel_session x WHERE x.seat_id = s.id)
            ORDER BY r.id LIMIT \(Batch.sheets)
            """
        ) { row in
            CredentialSheet(
                row: try row.next(), account: try row.next(), seat: try row.next(), name: try row.next(),
                customerName: try row.next(), login: try row.next(), contact: try row.next(),
                customer: try row.next())
        }
    }

    /// Gives the start password; a password that the person has chosen is never replaced.
    func give(_ hash: PasswordHash, _ visit: Visit) throws {
        let connection = visit.connection
        let until = visit.now.adding(seconds: PortalSeat.startPasswordDays * 86_400)
        let changed = try connection.execute(
            """
            UPDATE kernel_account SET password = \(hash.phc), start_password_until = \(until)
            WHERE id = \(account) AND (password IS NULL OR start_password_until IS NOT NULL)
            """)
        guard changed.affected == 1 else {
            throw PortalError.conflict("Somebody signed in at this moment. Try it once more.")
        }
        _ = try connection.execute(
            "UPDATE kernel_batch_row SET printed_at = \(visit.now) WHERE id = \(row)")
        try visit.audit(
            "administration.start-password.given", kind: contact == nil ? "customer" : "contact",
            id: contact ?? customer, customer: customer)
    }

    /// The sheets to be printed, in the answer to the form and nowhere else.
    static func page(
        _ sheets: [(sheet: CredentialSheet, password: String)], left: Int, _ batch: Batch, _ visit: Visit,
        _ ui: Interface
    ) -> HTML {
        var panels = HTML()
        let days = Int(PortalSeat.startPasswordDays)
        for (sheet, password) in sheets {
            let facts: [(label: Words, value: HTML)] = [
                ("Address", "<span class=\"mono\">\(visit.house.installation.publicURL)/sign-in</span>"),
                ("User name", "<span class=\"mono\">\(sheet.login)</span>"),
                ("Start password", ui.secret(password)),
            ]
            let title =
                sheet.contact == nil ? sheet.name : sheet.name + ", " + sheet.customerName
            panels += """
                <div class="credential">\(ui.panel(title: Words(verbatim: title), ui.facts(facts)))</div>
                """
        }
        var ways = [ui.linkButton("Back to the result", to: batch.path)]
        if left > 0 {
            ways.append(ui.postButton("Print the next sheets", to: batch.path + "/sheets"))
        }
        return """
            \(ui.pageHead(title: "Credential sheets", sub: "Print this page now: these start passwords are shown only once. Whoever prints a sheet again makes a new password, and the old one ends."))\
            <div class="stack">\(ui.note(.neutral, lead: "Each works once.", "At the first sign-in it is replaced by a password of the person's own. It ends after \("n", days) days."))\
            \(panels)\(ui.buttons(ways))</div>
            """
    }
}
