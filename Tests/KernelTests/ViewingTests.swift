import HTTPTypes
import MariaDB
import PortalKit
import PortalTesting
import Testing

@testable import Kernel

@Suite("E22 SL01 View Portal: looking as a customer's person does, and nothing else")
struct ViewingTests {
    @Test("E22 every page is the person's own, with the bar that says who looks", arguments: [0, 1, 2])
    func same(_ reach: Int) throws {
        let it = try ViewingStage()
        try it.kernel.execute(
            "UPDATE kernel_group_reach SET reach = \(max(reach, 1)) WHERE permission = 'notes.view'")
        if reach == 0 { try it.kernel.setAccess(it.stage.maria, to: "notes", isGranted: false) }
        let browser = try it.enter(it.maria)
        let person = try it.kernel.signIn(it.stage.maria)
        for path in [
            "/home", "/notes/notes", "/notes/notes/new", "/search?q=x", "/notes/notes/0123456789ABCDEF",
        ] {
            let (seen, own) = (try browser.get(path), try person.get(path))
            #expect(seen.status == own.status && seen.main == own.main && !seen.main.isEmpty, "\(path)")
            #expect(seen.tabs == own.tabs)
            #expect(seen.text.contains("You see the portal as Maria Anders of Alfreds Futterkiste sees it."))
            #expect(seen.text.contains("30 minutes left."))
            #expect(seen.form(Viewing.end) != nil && !seen.links.contains("/account"))
        }
    }

    @Test("E22 every form of a customer is refused with a page that says why, and nothing changes")
    func readOnly() throws {
        let it = try ViewingStage()
        let browser = try it.enter(it.maria)
        let before = try it.written()
        let paths = it.kernel.house.router.targets.compactMap { target -> String? in
            guard case .customer = target, target.method == .post, target.template != Viewing.end else {
                return nil
            }
            return target.template
        }
        #expect(paths.count > 6)
        for path in paths {
            try browser.get("/home")
            let reply = try browser.post(
                path.replacing("{session}", with: "0123456789ABCDEF"), ["text": "by staff", "language": "nl"])
            #expect(reply.status == 403, "\(path)")
        }
        try browser.get("/home")
        let reply = try browser.post("/notes/notes/new", ["text": "by staff"])
        #expect(reply.text.contains("Nothing was changed.") && reply.form(Viewing.end) != nil)
        #expect(try it.written() == before)
    }

    @Test("SL01 password, sessions and settings of the person are closed, looking and working")
    func account() throws {
        let it = try ViewingStage()
        for what in ["view", "work"] {
            let browser = try it.enter(it.maria, what)
            let before = try it.written()
            let account = it.kernel.house.router.targets.filter { target in
                guard case .customer(let mounted) = target else { return false }
                if case .account = mounted.route.right.demand { return true }
                return false
            }
            #expect(account.count > 6)
            for target in account {
                let path = target.template.replacing("{session}", with: "0123456789ABCDEF")
                try browser.get("/home")
                let status = try target.method == .post ? browser.post(path).status : browser.get(path).status
                #expect(status == 403, "\(what) \(target.name)")
            }
            #expect(try it.written() == before)
        }
    }

    @Test("E22 SL01 nothing is marked as seen: of the person, of his session, of the one who looks")
    func unseen() throws {
        let it = try ViewingStage()
        _ = try it.kernel.signIn(it.stage.maria)
        let browser = try it.enter(it.maria)
        it.kernel.clock.move(seconds: 600)
        let before = try it.kernel.checksums()
        for path in ["/home", "/notes/notes", "/search?q=Canary"] {
            for method in ["GET", "HEAD"] { try browser.send(method, path) }
            try browser.get(path, headers: ["Sec-Purpose": "prefetch"])
        }
        #expect(try it.kernel.checksums() == before)
    }

    @Test("C14 of a customer without portal users it shows what whoever has the link would see")
    func visitor() throws {
        let it = try ViewingStage()
        let browser = try it.enter("/staff/contacts/" + it.martin.ref)
        let page = try browser.get("/notes/notes")
        #expect(page.text.contains("Canary of Martín") && !page.text.contains("Canary of Alfreds"))
        #expect(page.text.contains("as whoever has its link sees it"))
        try it.kernel.execute("UPDATE kernel_group_reach SET reach = 1 WHERE permission = 'notes.view'")
        #expect(try browser.get("/notes/notes").status == 403)
        _ = try it.kernel.addSeat(it.martin)
        #expect(try browser.get("/home").location == "/viewing/ended")
    }

    @Test(
        "E22 where the person cannot sign in the page says why, and shows nothing",
        arguments: ["none", "off", "invited", "archived"])
    func noPortal(_ state: String) throws {
        let it = try ViewingStage()
        var path = it.maria
        switch state {
        case "none":
            path = "/staff/contacts/" + (try it.kernel.addContact("Karl", at: it.stage.maria.customer).ref)
        case "off":
            try it.kernel.execute(
                "UPDATE kernel_seat SET disabled_at = NOW() WHERE id = \(it.stage.maria.id)")
        case "invited":
            try it.kernel.execute("UPDATE kernel_seat SET accepted_at = NULL WHERE id = \(it.stage.maria.id)")
        default: try it.kernel.execute("UPDATE kernel_customer SET archived_at = NOW()")
        }
        let browser = try it.kernel.signIn(it.technician)
        try browser.open(path)
        for what in ["/view", "/work"] {
            let reply = try browser.post(path + what)
            #expect(reply.status == 409 && reply.text.contains("There is no portal to see"), "\(what)")
            #expect(browser.cookies["portico"] == nil)
        }
        #expect(try browser.get(path + "/work").text.contains("There is no portal to see"))
        #expect(try it.kernel.value("SELECT COUNT(*) FROM kernel_viewing") == 0)
        #expect(try it.audit() == [])
    }

    // MARK: How it ends

    @Test("SL01 it ends after 30 minutes, however much one looks, and says so")
    func limit() throws {
        let it = try ViewingStage()
        let browser = try it.enter(it.maria)
        it.kernel.clock.move(seconds: 29 * 60 + 59)
        #expect(try browser.get("/home").text.contains("One minute left."))
        it.kernel.clock.move(seconds: 1)
        let over = try browser.get("/home")
        #expect(over.location == "/viewing/ended" && over.body.isEmpty)
        #expect(try browser.open("/home").text.contains("You no longer see the portal as somebody else"))
        #expect(browser.cookies["portico"] == nil)
        #expect(try browser.get("/staff/customers").status == 200)
    }

    @Test(
        "SL01 SC04 at the next request it is over when anything that it rests on is",
        arguments: ViewingEnd.all)
    func ends(_ end: ViewingEnd) throws {
        let it = try ViewingStage()
        for what in ["view", "work"] {
            let browser = try it.enter(it.maria, what)
            #expect(try browser.get("/notes/notes").status == 200)
            try end.change(it)
            let reply = try browser.get("/notes/notes")
            #expect(end.statuses.contains(reply.status) && !reply.text.contains("Canary"), "\(what)")
            if reply.status == 303 { #expect(reply.location == "/viewing/ended") }
            try end.back(it)
        }
    }

    @Test(
        "SL02 SC02 beginning and ending are in the audit with both names; the token is new each time, and dead after"
    )
    func beginAndEnd() throws {
        let it = try ViewingStage()
        let browser = try it.enter(it.maria)
        let first = try #require(browser.cookies["portico"])
        #expect(try it.audit() == [it.line("viewing.begun", it.stage.maria)])
        try browser.get("/home")
        let end = try browser.submit(Viewing.end)
        #expect(end.location == it.maria && browser.cookies["portico"] == nil)
        #expect(try browser.get(it.maria).status == 200)
        _ = try it.enter(it.maria, in: browser)
        let second = try #require(browser.cookies["portico"])
        #expect(first != second)
        browser.cookies["portico"] = first
        #expect(try browser.get("/home").location == "/viewing/ended")
        #expect(
            try it.audit() == [
                it.line("viewing.begun", it.stage.maria), it.line("viewing.ended", it.stage.maria),
                it.line("viewing.begun", it.stage.maria),
            ])
        #expect(try it.kernel.value("SELECT COUNT(*) FROM kernel_audit WHERE actor_kind = 'account'") == 0)
    }
}

/// What an entry rests on, taken away and given back.
struct ViewingEnd: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let statuses: Set<Int>
    let change: @Sendable (ViewingStage) throws -> Void
    let back: @Sendable (ViewingStage) throws -> Void

    private static func sql(_ name: String, _ change: SQL, _ back: SQL, _ statuses: Set<Int> = [303])
        -> ViewingEnd
    {
        ViewingEnd(
            testDescription: name, statuses: statuses, change: { it in try it.kernel.execute(change) },
            back: { it in try it.kernel.execute(back) })
    }

    static let all: [ViewingEnd] = [
        sql(
            "staff signed out", "UPDATE kernel_staff_session SET ended_at = NOW()",
            "UPDATE kernel_staff_session SET ended_at = NULL"),
        sql(
            "staff removed", "UPDATE kernel_staff SET removed_at = NOW()",
            "UPDATE kernel_staff SET removed_at = NULL"),
        sql(
            "staff idle", "UPDATE kernel_staff_session SET seen_at = '2000-01-01'",
            "UPDATE kernel_staff_session SET seen_at = created_at"),
        sql(
            "seat off", "UPDATE kernel_seat SET disabled_at = NOW()",
            "UPDATE kernel_seat SET disabled_at = NULL"),
        sql(
            "seat only invited", "UPDATE kernel_seat SET accepted_at = NULL",
            "UPDATE kernel_seat SET accepted_at = created_at"),
        sql(
            "contact removed", "UPDATE kernel_contact SET removed_at = NOW()",
            "UPDATE kernel_contact SET removed_at = NULL"),
        sql(
            "customer archived", "UPDATE kernel_customer SET archived_at = NOW()",
            "UPDATE kernel_customer SET archived_at = NULL"),
        sql(
            "module off", "REPLACE INTO kernel_module (portal, disabled_at) VALUES ('notes', NOW())",
            "DELETE FROM kernel_module", [404]),
        sql(
            "group says none", "UPDATE kernel_group_reach SET permission = CONCAT('x', permission)",
            "UPDATE kernel_group_reach SET permission = SUBSTRING(permission, 2)", [403]),
        sql(
            "access removed",
            "INSERT INTO kernel_access (seat_id, portal, granted, changed_at) SELECT id, 'notes', 0, NOW() FROM kernel_seat",
            "DELETE FROM kernel_access", [403]),
    ]
}
