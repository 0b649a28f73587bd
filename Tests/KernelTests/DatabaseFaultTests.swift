import Foundation
import MariaDB
import PortalKit
import PortalTesting
import Testing

@testable import Kernel

@Suite("When the database fails")
struct DatabaseFaultTests {
    /// Ends a connection at the server, as an operator does, and waits until the server has let it go.
    private func kill(_ id: UInt64, _ kernel: TestKernel) throws {
        let other = Connection(kernel.database.options)
        try other.script("KILL \(id)")
        let sql: SQL = "SELECT COUNT(*) FROM information_schema.processlist WHERE id = \(id)"
        while try other.first(sql, { try $0.next() as Int }) != 0 {}
    }

    @Test(
        "SK04 a connection that is killed before any statement of a transaction: 503, nothing saved, and well again",
        arguments: 0..<5)
    func killed(_ place: Int) throws {
        let stage = try Stage()
        let browser = try stage.kernel.signIn(stage.maria)
        let keys = try browser.keys(for: "/notes/notes/new").merging(["text": "kept"]) { own, _ in own }
        var sent = 0
        var isKilled = false
        browser.desk.connection.onSend = { _ in
            // The session statement and BEGIN, the form's key, the note, the answer for the key, COMMIT.
            if sent == place, !isKilled, let id = browser.desk.connection.id {
                isKilled = true
                try kill(id, stage.kernel)
            }
            sent += 1
        }
        let reply = try browser.post("/notes/notes/new", keys)
        browser.desk.connection.onSend = nil
        #expect(isKilled)
        #expect(reply.status == 503 || (place == 0 && reply.status == 303), "\(reply.status)")
        if reply.status == 503 {
            #expect(reply.header("Retry-After") != nil)
            #expect(try stage.kernel.value("SELECT COUNT(*) FROM notes_note") == 0)
        }
        #expect(try browser.post("/notes/notes/new", keys).status == 303)
        #expect(try stage.kernel.value("SELECT COUNT(*) FROM notes_note") == 1)
    }

    @Test("SK04 a connection that is lost while committing: the form's key says whether it happened")
    func lostCommit() throws {
        for didHappen in [true, false] {
            let stage = try Stage()
            let browser = try stage.kernel.signIn(stage.maria)
            let keys = try browser.keys(for: "/notes/notes/new").merging(["text": "kept"]) { own, _ in own }
            browser.desk.connection.onSend = { sql in
                guard sql.text == "COMMIT" else { return }
                let connection = browser.desk.connection
                connection.onSend = nil
                if didHappen { try connection.commit() }
                throw DatabaseError(.lost(committing: true), code: 2013)
            }
            let reply = try browser.post("/notes/notes/new", keys)
            #expect(reply.status == (didHappen ? 303 : 503))
            #expect(try stage.kernel.value("SELECT COUNT(*) FROM notes_note") == (didHappen ? 1 : 0))
            #expect(try browser.post("/notes/notes/new", keys).status == 303)
            #expect(try stage.kernel.value("SELECT COUNT(*) FROM notes_note") == 1)
        }
    }

    @Test("SK04 a deadlock runs the whole handler again, five times at most")
    func deadlock() throws {
        for failures in [1, 4, 99] {
            let stage = try Stage()
            let browser = try stage.kernel.signIn(stage.maria)
            let keys = try browser.keys(for: "/notes/notes/new").merging(["text": "kept"]) { own, _ in own }
            var left = failures
            browser.desk.connection.onSend = { sql in
                guard sql.text.contains("INSERT INTO notes_note"), left > 0 else { return }
                left -= 1
                throw DatabaseError(.retry, code: 1213)
            }
            let reply = try browser.post("/notes/notes/new", keys)
            browser.desk.connection.onSend = nil
            #expect(reply.status == (failures < 5 ? 303 : 503), "\(failures)")
            #expect(try stage.kernel.value("SELECT COUNT(*) FROM notes_note") == (failures < 5 ? 1 : 0))
        }
    }

    @Test(
        "F03 SK04 without MariaDB every page says 503 with Retry-After; it is back without a restart when MariaDB is"
    )
    func unavailable() throws {
        let link = FileManager.default.temporaryDirectory.path + "/portico-link-\(UUID().uuidString)"
        let server = try TestServer.shared.get().socket
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: server)
        defer { try? FileManager.default.removeItem(atPath: link) }
        let kernel = try TestKernel(portals: [notesPortal], publicURL: "http://127.0.0.1:8080", cores: 64) {
            options in
            var options = options
            options.address = .socket(link)
            return options
        }
        let seat = try kernel.addSeat(kernel.addContact(at: kernel.addCustomer()))
        let browser = try kernel.signIn(seat)
        let keys = try browser.keys(for: "/notes/notes/new").merging(["text": "kept"]) { own, _ in own }
        #expect(try browser.get("/home").status == 200)

        try FileManager.default.removeItem(atPath: link)
        browser.desk.connection.close()
        for path in ["/home", "/notes/notes", "/readyz", "/account"] {
            let reply = try browser.get(path)
            #expect(reply.status == 503, "\(path)")
            #expect(reply.header("Retry-After") != nil)
            #expect(!reply.body.contains(link))
        }
        #expect(try browser.post("/notes/notes/new", keys).status == 503)
        #expect(try browser.get("/healthz").status == 200)
        let guest = kernel.browser()
        #expect(try guest.get("/sign-in").status == 200)
        #expect(
            try guest.submit("/sign-in", ["login": seat.login, "password": TestKernel.password]).status == 503
        )

        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: server)
        #expect(try browser.get("/home").status == 200)
        #expect(try browser.get("/readyz").status == 200)
        #expect(try browser.post("/notes/notes/new", keys).status == 303)
        #expect(try kernel.value("SELECT COUNT(*) FROM notes_note") == 1)
    }
}
