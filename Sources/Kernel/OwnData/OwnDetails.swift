import MariaDB
import PortalKit
import Web

/// What is on file of the person who is signed in: of the contact that his seat is on. A seat on the customer itself
/// is nobody's in particular and has none.
struct OwnDetails: Sendable {
    let contact: UInt64
    let customer: UInt64
    let fields: Contact.Fields
    /// What he asked to have changed.
    let waiting: [ChangeRequest]

    /// What he may type in now: neither kept from him nor waiting already.
    func open(_ settings: Settings) -> [OwnField] {
        OwnField.typed.filter { isOpen($0, settings) }
    }

    func isOpen(_ field: OwnField, _ settings: Settings) -> Bool {
        field.change(settings) != .never && !waiting.contains { $0.field == field }
    }

    /// One value that was typed, beside the one that stood there when the page was made.
    struct Change: Sendable {
        let field: OwnField
        let old: String
        let new: String

        /// Every field that may be typed and now says something else.
        ///
        /// - Throws: `PortalError.invalid` with everything that is wrong.
        static func all(
            _ form: Form, of details: OwnDetails, _ settings: Settings
        ) throws(PortalError) -> [Change] {
            var check = FormCheck(form)
            var changes: [Change] = []
            for field in details.open(settings) where form.has(field.rawValue) {
                let new = field.read(&check)
                let old = form.has(wasName(field)) ? form[wasName(field)] : field.value(of: details.fields)
                if !new.utf8.elementsEqual(old.utf8) {
                    changes.append(Change(field: field, old: old, new: new))
                }
            }
            try check.finish()
            return changes
        }

        /// What the form is sent along with: the value it was made over.
        static func wasName(_ field: OwnField) -> String { "was-" + field.rawValue }
    }
}

extension OwnDetails {
    static func find(of session: CustomerSession, _ connection: Connection) throws -> OwnDetails? {
        guard let contact = session.viewer.contact else { return nil }
        let fields: Contact.Fields? = try connection.first(
            "SELECT name, title, email, phone FROM kernel_contact WHERE id = \(contact) AND removed_at IS NULL"
        ) { row in
            var fields = Contact.Fields()
            fields.name = try row.next()
            fields.title = try row.next()
            fields.email = try row.next()
            fields.phone = try row.next()
            return fields
        }
        guard let fields else { return nil }
        return OwnDetails(
            contact: contact, customer: session.viewer.customer, fields: fields,
            waiting: try ChangeRequest.open(of: contact, connection))
    }

    /// Makes a change unless the value became another one meanwhile: nobody's change is lost.
    ///
    /// - Returns: false when it did; nothing has happened then.
    static func make(_ change: Change, of contact: UInt64, _ connection: Connection) throws -> Bool {
        let field = change.field
        return try connection.execute(
            """
            UPDATE kernel_contact SET \(sql: field.column) = \(change.new), version = version + 1
            WHERE id = \(contact) AND removed_at IS NULL AND \(sql: field.isStill(change.old))
            """
        ).affected == 1
    }

    /// What to say when somebody else was faster: his value stays, and what was typed stands in the form still.
    static func meanwhile(_ change: Change, of contact: UInt64, _ connection: Connection) throws
        -> FieldProblem
    {
        let now: String? = try connection.first(
            "SELECT COALESCE(\(sql: change.field.column), '') FROM kernel_contact WHERE id = \(contact)"
        ) { try $0.next() }
        return FieldProblem(
            change.field.rawValue,
            "This became “\("value", now ?? "")” meanwhile. Save again if yours shall replace it.")
    }
}
