import PortalKit
import PortalTesting
import Testing

@testable import Kernel

/// One kind of link as a test meets it. A further kind is one entry of `all`.
struct LinkKind: Sendable, CustomTestStringConvertible {
    let link: OneTimeLink
    /// Seconds that it holds.
    let lifetime: Int64
    /// Sends one to Hanna, and gives the path of the mail's link.
    let send: @Sendable (LinkStage) throws -> String
    /// Stands on its page while it works.
    let shown: String
    /// What its page asks for.
    let fields: [String: String]
    /// What the audit says of each use.
    let use: String

    var testDescription: String { link.rawValue }

    /// What each of many at the same moment types: passwords of their own where one is chosen.
    func fields(_ number: Int) -> [String: String] {
        link == .address ? fields : fields.mapValues { $0 + String(number) }
    }

    static let all = [
        LinkKind(
            link: .invitation, lifetime: 7 * 86_400, send: { try $0.invite() }, shown: "Choose a password",
            fields: ["password": LinkStage.password], use: "identity.invitation.accepted"),
        LinkKind(
            link: .reset, lifetime: 3_600, send: { try $0.reset() }, shown: "Set the new password",
            fields: ["password": LinkStage.password], use: "identity.password.reset"),
        LinkKind(
            link: .address, lifetime: 24 * 3_600, send: { try $0.newAddress() }, shown: "Confirm the address",
            fields: ["password": TestKernel.password], use: "identity.address.proved"),
    ]
}

/// An installation in which Hanna, a contact, gets links.
struct LinkStage {
    let stage: Stage
    let hanna: TestContact
    let email: String
    let office: Browser

    static let password = "a password of my own, Hanna"

    init() throws {
        stage = try Stage()
        hanna = try stage.kernel.addContact("Hanna Moos", at: stage.maria.customer)
        email = "hanna@example.org"
        office = try stage.kernel.signIn(stage.staff)
    }

    /// Another contact of the same installation, with an address of her own.
    init(beside other: LinkStage) throws {
        (stage, office) = (other.stage, other.office)
        hanna = try stage.kernel.addContact("Hanna Moos", at: stage.maria.customer)
        email = hanna.ref + "@example.org"
    }

    var kernel: TestKernel { stage.kernel }
    var form: String { "/staff/contacts/\(hanna.ref)/portal-user" }

    /// Invites Hanna as an administrator does.
    func invite(_ other: String? = nil, portal: String? = nil) throws -> String {
        try office.open(form + (portal.map { "?portal=" + $0 } ?? ""))
        #expect(try office.submit(form, ["email": other ?? email, "way": "invitation"]).status == 303)
        return try #require(try kernel.deliver().last?.linkPath)
    }

    /// A portal user whose login is the address on file.
    func enable() throws -> TestSeat {
        let seat = try kernel.addSeat(hanna)
        try kernel.execute("UPDATE kernel_contact SET email = \(seat.login) WHERE id = \(hanna.id)")
        return seat
    }

    /// Hanna is a portal user and forgot her password.
    func reset() throws -> String {
        let seat = try enable()
        #expect(try ask(seat.login).location == "/forgot/sent")
        try kernel.runBackground()
        return try #require(try kernel.deliver().last?.linkPath)
    }

    /// Hanna is a portal user and gives another address of e-mail.
    func newAddress(_ address: String = "hanna.moos@example.org", follow: Bool = false) throws -> String {
        let browser = try kernel.signIn(try enable())
        return try newAddress(address, follow: follow, in: browser)
    }

    func newAddress(_ address: String, follow: Bool, in browser: Browser) throws -> String {
        try browser.open("/account/email")
        var fields = ["address": address, "password": TestKernel.password]
        fields["follow"] = follow ? "1" : ""
        #expect(try browser.submit("/account/email", fields).location == "/account")
        return try #require(try kernel.deliver().compactMap(\.linkPath).last)
    }

    /// Somebody asks for a new password.
    @discardableResult
    func ask(_ login: String, _ browser: Browser? = nil) throws -> Reply {
        let browser = browser ?? kernel.browser()
        try browser.open("/forgot")
        return try browser.submit("/forgot", ["login": login])
    }

    /// Opens a link in a browser of its own, as far as its page.
    func follow(_ path: String) throws -> Browser {
        let browser = kernel.browser()
        let page = try #require(try browser.get(path).location)
        try browser.open(page)
        return browser
    }

    /// The text with each of its letters altered, one at a time.
    static func altered(_ text: String) -> [String] {
        let letters = Array(text.utf8)
        return letters.indices.map { place in
            var other = letters
            other[place] = letters[place] == UInt8(ascii: "A") ? UInt8(ascii: "B") : UInt8(ascii: "A")
            return String(decoding: other, as: UTF8.self)
        }
    }

    func uses(_ kind: LinkKind) throws -> Int? {
        try kernel.value("SELECT COUNT(*) FROM kernel_audit WHERE action = \(kind.use)")
    }
}

/// Each is used by one thread only.
struct Unchecked<Value>: @unchecked Sendable { let value: Value }
