import MariaDB
import PortalKit
import Web

/// What an administrator fills in to make a contact a portal user.
struct Offer {
    let email: String?
    let login: Login
    let group: Ref<PermissionGroup>
    /// By an invitation; else with a start password that is handed over.
    let isByMail: Bool
    let version: Int

    init(_ form: Form, _ contact: Contact) throws {
        var check = FormCheck(form)
        let email = check.email("email")
        let typed = form["login"].trimmed
        isByMail = form["way"] != "password"
        if isByMail && email == nil {
            check.refuse("email", "An invitation needs an address. Or give a start password.")
        }
        do throws(Login.Refusal) {
            login = try Login(typed.isEmpty ? email ?? "" : typed)
        } catch {
            check.refuse(
                "login", "Enter a user name or an e-mail address, without spaces around it.")
            try check.finish()
            throw PortalError.notFound
        }
        try check.finish()
        self.email = email
        group = try Ref(form["group"])
        version = Int(form["version"]) ?? 0
    }

    /// Makes the seat: of a new account, or of the one whose login is this very address. Whoever has that account
    /// still has to accept, signed in: an invitation never touches a password that there is.
    func take(
        _ contact: Contact, _ portal: Portal?, _ startPassword: PasswordHash?, _ context: StaffContext,
        _ visit: Visit
    ) throws -> UInt64 {
        let connection = visit.connection
        let chosen: UInt64? = try connection.first(
            "SELECT id FROM kernel_permission_group WHERE ref = \(group) AND NOT kind <=> 'non-portal-users'"
        ) { row in try row.next() }
        guard let chosen else { throw PortalError.invalid("group", "Choose one of the groups.") }
        if email != contact.fields.email {
            var fields = contact.fields
            fields.email = email
            try contact.save(fields, version: version, connection)
        }
        var account: UInt64?
        if isByMail, let email, let own = try? Login(email), own == login {
            account = try Account.id(of: login, connection)
        }
        let owner =
            try account
            ?? Account.add(
                login, password: startPassword,
                until: startPassword.map { _ in
                    context.now.adding(seconds: PortalSeat.startPasswordDays * 86_400)
                },
                at: context.now, connection)
        let seat = try PortalSeat.add(
            account: owner, customer: contact.customer.id.value, contact: contact.id.value, group: chosen,
            follows: portal == nil, by: context.staff, acceptedAt: isByMail ? nil : context.now,
            at: context.now, connection)
        if let portal {
            try PortalSeat.setAccess(
                of: seat, portal.id, granted: true, by: context.staff, at: context.now, connection)
        }
        return seat
    }

    func invite(_ contact: Contact, _ seat: UInt64, _ context: StaffContext, _ visit: Visit) throws {
        guard let email else { return }
        try Self.send(to: email, contact, seat: seat, context, visit)
    }

    static func send(
        to email: String, _ contact: Contact, seat: UInt64, _ context: StaffContext, _ visit: Visit
    ) throws {
        try send(to: email, contact, seat: seat, by: context.staff, named: context.staff.name, visit)
    }

    /// - Parameter staff: nil where a colleague invites.
    static func send(
        to email: String, _ contact: Contact, seat: UInt64, by staff: StaffMember?, named name: String,
        _ visit: Visit
    ) throws {
        let token = try Invitation.issue(seat: seat, to: email, by: staff, at: visit.now, visit.connection)
        let account: (login: String, isNew: Bool, language: String?)? = try visit.connection.first(
            """
            SELECT a.login, a.password IS NULL, a.language FROM kernel_seat s
            JOIN kernel_account a ON a.id = s.account_id WHERE s.id = \(seat)
            """
        ) { row in (try row.next(), try row.next(), try row.next()) }
        guard let account else { throw PortalError.notFound }
        try Invitation.send(
            token, to: email, contact, login: account.login, isNew: account.isNew, language: account.language,
            by: name, visit)
    }
}
