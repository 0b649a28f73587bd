import MariaDB
import PortalKit
import PortalTesting
import Testing

@testable import Kernel

@Suite("A customer's own administrators")
struct ColleagueTests {
    private let it: ColleagueStage

    init() throws { it = try ColleagueStage() }

    // MARK: Who must not

    @Test("G05 A09 without the permission every address of it is refused and nothing changes")
    func withoutRight() throws {
        let otto = try it.kernel.signIn(it.otto)
        let path = try it.path(it.otto)
        for page in ["/colleagues", "/colleagues/new", path] {
            #expect(try otto.get(page).status == 403, "\(page)")
        }
        _ = try otto.get("/account")
        let before = try it.kernel.checksums()
        #expect(try it.invite("yang@example.org", it.plain, by: otto).status == 403)
        for act in ["group", "end", "switch", "confirm", "resend", "withdraw"] {
            #expect(
                try otto.post("\(path)/\(act)", ["group": it.plain.ref, "on": "0"]).status == 403, "\(act)")
        }
        #expect(try it.kernel.checksums() == before)
    }

    @Test("G05 SE09 a permission of the customer's visitors does not reach this far")
    func visitors() throws {
        try it.kernel.execute(
            """
            INSERT INTO kernel_group_reach (group_id, permission, reach)
            SELECT id, 'identity.colleagues', 2 FROM kernel_permission_group WHERE kind = 'non-portal-users'
            """)
        let open = try it.kernel.addCustomer("Without users")
        let token = Token()
        try it.kernel.execute(
            """
            INSERT INTO kernel_visitor_session (token_hash, customer_id, link_turn, created_at, seen_at)
            SELECT \(token.hash), id, link_turn, \(it.kernel.clock.now), \(it.kernel.clock.now)
            FROM kernel_customer WHERE id = \(open.id)
            """)
        let visitor = it.kernel.browser()
        visitor.cookies[CookieNames(isSecure: false).customer] = VisitorCookie.text(token)
        #expect(try visitor.get("/home").status == 200)
        #expect(try visitor.get("/colleagues").status == 403)
    }

    /// One row of the table of refusals.
    struct Refusal: Sendable, CustomTestStringConvertible {
        let name: String
        /// Whether the group stands in the ceiling.
        let isAllowed: Bool
        let reaches: [String: Reach]
        /// Said of the administrator's own portal.
        var isRevoked = false
        var cap: Reach?
        let isGiven: Bool

        var testDescription: String { name }

        static let all = [
            Refusal(
                name: "allowed and not more", isAllowed: true, reaches: ["notes.view": .own], isGiven: true),
            Refusal(name: "allowed and nothing", isAllowed: true, reaches: [:], isGiven: true),
            Refusal(name: "not allowed", isAllowed: false, reaches: ["notes.view": .own], isGiven: false),
            Refusal(
                name: "allowed, and a wider reach", isAllowed: true, reaches: ["notes.view": .organisation],
                isGiven: false),
            Refusal(
                name: "allowed, and another right", isAllowed: true, reaches: ["notes.add": .organisation],
                isGiven: false),
            Refusal(
                name: "allowed, and his own right to invite", isAllowed: true,
                reaches: ["identity.colleagues": .organisation], isGiven: true),
            Refusal(
                name: "allowed, of a portal that he lost", isAllowed: true, reaches: ["notes.view": .own],
                isRevoked: true, isGiven: false),
            Refusal(
                name: "allowed, where he is capped to what he has", isAllowed: true,
                reaches: ["notes.view": .own], cap: .own, isGiven: true),
        ]
    }

    @Test(
        "G05 SE09 a group is given only inside the ceiling, and never with more than one has",
        arguments: Refusal.all)
    func ceiling(_ row: Refusal) throws {
        let group = try it.kernel.addGroup(row.reaches)
        if row.isAllowed { try it.allow(group) }
        if row.isRevoked || row.cap != nil {
            try it.kernel.setAccess(it.hanna, to: "notes", isGranted: !row.isRevoked, cap: row.cap)
        }
        let offered = try it.browser.get("/colleagues/new").text.contains(
            try it.kernel.value("SELECT name FROM kernel_permission_group WHERE id = \(group.id)") ?? "?")
        #expect(offered == row.isGiven)
        let seats = try it.seats
        #expect(try it.invite("yang@example.org", group).status == (row.isGiven ? 303 : 403))
        #expect(try it.seats == seats + (row.isGiven ? 1 : 0))
        // Of somebody who holds less than oneself; who has lost a portal reaches nobody who has it.
        try it.kernel.execute(
            "UPDATE kernel_seat SET group_id = \(try it.kernel.addGroup([:]).id) WHERE id = \(it.otto.id)")
        let was = try it.group(it.otto)
        let reply = try it.browser.post(it.path(it.otto) + "/group", ["group": group.ref])
        #expect(reply.status == (row.isGiven ? 303 : 403))
        #expect(try it.group(it.otto) == (row.isGiven ? group.id : was))
    }

    @Test("G05 SE09 the system groups are not given: Everything is more, and visitors' is nobody's")
    func systemGroups() throws {
        for kind in ["everything", "non-portal-users"] {
            let ref: [UInt8]? = try it.kernel.value(
                "SELECT ref FROM kernel_permission_group WHERE kind = \(kind)")
            let id: UInt64? = try it.kernel.value(
                "SELECT id FROM kernel_permission_group WHERE kind = \(kind)")
            try it.allow(id ?? 0)
            let group = Crockford.encode(ref ?? [])
            #expect(
                try it.browser.post(
                    "/colleagues/new", ["name": "Yang", "email": "yang@example.org", "group": group]
                ).status == 403, "\(kind)")
            #expect(
                try it.browser.post(it.path(it.otto) + "/group", ["group": group]).status == 403, "\(kind)")
        }
    }

    @Test(
        "G05 SE09 not oneself, nobody with more rights, not the organisation's own sign-in, nobody of another customer"
    )
    func targets() throws {
        let more = try it.kernel.addSeat(it.kernel.addContact("Maria", at: it.customer), group: it.wide)
        let itself = try it.kernel.addSeat(on: it.customer)
        let foreign = try it.kernel.addSeat(
            it.kernel.addContact("Ana", at: it.kernel.addCustomer("Helados")), group: it.plain)
        for (seat, status) in [(it.hanna, 403), (more, 403), (itself, 403), (foreign, 404)] {
            let path = try it.path(seat)
            let page = try it.browser.get(path)
            #expect(page.status == (status == 404 ? 404 : 200))
            #expect(status == 404 || page.text.contains("You cannot change this access."))
            #expect(!page.forms.contains { $0.action.hasSuffix("/group") || $0.action.hasSuffix("/switch") })
            let before = try it.kernel.checksums()
            for (act, fields) in [
                ("group", ["group": it.plain.ref]), ("end", ["last_day": "2099-01-01"]),
                ("switch", ["on": "0"]),
                ("switch", ["on": "1"]), ("resend", [:]), ("withdraw", [:]),
            ] {
                #expect(
                    try it.browser.post("\(path)/\(act)", fields).status == status, "\(seat.login) \(act)")
            }
            #expect(try it.kernel.checksums() == before)
        }
        for seat in [it.hanna, itself] {
            #expect(try it.browser.post(it.path(seat) + "/confirm").status == 403)
        }
    }

    @Test("G05 what the operator switched off, a colleague does not switch on")
    func offByStaff() throws {
        let office = try it.kernel.signIn(it.staff)
        try office.post("/staff/contacts/\(it.otto.contact?.ref ?? "")/portal-user/switch", ["on": "0"])
        #expect(try it.browser.post(it.path(it.otto) + "/switch", ["on": "1"]).status == 403)
        try office.post("/staff/contacts/\(it.otto.contact?.ref ?? "")/portal-user/switch", ["on": "1"])
        #expect(try it.browser.post(it.path(it.otto) + "/switch", ["on": "0"]).status == 303)
        #expect(try it.kernel.signIn(it.otto).get("/home").location?.hasPrefix("/sign-in") == true)
        #expect(try it.browser.post(it.path(it.otto) + "/switch", ["on": "1"]).status == 303)
    }

    @Test("G05 SC04 a right that is taken away holds at the next act, and a technician makes no ceiling")
    func holdsAtOnce() throws {
        _ = try it.browser.get("/colleagues/new")
        try it.kernel.execute("DELETE FROM kernel_group_ceiling")
        #expect(try it.invite("yang@example.org", it.plain).status == 403)
        try it.kernel.execute("UPDATE kernel_seat SET group_id = \(it.plain.id) WHERE id = \(it.hanna.id)")
        #expect(try it.browser.get("/colleagues").status == 403)
        let technician = try it.kernel.signIn(it.kernel.addStaff("Jonas", isAdministrator: false))
        let path = "/staff/permission-groups/\(it.administrators.ref)/ceiling"
        #expect(try technician.get(path).status == 403)
        #expect(try technician.post(path, ["allowed": it.wide.ref]).status == 403)
        let office = try it.kernel.signIn(it.staff)
        #expect(try office.post(path, ["allowed": "0000000000000000"]).status == 404)
        #expect(try office.post(path, ["allowed": it.wide.ref]).status == 303)
        #expect(try it.kernel.value("SELECT allowed_group_id FROM kernel_group_ceiling") == it.wide.id)
    }

    // MARK: What he does

    @Test("G05 an invitation names who invites; who accepts is of the group, and both stand in the trail")
    func invites() throws {
        #expect(try it.invite("Yang@Example.org", it.plain).status == 303)
        let mail = try #require(try it.kernel.deliver().last)
        #expect(mail.text.contains("Hanna Moos invited you"))
        let path = try #require(mail.linkPath)
        let yang = it.kernel.browser()
        try yang.open(path)
        #expect(try yang.submit("/invitation", ["password": "a password of my own, Yang"]).status == 303)
        #expect(try yang.get("/home").status == 200)
        #expect(
            try it.kernel.values(
                "SELECT CONCAT_WS(' ', action, customer_id) FROM kernel_audit WHERE seat_id IS NOT NULL ORDER BY id"
            ) == [
                "identity.colleague.invited \(it.customer.id)",
                "identity.invitation.accepted \(it.customer.id)",
            ])
        #expect(try it.invite("yang@example.org", it.plain).status == 422)
    }

    @Test("G05 of fifty invitations of one address at once there is one contact and one seat")
    func race() throws {
        let (contacts, seats): (Int?, Int) = (
            try it.kernel.value("SELECT COUNT(*) FROM kernel_contact"), try it.seats
        )
        let (kernel, hanna, group) = (it.kernel, it.hanna, it.plain)
        let replies = PortalTesting.atOnce(50) { _ -> Int in
            let browser = try kernel.signIn(hanna)
            return try browser.post(
                "/colleagues/new", ["name": "Yang", "email": "yang@example.org", "group": group.ref]
            ).status
        }
        let statuses = try replies.map { try $0.get() }
        #expect(statuses.count { $0 == 303 } == 1)
        #expect(statuses.allSatisfy { [303, 422].contains($0) }, "\(Set(statuses))")
        #expect(try it.seats == seats + 1)
        #expect(try it.kernel.value("SELECT COUNT(*) FROM kernel_contact") == (contacts ?? 0) + 1)
    }

    @Test("G05 SD09 no more than a hundred invitations go out for one customer in a day")
    func limit() throws {
        try it.kernel.execute(
            """
            INSERT INTO kernel_invitation (token_hash, seat_id, email, created_at, expires_at)
            SELECT UNHEX(SHA2(seq, 256)), \(it.otto.id), 'x@example.org', \(it.kernel.clock.now), \(it.kernel.clock.now)
            FROM seq_1_to_100
            """)
        let seats = try it.seats
        #expect(try it.invite("yang@example.org", it.plain).status == 409)
        #expect(try it.seats == seats)
    }

    @Test("G05 an invitation is sent again, and withdrawn with what was made for it")
    func offers() throws {
        let (seats, accounts): (Int, Int?) = (
            try it.seats, try it.kernel.value("SELECT COUNT(*) FROM kernel_account")
        )
        #expect(try it.invite("yang@example.org", it.plain).status == 303)
        let first = try #require(try it.kernel.deliver().last?.linkPath)
        let ref: [UInt8]? = try it.kernel.value("SELECT ref FROM kernel_seat ORDER BY id DESC LIMIT 1")
        let path = "/colleagues/" + Crockford.encode(ref ?? [])
        #expect(try it.browser.get(path).text.contains("Has not answered yet."))
        #expect(try it.browser.post(path + "/resend").status == 303)
        #expect(try it.kernel.browser().open(first).text.contains("This link no longer works"))
        #expect(try it.browser.post(path + "/withdraw").status == 303)
        #expect(try it.seats == seats)
        #expect(try it.kernel.value("SELECT COUNT(*) FROM kernel_account") == accounts)
    }
}
