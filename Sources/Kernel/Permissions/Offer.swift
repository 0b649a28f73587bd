import MariaDB
import PortalKit
import Web

/// What an administrator fills in to make a contact, or the customer itself, a portal user.
struct Offer {
    /// Where an invitation goes.
    let email: String?
    let login: Login
    /// Nil for the default: the default group for a contact, *Everything* for the customer itself.
    let group: Ref<PermissionGroup>?
    /// By an invitation; else with a start password that is handed over.
    let isByMail: Bool
    let requiresMfa: Bool

    /// - Parameters:
    ///   - email: the address it goes to, read and checked already, or the one on file.
    ///   - field: where to say that there is none.
    ///   - check: what was found wrong before.
    init(_ form: Form, to email: String?, in field: String, _ found: FormCheck) throws {
        var check = found
        let typed = form["login"].trimmed
        isByMail = form["way"] != "password"
        if isByMail && email == nil {
            check.refuse(field, "An invitation needs an address. Or give a start password.")
        }
        if typed.isEmpty && email == nil && !isByMail {
            check.refuse("login", "There is no e-mail address to sign in with. Enter a user name.")
            try check.finish()
        }
        do throws(Login.Refusal) {
            login = try Login(typed.isEmpty ? email ?? "-" : typed)
        } catch {
            check.refuse("login", "Enter a user name or an e-mail address, without spaces around it.")
            try check.finish()
            throw PortalError.notFound
        }
        try check.finish()
        self.email = email
        group = form["group"].isEmpty ? nil : try Ref(form["group"])
        requiresMfa = check.isTicked("mfa")
    }

    /// An invitation to an address that is its login too, in the default group.
    init(email: String, login: Login) {
        (self.email, self.login, group, isByMail, requiresMfa) = (email, login, nil, true, false)
    }

    /// Makes the seat: of a new account, or of the one whose login is this very address. Whoever has that account
    /// still has to accept, signed in: an invitation never touches a password that there is.
    ///
    /// - Parameter portal: the one that it is for, and no other; nil for all that the group permits.
    func take(
        _ holder: SeatHolder, _ portal: Portal?, onlyOwn: Bool, _ startPassword: PasswordHash?,
        _ staff: StaffMember, _ visit: Visit
    ) throws -> UInt64 {
        let connection = visit.connection
        var account: UInt64?
        if isByMail, let email, let own = try? Login(email), own == login {
            account = try Account.id(of: login, connection)
        }
        let owner =
            try account
            ?? Account.add(
                login, password: startPassword,
                until: startPassword.map { _ in
                    visit.now.adding(seconds: PortalSeat.startPasswordDays * 86_400)
                }, at: visit.now, connection)
        let seat = try PortalSeat.add(
            account: owner, customer: holder.customer.id.value, contact: holder.contact?.id.value,
            group: try chosenGroup(connection), follows: portal == nil, requiresMfa: requiresMfa, by: staff,
            acceptedAt: isByMail ? nil : visit.now, at: visit.now, connection)
        if let portal {
            try PortalSeat.grant(
                portal, to: seat, onlyOwn: onlyOwn, by: staff, at: visit.now, connection)
        }
        return seat
    }

    private func chosenGroup(_ connection: Connection) throws -> UInt64? {
        guard let group else { return nil }
        let chosen: UInt64? = try connection.first(
            "SELECT id FROM kernel_permission_group WHERE ref = \(group) AND NOT kind <=> 'non-portal-users'"
        ) { row in try row.next() }
        guard let chosen else { throw PortalError.invalid("group", "Choose one of the groups.") }
        return chosen
    }

    /// Sends the one link that works for a seat, and says what it is for.
    ///
    /// - Returns: false when too many went out within the hour; nothing has happened then.
    static func send(
        to email: String, _ holder: SeatHolder, seat: UInt64, by staff: StaffMember, _ visit: Visit
    ) throws -> Bool {
        try send(to: email, holder, seat: seat, by: staff, named: staff.name, visit)
    }

    /// - Parameter staff: nil where a colleague invites.
    static func send(
        to email: String, _ holder: SeatHolder, seat: UInt64, by staff: StaffMember?, named name: String,
        _ visit: Visit
    ) throws -> Bool {
        let connection = visit.connection
        guard
            let token = try Invitation.issue(seat: seat, to: email, by: staff, at: visit.now, connection)
        else { return false }
        let account: (login: String, isNew: Bool, language: String?, isListed: Bool)? = try connection.first(
            """
            SELECT a.login, a.password IS NULL, a.language, s.mode = 'listed' FROM kernel_seat s
            JOIN kernel_account a ON a.id = s.account_id WHERE s.id = \(seat)
            """
        ) { row in (try row.next(), try row.next(), try row.next(), try row.next()) }
        guard let account else { throw PortalError.notFound }
        let given: [String] =
            account.isListed
            ? try connection.rows("SELECT portal FROM kernel_access WHERE seat_id = \(seat) AND granted") {
                row in try row.next()
            } : []
        try Invitation.send(
            token, to: email, holder, login: account.login, isNew: account.isNew, language: account.language,
            portals: visit.house.portals.filter { given.contains($0.id) }, by: name, visit)
        return true
    }
}

extension DatabaseError {
    /// What it means to somebody who gives a portal user: which of the unique keys said no.
    var ofSeat: any Error {
        switch kind {
        case .duplicateKey("account_login"):
            PortalError.invalid(
                "login",
                "Somebody signs in with that name already. If it is the same person, send an invitation to that address; else choose another name."
            )
        case .duplicateKey("seat_place"): PortalError.conflict("This is a portal user already.")
        default: self
        }
    }
}
