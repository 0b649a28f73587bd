import MariaDB
import PortalKit
import PortalTesting
import Testing

@testable import Kernel

@Suite("The operator's own people")
struct StaffPersonTests {
    private static let list = "/staff/settings/people"

    private func path(_ staff: TestStaff, _ kernel: TestKernel) throws -> String {
        let ref: [UInt8]? = try kernel.value("SELECT ref FROM kernel_staff WHERE id = \(staff.id)")
        return Self.list + "/" + Crockford.encode(ref ?? [])
    }

    private func role(_ staff: TestStaff, _ kernel: TestKernel) throws -> String? {
        try kernel.value(
            "SELECT IF(removed_at IS NULL, role, 'removed') FROM kernel_staff WHERE id = \(staff.id)")
    }

    @Test("A09 a technician reaches none of their pages, and changes nobody by a forged form")
    func technician() throws {
        let stage = try Stage()
        let jonas = try stage.kernel.addStaff("Jonas Kettering", isAdministrator: false)
        let browser = try stage.kernel.signIn(jonas)
        let boss = try path(stage.staff, stage.kernel)
        let own = try path(jonas, stage.kernel)
        let before = try stage.kernel.checksums()
        for address in [Self.list, Self.list + "/new", boss, boss + "/remove"] {
            #expect(try browser.get(address).status == 403, "\(address)")
        }
        for address in [
            own, boss + "/sessions", boss + "/start-password", boss + "/remove", Self.list + "/new",
        ] {
            let fields = ["role": "administrator", "name": "x", "login": "x"]
            #expect(try browser.post(address, fields).status == 403, "\(address)")
        }
        #expect(try stage.kernel.checksums() == before)
    }

    @Test(
        "A09 nobody removes or demotes himself, and so never the last administrator: refused with the reason")
    func oneself() throws {
        let stage = try Stage()
        let browser = try stage.kernel.signIn(stage.staff)
        let own = try path(stage.staff, stage.kernel)
        let page = try browser.get(own)
        #expect(page.text.contains("This is you.") && page.form(own) == nil)
        #expect(!page.links.contains(own + "/remove"))
        #expect(try browser.get(own + "/remove").text.contains("You cannot remove yourself."))
        for (address, fields, reason) in [
            (own, ["role": "technician"], "You cannot change your own role."),
            (own + "/remove", [:], "You cannot remove yourself."),
            (own + "/start-password", [:], "Change your own password"),
        ] {
            let reply = try browser.post(address, fields)
            #expect(reply.status == 409 && reply.text.contains(reason), "\(address)")
        }
        #expect(try role(stage.staff, stage.kernel) == "administrator")
    }

    @Test("A09 of fifty administrators who all demote and remove each other one stays, whoever is first")
    func race() throws {
        let stage = try Stage()
        let kernel = stage.kernel
        let people = try (0..<50).map { try kernel.addStaff("Person \($0)") }
        try kernel.execute("UPDATE kernel_staff SET role = 'technician' WHERE id = \(stage.staff.id)")
        let paths = try people.map { try path($0, kernel) }
        let browsers = Unchecked(value: try people.map { try kernel.signIn($0) })
        for browser in browsers.value { try browser.get(Self.list) }
        _ = atOnce(50) { number in
            let target = paths[(number + 1) % 50]
            return number.isMultiple(of: 2)
                ? try browsers.value[number].post(target, ["role": "technician"]).status
                : try browsers.value[number].post(target + "/remove").status
        }
        let left: Int? = try kernel.value(
            "SELECT COUNT(*) FROM kernel_staff WHERE role = 'administrator' AND removed_at IS NULL")
        #expect((left ?? 0) >= 1)
    }

    @Test("A09 of two administrators who demote each other at the same moment exactly one stays")
    func pair() throws {
        let stage = try Stage()
        let kernel = stage.kernel
        for round in 0..<10 {
            try kernel.execute("UPDATE kernel_staff SET role = 'technician'")
            let people = [try kernel.addStaff("One \(round)"), try kernel.addStaff("Two \(round)")]
            let paths = try people.map { try path($0, kernel) }
            let browsers = Unchecked(value: try people.map { try kernel.signIn($0) })
            for browser in browsers.value { try browser.get(Self.list) }
            _ = atOnce(2) { number in
                try browsers.value[number].post(paths[1 - number], ["role": "technician"]).status
            }
            #expect(
                try kernel.value(
                    "SELECT COUNT(*) FROM kernel_staff WHERE role = 'administrator' AND removed_at IS NULL")
                    == 1
            )
        }
    }

    @Test(
        "A09 a person is added with a start password, shown once, which is replaced before anything else")
    func added() throws {
        let stage = try Stage()
        let browser = try stage.kernel.signIn(stage.staff)
        try browser.get(Self.list + "/new")
        let shown = try browser.submit(
            Self.list + "/new", ["name": "Laura Callahan", "login": "laura", "role": "technician"])
        #expect(shown.status == 200)
        let secret = try #require(
            shown.body.split(separator: "<span class=\"secret\">").dropFirst().first?.split(separator: "<")
                .first)
        #expect(try browser.get(Self.list).text.contains("Laura Callahan"))
        #expect(try !browser.get(Self.list).body.contains(secret))
        let (laura, entered) = try stage.signIn("laura", String(secret), at: "/staff/sign-in")
        #expect(entered.status == 303)
        #expect(try laura.get("/staff/customers").location == "/staff/account/password")
        #expect(try laura.post("/staff/customers/new", ["name": "x"]).location == "/staff/account/password")
        let page = try laura.get("/staff/account/password")
        #expect(page.status == 200 && page.tabs.isEmpty)
        let chosen = "fifteen ducks on a pond"
        for (fields, wrong) in [
            (["current": "wrong", "new": chosen, "again": chosen], "current"),
            (["current": String(secret), "new": "short", "again": "short"], "new"),
            (["current": String(secret), "new": String(secret), "again": String(secret)], "new"),
            (["current": String(secret), "new": chosen, "again": "other"], "again"),
        ] {
            try laura.get("/staff/account/password")
            #expect(try laura.submit("/staff/account/password", fields).wrongFields == [wrong])
        }
        try laura.get("/staff/account/password")
        let good = ["current": String(secret), "new": chosen, "again": chosen]
        #expect(try laura.submit("/staff/account/password", good).status == 303)
        #expect(try laura.get("/staff/customers").status == 200)
        #expect(try stage.signIn("laura", String(secret), at: "/staff/sign-in").1.status == 422)
        #expect(try stage.signIn("laura", chosen, at: "/staff/sign-in").1.status == 303)
        let taken = try browser.post(
            Self.list + "/new", ["name": "Other", "login": "laura", "role": "technician"])
        #expect(taken.status == 422)
    }

    @Test("SA11 a person's start password ends after a week, for its session too")
    func ended() throws {
        let stage = try Stage()
        let laura = try stage.kernel.addStaff("Laura Callahan")
        let administrator = try stage.kernel.signIn(stage.staff)
        let shown = try administrator.post(try path(laura, stage.kernel) + "/start-password")
        let secret = try #require(
            shown.body.split(separator: "<span class=\"secret\">").dropFirst().first?.split(separator: "<")
                .first)
        stage.kernel.clock.move(seconds: 7 * 86_400 + 1)
        #expect(try stage.signIn(laura.login, String(secret), at: "/staff/sign-in").1.status == 422)
    }

    @Test("A09 a role, sessions and a removal hold at the next request")
    func changed() throws {
        let stage = try Stage()
        let kernel = stage.kernel
        let laura = try kernel.addStaff("Laura Callahan", isAdministrator: false)
        let (hers, own) = (try kernel.signIn(laura), try path(laura, kernel))
        let browser = try kernel.signIn(stage.staff)
        #expect(try hers.get(Self.list).status == 403)
        try browser.get(own)
        #expect(try browser.submit(own, ["role": "administrator"]).status == 303)
        #expect(try hers.get(Self.list).status == 200)
        try browser.get(own)
        #expect(try browser.submit(own + "/sessions").status == 303)
        #expect(try hers.get("/staff/customers").status == 303)
        let again = try kernel.signIn(laura)
        #expect(try again.get("/staff/customers").status == 200)
        try browser.get(own + "/remove")
        #expect(try browser.submit(own + "/remove").status == 303)
        #expect(try again.get("/staff/customers").status == 303)
        #expect(try role(laura, kernel) == "removed")
        #expect(try browser.get(own).status == 404)
        let actions: [String] = try kernel.values(
            "SELECT action FROM kernel_audit WHERE subject_kind = 'staff' ORDER BY id")
        #expect(
            actions == [
                "administration.staff.made-administrator", "administration.staff.signed-out",
                "administration.staff.removed",
            ])
    }

    @Test("A09 whoever is no administrator any more when it counts changes nobody, and never himself")
    func late() throws {
        let stage = try Stage()
        let kernel = stage.kernel
        let laura = try kernel.addStaff("Laura Callahan")
        let ref: [UInt8]? = try kernel.value("SELECT ref FROM kernel_staff WHERE id = \(laura.id)")
        func undergo(_ act: StaffPerson.Act, by id: UInt64) throws -> Bool {
            let actor = StaffMember(id: id, name: "Alma", initials: "A", isAdministrator: true)
            return try kernel.withConnection { connection in
                let store = SystemRun(kernel.house, connection).store(of: administrationPortal)
                let reading = Reading(store)
                let person = try StaffPerson.find(Ref(bytes: ref ?? []), at: kernel.clock.now, reading)
                do {
                    try person.undergo(act, by: actor, at: kernel.clock.now, connection)
                    return true
                } catch is PortalError {
                    return false
                }
            }
        }
        #expect(try !undergo(.makeTechnician, by: laura.id) && !undergo(.remove, by: laura.id))
        for change in ["role = 'technician'", "removed_at = NOW()"] as [SQL] {
            try kernel.execute("UPDATE kernel_staff SET \(sql: change) WHERE id = \(stage.staff.id)")
            #expect(try !undergo(.makeTechnician, by: stage.staff.id))
            #expect(try !undergo(.remove, by: stage.staff.id))
            try kernel.execute(
                "UPDATE kernel_staff SET role = 'administrator', removed_at = NULL WHERE id = \(stage.staff.id)"
            )
        }
        #expect(try role(laura, kernel) == "administrator")
        #expect(try undergo(.makeTechnician, by: stage.staff.id))
        #expect(try role(laura, kernel) == "technician")
    }
}
