import Foundation
import Testing

@testable import MariaDB

@Suite("A transaction takes effect as a whole or not at all")
struct TransactionTests {
    private let options: Connection.Options

    init() throws {
        options = try newDatabase()
        let connection = Connection(options)
        try connection.script("CREATE TABLE t (id INT PRIMARY KEY, n INT NOT NULL)")
        try connection.execute("INSERT INTO t VALUES (1, 0), (2, 0)")
    }

    private func values() throws -> [Int] {
        try Connection(options).rows("SELECT n FROM t ORDER BY id") { row in try row.next() as Int }
    }

    @Test("commit keeps, rollback undoes")
    func plain() throws {
        let connection = Connection(options)
        try connection.begin()
        try connection.execute("UPDATE t SET n = 1 WHERE id = 1")
        #expect(try values() == [0, 0])
        try connection.commit()
        #expect(try values() == [1, 0])
        try connection.begin()
        try connection.execute("UPDATE t SET n = 2")
        connection.rollback()
        #expect(try values() == [1, 0])
        connection.rollback()
    }

    @Test("what is rehearsed leaves no trace, committed or not, and the next transaction is a real one")
    func rehearsal() throws {
        let connection = Connection(options)
        let seen: [Int] = try connection.rehearse {
            try connection.execute("UPDATE t SET n = 1 WHERE id = 1")
            try connection.begin()
            try connection.execute("UPDATE t SET n = 2 WHERE id = 2")
            try connection.commit()
            try connection.begin()
            try connection.execute("UPDATE t SET n = 3")
            connection.rollback()
            return try connection.rows("SELECT n FROM t ORDER BY id") { row in try row.next() }
        }
        #expect(seen == [1, 2])
        #expect(try values() == [0, 0])
        #expect(throws: CancellationError.self) {
            try connection.rehearse {
                try connection.begin()
                try connection.execute("UPDATE t SET n = 4")
                throw CancellationError()
            }
        }
        #expect(try values() == [0, 0])
        try connection.begin()
        try connection.execute("UPDATE t SET n = 5")
        try connection.commit()
        #expect(try values() == [5, 5])
    }

    @Test("no transaction within another, no commit of none, no DDL inside")
    func misuse() throws {
        let connection = Connection(options)
        #expect(throws: DatabaseError.self) { try connection.commit() }
        try connection.begin()
        #expect(throws: DatabaseError.self) { try connection.begin() }
        #expect(throws: DatabaseError.self) { try connection.script("CREATE TABLE x (id INT)") }
        connection.rollback()
    }

    @Test("a statement that ends the transaction beneath is found out at the commit")
    func implicitCommit() throws {
        let connection = Connection(options)
        try connection.begin()
        try connection.execute(SQL(trusted: "CREATE TABLE x (id INT)"))
        #expect(throws: DatabaseError.self) { try connection.commit() }
        connection.rollback()
    }

    @Test("SK04 killed in the middle: lost, nothing half written, the rest is refused, the next use works")
    func killedInside() throws {
        let connection = Connection(options)
        try connection.begin()
        try connection.execute("UPDATE t SET n = 7 WHERE id = 1")
        try kill(connection, options)
        let error = try DatabaseError.from { try connection.execute("UPDATE t SET n = 7 WHERE id = 2") }
        #expect(error?.kind == .lost(committing: false))
        let further = try DatabaseError.from { try connection.execute("UPDATE t SET n = 8 WHERE id = 2") }
        #expect(further?.kind == .lost(committing: false))
        let commit = try DatabaseError.from { try connection.commit() }
        #expect(commit?.kind == .lost(committing: false))
        #expect(try values() == [0, 0])
        connection.rollback()
        try connection.execute("UPDATE t SET n = 9 WHERE id = 2")
        #expect(try values() == [0, 9])
    }

    @Test("SK04 killed while idle: the next use connects anew, and nobody notices")
    func killedIdle() throws {
        let connection = Connection(options)
        try connection.execute("UPDATE t SET n = 1 WHERE id = \(1)")
        let id = connection.id
        try kill(connection, options)
        try connection.execute("UPDATE t SET n = 2 WHERE id = \(1)")
        #expect(connection.id != id)
        try kill(connection, options)
        try connection.begin()
        try connection.execute("UPDATE t SET n = 3 WHERE id = \(1)")
        try connection.commit()
        #expect(try values() == [3, 0])
    }

    @Test("SK04 killed at a statement outside of a transaction: an error, not a second try")
    func killedAtStatement() throws {
        let connection = Connection(options)
        try connection.execute("UPDATE t SET n = n + 1 WHERE id = 1")
        connection.onSend = { [options] _ in
            connection.onSend = nil
            try kill(connection, options)
        }
        let error = try DatabaseError.from { try connection.execute("UPDATE t SET n = n + 1 WHERE id = 1") }
        #expect(error?.kind == .lost(committing: false))
        #expect(try values() == [1, 0])
    }

    @Test("SK03 SK04 killed at the commit: the outcome is unknown, and is said to be")
    func killedAtCommit() throws {
        let connection = Connection(options)
        try connection.begin()
        try connection.execute("UPDATE t SET n = 7")
        connection.onSend = { [options] _ in
            connection.onSend = nil
            try kill(connection, options)
        }
        let error = try DatabaseError.from { try connection.commit() }
        #expect(error?.kind == .lost(committing: true))
        connection.rollback()
        #expect(try values() == [0, 0])
    }

    @Test("SK03 the reply to a commit is lost: it took effect, and its outcome is said to be unknown")
    func replyLost() throws {
        guard case .socket(let socket) = options.address else { return }
        let relay = try Relay(to: socket, droppingReplyTo: "\u{3}COMMIT")
        var through = options
        through.address = .socket(relay.path)
        let connection = Connection(through)
        try connection.begin()
        try connection.execute("UPDATE t SET n = 7")
        let error = try DatabaseError.from { try connection.commit() }
        #expect(error?.kind == .lost(committing: true))
        connection.rollback()
        #expect(try values() == [7, 7])
    }

    @Test("SK04 a deadlock is seen as a reason to run the whole transaction again")
    func deadlock() throws {
        let other = Connection(options)
        try other.begin()
        try other.execute("UPDATE t SET n = 1 WHERE id = 1")
        let hasRow2 = DispatchSemaphore(value: 0)
        let first = Parallel { [options] in
            Result { try Self.crossing(Connection(options)) { hasRow2.signal() } }
        }
        // Each has a row by now and asks for the other's: in whichever order, the second to ask closes the
        // circle.
        try awaitSignal(hasRow2)
        let mine = Result { try other.execute("UPDATE t SET n = 1 WHERE id = 2") }
        if case .success = mine { try other.commit() }
        if case .failure(let error as DatabaseError) = mine {
            #expect(error.kind == .retry)
            // The server has rolled back: whatever came now would stand alone.
            let further = try DatabaseError.from { try other.execute("UPDATE t SET n = 5") }
            #expect(further?.kind == .retry)
            other.rollback()
        }
        let theirs = try first.result()
        let failures = [mine.map { _ in () }, theirs].filter { if case .failure = $0 { true } else { false } }
        #expect(failures.count == 1)
        if case .failure(let error) = theirs { #expect((error as? DatabaseError)?.kind == .retry) }
        #expect(try values() == [1, 1] || values() == [2, 2])
    }

    private func awaitSignal(_ semaphore: DispatchSemaphore) throws {
        guard semaphore.wait(timeout: .now() + 20) == .success else {
            throw TestServer.Failure(reason: "no signal")
        }
    }

    private static func crossing(_ connection: Connection, _ halfway: () -> Void) throws {
        try connection.begin()
        try connection.execute("UPDATE t SET n = 2 WHERE id = 2")
        halfway()
        try connection.execute("UPDATE t SET n = 2 WHERE id = 1")
        try connection.commit()
    }

    @Test("a lock that is not given in time is a reason to run the transaction again")
    func lockWait() throws {
        let holder = Connection(options)
        try holder.begin()
        try holder.execute("UPDATE t SET n = 1 WHERE id = 1")
        var impatient = options
        impatient.lockWait = 1
        let waiter = Connection(impatient)
        try waiter.begin()
        let error = try DatabaseError.from { try waiter.execute("UPDATE t SET n = 2 WHERE id = 1") }
        #expect(error?.kind == .retry)
        waiter.rollback()
        holder.rollback()
    }

    @Test("SK01 of fifty who decide by a conditional update, one wins")
    func race() throws {
        let runners = (0..<50).map { _ in
            Parallel { [options] in
                Result {
                    let connection = Connection(options)
                    try connection.begin()
                    _ = try connection.first("SELECT n FROM t WHERE id = 1") { row in try row.next() as Int }
                    let won = try connection.execute("UPDATE t SET n = n + 1 WHERE id = 1 AND n = 0").affected
                    try connection.commit()
                    return won
                }
            }
        }
        let wins = try runners.map { try $0.result().get() }.reduce(0, +)
        #expect(wins == 1)
        #expect(try values() == [1, 0])
    }
}
