/// One connection to MariaDB, for one worker thread. It connects when first used, and anew after it broke.
package final class Connection {
    private let options: Options
    private var session: Session?
    private var transaction = Transaction.none
    private var isRehearsing = false

    /// How many statements were sent, with BEGIN, COMMIT and ROLLBACK, without those of connecting.
    package private(set) var statements = 0
    /// Called for each new text before it is prepared; what it throws keeps the text from the server.
    package var onPrepare: ((SQL) throws -> Void)?
    /// Called before each statement is sent; what it throws is as if the connection broke at that point.
    package var onSend: ((SQL) throws -> Void)?

    private enum Transaction {
        case none, open
        /// The server has given it up, for this reason: nothing may be sent until the caller has rolled back,
        /// because it would take effect on its own.
        case broken(DatabaseError)
    }

    package init(_ options: Options) {
        self.options = options
    }

    /// Every row, mapped.
    package func rows<T>(_ sql: SQL, _ map: (borrowing Row) throws -> T) throws -> [T] {
        try run(sql) { statement in
            var all: [T] = []
            all.reserveCapacity(statement.rowCount)
            while try statement.advance() {
                let row = Row(statement)
                all.append(try map(row))
            }
            return all
        }
    }

    /// The first row, mapped; nil if there is none.
    package func first<T>(_ sql: SQL, _ map: (borrowing Row) throws -> T) throws -> T? {
        try run(sql) { statement in
            guard try statement.advance() else { return nil }
            let row = Row(statement)
            return try map(row)
        }
    }

    /// Runs a statement that changes rows.
    @discardableResult
    package func execute(_ sql: SQL) throws -> Changed {
        try run(sql) { $0.changed }
    }

    /// Sends one statement without preparing it, as DDL asks for. It has no values, and no transaction is
    /// open.
    package func script(_ text: String) throws {
        guard case .none = transaction else {
            throw DatabaseError(.other, note: "a script ends the transaction it runs in")
        }
        try send(SQL(trusted: text))
    }

    package func begin() throws {
        guard case .none = transaction else {
            throw DatabaseError(.other, note: "a transaction is open already")
        }
        try send(isRehearsing ? "SAVEPOINT rehearsal" : "START TRANSACTION")
        transaction = .open
    }

    /// Makes the transaction take effect. `lost(committing: true)` means that nobody knows whether it did.
    package func commit() throws {
        switch transaction {
        case .none: throw DatabaseError(.other, note: "no transaction is open")
        case .broken(let reason): throw reason
        case .open: break
        }
        guard let session, session.isInTransaction else {
            throw noted(DatabaseError(.other, note: "a statement ended the transaction before its commit"))
        }
        try send(isRehearsing ? "RELEASE SAVEPOINT rehearsal" : "COMMIT", during: .committing)
        transaction = .none
    }

    /// Undoes the transaction, if one is open. It cannot fail: a connection that refuses is thrown away, and
    /// the server undoes what it had begun.
    package func rollback() {
        if case .open = transaction, session == nil { transaction = .none }
        if case .none = transaction { return }
        if let session {
            statements += 1
            do throws(DatabaseError) {
                try session.query(isRehearsing ? "ROLLBACK TO SAVEPOINT rehearsal" : "ROLLBACK")
            } catch { close() }
        }
        transaction = .none
    }

    /// Does something and undoes all of it, also what was committed meanwhile: for the walk, which tries what must
    /// leave no trace.
    package func rehearse<T>(_ body: () throws -> T) throws -> T {
        try begin()
        transaction = .none
        isRehearsing = true
        defer {
            isRehearsing = false
            transaction = .open
            rollback()
        }
        return try body()
    }

    /// Hangs up. The next use connects anew.
    package func close() {
        session = nil
        if case .open = transaction {
            transaction = .broken(DatabaseError(.lost(committing: false), note: "closed"))
        }
    }

    /// Whether `begin` was called and neither `commit` nor `rollback` since.
    package var isInTransaction: Bool {
        if case .none = transaction { return false }
        return true
    }

    /// The server's number for this connection, nil while it is not connected.
    package var id: UInt64? { session?.id }

    /// The capabilities the client library asked for (`CLIENT_…`), nil while it is not connected.
    package var clientFlags: UInt? { session?.clientFlags }
}

// MARK: - Sending

extension Connection {
    private func run<T>(_ sql: SQL, _ read: (Statement) throws -> T) throws -> T {
        let session = try ready()
        let statement: Statement
        do {
            statement = try session.statement(for: sql, check: onPrepare)
            try announce(sql)
            try session.execute(statement, sql.binds)
        } catch let error as DatabaseError {
            session.forget(sql)
            throw noted(error)
        }
        statement.isBusy = true
        defer {
            statement.freeResult()
            statement.isBusy = false
        }
        return try read(statement)
    }

    private func send(_ sql: SQL, during moment: Moment = .working) throws {
        let session = try ready()
        try announce(sql)
        do throws(DatabaseError) { try session.query(sql, during: moment) } catch { throw noted(error) }
    }

    private func announce(_ sql: SQL) throws {
        do { try onSend?(sql) } catch {
            session = nil
            throw error
        }
        statements += 1
    }

    /// An open session. One that died while idle is replaced before anything is sent; within a transaction
    /// there is no replacement.
    private func ready() throws(DatabaseError) -> Session {
        switch transaction {
        case .broken(let reason): throw reason
        case .open:
            guard let session else {
                throw noted(DatabaseError(.lost(committing: false), note: "within a transaction"))
            }
            return session
        case .none:
            if let session, session.isAlive { return session }
            session = nil
            let fresh = try Session(options)
            session = fresh
            return fresh
        }
    }

    /// Draws the consequences of an error for connection and transaction.
    private func noted(_ error: DatabaseError) -> DatabaseError {
        if error.endsConnection { session = nil }
        if case .open = transaction, error.endsTransaction { transaction = .broken(error) }
        return error
    }
}
