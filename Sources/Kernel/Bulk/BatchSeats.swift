import MariaDB
import Posix
import PortalKit

/// A seat that a batch has made.
struct BatchSeat {
    let row: BatchRow
    let decision: BatchDecision
    let seat: UInt64
    let login: String
    let language: String?
}

/// Makes the accounts and seats of many rows at once. The unique keys on login and place are the guards: whoever was
/// faster with one of them keeps it, and its row waits for the next look at the facts.
struct BatchSeats {
    private let rows: [BatchRow]
    private let run: BatchRun
    private var connection: Connection { run.connection }
    private var now: Instant { run.acting.now }

    init(_ rows: [BatchRow], _ run: BatchRun) {
        self.rows = rows
        self.run = run
    }

    private struct Account {
        let id: UInt64
        let isNew: Bool
        let hasPassword: Bool
        let language: String?
    }

    private func login(of row: BatchRow) -> Login? {
        row.decision == .sheet ? row.login.flatMap { try? Login($0) } : row.facts.address
    }

    func make() throws -> [BatchSeat] {
        let places = rows.compactMap { row in login(of: row).map { (row: row, login: $0) } }
        guard !places.isEmpty else { return [] }
        let accounts = try accounts(Set(places.map(\.login)))
        var wished: [(ref: [UInt8], row: BatchRow, login: Login, account: Account)] = []
        for (row, login) in places {
            guard let account = accounts[login] else { continue }
            // Somebody took the name since the facts were read.
            guard account.isNew || (row.facts.hasAccount && row.decision != .sheet) else { continue }
            wished.append((Random.bytes(10), row, login, account))
        }
        guard !wished.isEmpty else { return [] }
        try insert(wished.map { ($0.ref, $0.row, $0.account.id) })
        let made = try seats(wished.map(\.ref))
        let seats = wished.compactMap { wish in
            made[wish.ref].map { seat in
                BatchSeat(
                    row: wish.row,
                    decision: wish.row.decision == .sheet
                        ? .sheet : wish.account.hasPassword ? .addsSeat : .invitation,
                    seat: seat, login: wish.login.text, language: wish.account.language)
            }
        }
        try forgetIdle(accounts.values.filter(\.isNew).map(\.id))
        try grant(seats)
        return seats
    }

    /// The account of each login: a new one, which waits for its password, or the one that there is.
    private func accounts(_ logins: Set<Login>) throws -> [Login: Account] {
        let wished = logins.map { (ref: Random.bytes(10), login: $0) }
        let rows: [SQL] = wished.map { "(\($0.ref), \($0.login.text), \(now))" }
        _ = try connection.execute(
            """
            INSERT INTO kernel_account (ref, login, created_at) VALUES \(sql: SQL(joining: rows, by: ", "))
            ON DUPLICATE KEY UPDATE id = kernel_account.id
            """)
        let refs = Dictionary(wished.map { ($0.login, $0.ref) }) { first, _ in first }
        let found = try connection.rows(
            """
            SELECT id, ref, login, password IS NOT NULL, language FROM kernel_account
            WHERE login IN (\(list: wished.map(\.login.text)))
            """
        ) { row -> (UInt64, [UInt8], String, Bool, String?) in
            (try row.next(), try row.next(), try row.next(), try row.next(), try row.next())
        }
        var accounts: [Login: Account] = [:]
        for (id, ref, text, hasPassword, language) in found {
            guard let login = try? Login(text) else { continue }
            accounts[login] = Account(
                id: id, isNew: refs[login] == ref, hasPassword: hasPassword, language: language)
        }
        return accounts
    }

    /// A seat that is offered by mail is not in force; one of a sheet is, and waits for its start password.
    private func insert(_ wished: [(ref: [UInt8], row: BatchRow, account: UInt64)]) throws {
        let terms = run.batch.terms
        let mode = terms.portals == nil ? "group" : "listed"
        let staff = run.batch.startedBy?.id
        let required = terms.needsMFA ? now : nil
        let values: [SQL] = wished.compactMap { ref, row, account in
            guard let group = terms.group(ofContact: row.contact != nil) else { return nil }
            let accepted = row.decision == .sheet ? now : nil
            return """
                (\(ref), \(account), \(row.customer.id), \(row.contact?.id), \(group.id), \(mode), \(now), \(staff),
                \(accepted), \(required), \(required == nil ? nil : staff))
                """
        }
        guard !values.isEmpty else { throw DatabaseError(.badValue) }
        _ = try connection.execute(
            """
            INSERT INTO kernel_seat (ref, account_id, customer_id, contact_id, group_id, mode, created_at, created_by,
                accepted_at, mfa_required_at, mfa_required_by)
            VALUES \(sql: SQL(joining: values, by: ", "))
            ON DUPLICATE KEY UPDATE id = kernel_seat.id
            """)
    }

    private func seats(_ refs: [[UInt8]]) throws -> [[UInt8]: UInt64] {
        let found = try connection.rows("SELECT ref, id FROM kernel_seat WHERE ref IN (\(list: refs))") {
            row -> ([UInt8], UInt64) in (try row.next(), try row.next())
        }
        return Dictionary(found) { first, _ in first }
    }

    /// An account whose seat somebody else made meanwhile is nobody's.
    private func forgetIdle(_ accounts: [UInt64]) throws {
        _ = try connection.execute(
            """
            DELETE FROM kernel_account WHERE id IN (\(list: accounts)) AND password IS NULL
                AND NOT EXISTS (SELECT 1 FROM kernel_seat s WHERE s.account_id = kernel_account.id)
            """)
    }

    /// Where portals are listed, the seat has these and no others.
    private func grant(_ seats: [BatchSeat]) throws {
        guard let portals = run.batch.terms.portals, !portals.isEmpty, !seats.isEmpty else { return }
        let staff = run.batch.startedBy?.id
        for portal in portals {
            let values: [SQL] = seats.map { "(\($0.seat), \(portal), 1, \(now), \(staff))" }
            _ = try connection.execute(
                """
                INSERT INTO kernel_access (seat_id, portal, granted, changed_at, changed_by)
                VALUES \(sql: SQL(joining: values, by: ", "))
                """)
        }
    }
}
