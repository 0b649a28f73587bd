import MariaDB
import Posix
import PortalKit

/// An authenticator app that a person holds: it waits until one of its codes was proven, then it is asked for at each
/// sign-in.
struct Authenticator {
    let id: UInt64
    private let ref: [UInt8]
    private let sealed: [UInt8]
    private let lastStep: Int64
    let person: MfaPerson
    /// Set up because an administrator required it; one of the person's own wish stays when that ends (C33).
    let isRequired: Bool
    let createdAt: Instant
    let provenAt: Instant?

    /// Bytes of a secret (RFC 4226 §4, R6).
    static let secretLength = 20
    /// Seconds for which a secret is shown that was not proven.
    static let patience: Int64 = 1_800

    static func proven(of person: MfaPerson, _ connection: Connection) throws -> Authenticator? {
        try find(person, "is_proven = 1", connection)
    }

    /// The one that is being set up.
    static func waiting(
        of person: MfaPerson, at now: Instant, _ connection: Connection
    ) throws -> Authenticator? {
        try find(person, "is_proven = 0 AND created_at > \(now.adding(seconds: -patience))", connection)
    }

    private static func find(
        _ person: MfaPerson, _ which: SQL, _ connection: Connection
    ) throws -> Authenticator? {
        try connection.first(
            """
            SELECT id, ref, secret, last_step, reason = 'required', created_at, proven_at
            FROM kernel_authenticator WHERE \(sql: person.owns) AND \(sql: which)
            """
        ) { row in
            let id: UInt64 = try row.next()
            let ref: [UInt8] = try row.next()
            return Authenticator(
                id: id, ref: ref, sealed: try row.next(), lastStep: try row.next(), person: person,
                isRequired: try row.next(), createdAt: try row.next(), provenAt: try row.next())
        }
    }

    // MARK: Setting up

    /// Begins anew: a secret that waits is forgotten, one that is proven stays until the new one is.
    static func begin(for person: MfaPerson, isRequired: Bool, _ acting: any Acting) throws {
        _ = try acting.connection.execute(
            "DELETE FROM kernel_authenticator WHERE \(sql: person.owns) AND is_proven = 0")
        let ref = Random.bytes(10)
        let sealed = try acting.house.secrets.seal(
            Random.bytes(secretLength), as: "authenticator", row: row(ref, person))
        _ = try acting.connection.execute(
            """
            INSERT IGNORE INTO kernel_authenticator (ref, account_id, staff_id, secret, reason, created_at)
            VALUES (\(ref), \(person.account), \(person.staff), \(sealed), \(isRequired ? "required" : "wish"),
                \(acting.now))
            """)
    }

    func secret(_ secrets: Secrets) throws -> [UInt8] {
        try secrets.open(sealed, as: "authenticator", row: Self.row(ref, person))
    }

    private static func row(_ ref: [UInt8], _ person: MfaPerson) -> [UInt8] { ref + person.bytes }

    /// Puts it in force in the place of the one before, if there was one; its recovery codes go with that one. The
    /// code that proved it is used up, at the first sign-in too (SB02).
    ///
    /// - Throws: `PortalError.conflict` when it is in force already, or was begun anew meanwhile.
    func prove(step: Int64, isRequired: Bool, at now: Instant, _ connection: Connection) throws {
        let before = try Self.proven(of: person, connection)
        if let before {
            _ = try connection.execute("DELETE FROM kernel_authenticator WHERE id = \(before.id)")
        }
        let reason = before?.isRequired ?? isRequired ? "required" : "wish"
        let changed = try connection.execute(
            """
            UPDATE kernel_authenticator SET proven_at = \(now), last_step = \(step), reason = \(reason)
            WHERE id = \(id) AND proven_at IS NULL
            """)
        guard changed.affected == 1 else {
            throw PortalError.conflict("This app was set up meanwhile.")
        }
    }

    // MARK: Codes

    /// The step of a code that fits and was not used; nil for any other. It is not used up by being looked at.
    func step(of typed: String, at now: Instant, _ secrets: Secrets) throws -> Int64? {
        let digits = typed.unicodeScalars.filter { $0 != " " }
        guard digits.count == OneTimeCode.standard.digits, digits.allSatisfy({ "0"..."9" ~= $0 }) else {
            return nil
        }
        return OneTimeCode.standard.step(
            of: String(String.UnicodeScalarView(digits)), try secret(secrets), at: now.wholeSeconds,
            after: lastStep)
    }

    /// Uses a step up: of fifty posts of one code one goes on, and a clock that steps back opens none again (SB10).
    func use(step: Int64, _ connection: Connection) throws -> Bool {
        try connection.execute(
            "UPDATE kernel_authenticator SET last_step = \(step) WHERE id = \(id) AND last_step < \(step)"
        ).affected == 1
    }

    /// Forgets the app, its recovery codes and what was begun.
    static func remove(of person: MfaPerson, _ connection: Connection) throws -> Bool {
        try connection.execute("DELETE FROM kernel_authenticator WHERE \(sql: person.owns)").affected > 0
    }
}
