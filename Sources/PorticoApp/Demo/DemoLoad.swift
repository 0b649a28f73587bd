import Kernel
import MariaDB
import PortalKit
import Posix
import Web

/// Fills an empty installation with an invented operator's customers, people and announcements.
struct DemoLoad {
    /// Somebody who can sign in to the demo.
    struct Login: Equatable {
        var role: String
        var login: String
        var password: String
        var name: String
        var customer: String?
        var group: String?
    }

    let configuration: Configuration
    let connection: Connection
    let now: Instant
    private(set) var logins: [Login] = []
    private(set) var customers: [String: UInt64] = [:]
    private var accounts: [String: UInt64] = [:]

    init(_ configuration: Configuration, _ connection: Connection, at now: Instant) {
        self.configuration = configuration
        self.connection = connection
        self.now = now
    }

    /// Everything in one transaction; `progress` is told what is being loaded.
    mutating func run(_ progress: (String) -> Void) throws {
        try connection.begin()
        do {
            let known: Int =
                try connection.first("SELECT COUNT(*) FROM kernel_customer") { try $0.next() } ?? 0
            guard known == 0 else { throw PortalError.conflict("There are customers already.") }
            progress("staff")
            let author = try staff("alma.reyes", "Alma Reyes", role: "administrator")
            _ = try staff("jonas.kettering", "Jonas Kettering", role: "technician")
            progress("\(DemoCustomer.all.count) customers with their contacts")
            for customer in DemoCustomer.all { try load(customer) }
            // The program of a package of its own may have other portals only.
            if Shipped.portals.contains(where: { $0.id == "announcements" }) {
                progress("\(DemoAnnouncement.all.count) announcements")
                for announcement in DemoAnnouncement.all { try load(announcement, by: author) }
            }
            progress("\(DemoArticle.all.count) articles")
            try loadArticles(by: author)
            progress("\(DemoTicket.all.count) tickets")
            try loadTickets(by: author)
            progress("\(DemoProject.all.count) projects")
            try loadProjects(by: author)
            try loadInvoices(by: author)
            try connection.commit()
        } catch {
            connection.rollback()
            throw error
        }
    }

    private mutating func staff(_ login: String, _ name: String, role: String) throws -> UInt64 {
        let password = StartPassword.make()
        let id = try StaffRow.add(
            login: Kernel.Login(login), name: name, isAdministrator: role == "administrator",
            password: PasswordHash(Password(password)), at: now, connection)
        logins.append(Login(role: role, login: login, password: password, name: name))
        return id
    }

    private mutating func load(_ demo: DemoCustomer) throws {
        var fields = Customer.Fields()
        fields.name = demo.name
        fields.email = demo.email
        fields.phone = demo.phone
        fields.street = demo.street
        fields.postalCode = demo.postalCode
        fields.city = demo.city
        fields.country = demo.country
        let customer = try Customer.add(fields, externalID: demo.externalID, at: now, connection).id
        customers[demo.externalID] = customer
        for contact in demo.contacts {
            var fields = Contact.Fields()
            fields.name = contact.name
            fields.title = contact.title
            fields.email = contact.email
            fields.phone = contact.phone
            let id = try Contact.add(fields, to: customer, at: now, connection).id
            if contact.portalUser { try seat(contact, id, customer, demo.name) }
        }
    }

    /// The demo's people have a password of their own, so that nobody has to replace it first. The second seat of
    /// the same person is on the same account.
    private mutating func seat(
        _ contact: DemoContact, _ id: UInt64, _ customer: UInt64, _ customerName: String
    ) throws {
        let login = contact.email ?? contact.name.lowercased().replacing(" ", with: ".")
        let group = contact.group ?? "Standard"
        var account = accounts[login]
        var password = logins.first { $0.login == login }?.password ?? ""
        if account == nil {
            password = StartPassword.make()
            let hash = try PasswordHash(Password(password))
            account = try connection.execute(
                """
                INSERT INTO kernel_account (ref, login, password, created_at)
                VALUES (\(Token.random(10)), \(try Kernel.Login(login).text), \(hash.phc), \(now))
                """
            ).insertID
        }
        guard let account else { return }
        accounts[login] = account
        _ = try connection.execute(
            """
            INSERT INTO kernel_seat (ref, account_id, customer_id, contact_id, group_id, created_at)
            SELECT \(Token.random(10)), \(account), \(customer), \(id), g.id, \(now)
            FROM kernel_permission_group g WHERE g.name = \(group)
            """)
        logins.append(
            Login(
                role: "contact", login: login, password: password, name: contact.name, customer: customerName,
                group: group))
    }

    private func load(_ demo: DemoAnnouncement, by author: UInt64) throws {
        let written = now.adding(seconds: -Int64(demo.publishedDaysAgo ?? 0) * 86_400 - 5_400)
        let published = demo.publishedDaysAgo == nil ? nil : written.adding(seconds: 1_800)
        let file = try demo.file.map { try keep($0, by: author) }
        _ = try connection.execute(
            """
            INSERT INTO announcements_announcement (customer_id, ref, title, body, attachment_id, created_at,
                created_by, published_at, published_by)
            VALUES (\(demo.customer.flatMap { customers[$0] }), \(Token.random(10)), \(demo.title), \(demo.body),
                \(file), \(written), \(author), \(published), \(published == nil ? nil : author))
            """)
    }

    func keep(_ file: DemoFile, by author: UInt64, of portal: String = "announcements") throws -> UInt64 {
        let bytes = Array(file.text.utf8)
        let kept = try AttachmentStore(directory: configuration.filesDirectory).write(bytes, name: file.name)
        return try connection.execute(
            """
            INSERT INTO kernel_attachment (ref, portal, name, type, size, sha256, uploaded_at, uploaded_by_staff)
            VALUES (\(kept.ref), \(portal), \(kept.name), \(kept.type), \(bytes.count),
                \(Token.sha256(bytes)), \(now), \(author))
            """
        ).insertID
    }
}
