import MariaDB
import PortalKit

/// The key of one shown form: whoever submits it again gets the same answer, and nothing happens twice.
struct OnceKey {
    let actor: [UInt8]
    let token: [UInt8]
    let route: String
    let bodyHash: [UInt8]

    /// Signing out, and beginning or ending to look as somebody: doing it again is what is meant, and an answer from
    /// before would lead into a session that may be another by now.
    static func isNeedless(at template: String) -> Bool {
        ["/sign-out", "/staff/sign-out"].contains(template) || ViewingRoutes.switches.contains(template)
    }

    /// Thrown when the key was used before; the transaction is then undone.
    struct Used: Error {}

    /// - Throws: `Used`; the unique key is the guard, so that of fifty posts at once one goes on.
    func claim(at now: Instant, _ connection: Connection) throws {
        do {
            _ = try connection.execute(
                """
                INSERT INTO kernel_once (actor, token, route, body_hash, created_at)
                VALUES (\(actor), \(token), \(route), \(bodyHash), \(now))
                """)
        } catch let error as DatabaseError {
            if case .duplicateKey = error.kind { throw Used() }
            throw error
        }
    }

    /// Keeps the answer with the effect.
    func record(_ answer: Answer, flash: String?, _ connection: Connection) throws {
        guard case .seeOther(let path, _) = answer.body else { return }
        _ = try connection.execute(
            """
            UPDATE kernel_once SET status = 303, location = \(path), flash = \(flash)
            WHERE actor = \(actor) AND token = \(token)
            """)
    }

    /// The answer of the first time.
    ///
    /// - Throws: a conflict when something else was sent under the same key.
    func replay(_ connection: Connection) throws -> Answer? {
        let known: (route: String, hash: [UInt8], location: String?, flash: String?)? = try connection.first(
            """
            SELECT route, body_hash, location, flash FROM kernel_once
            WHERE actor = \(actor) AND token = \(token)
            """
        ) { row in (try row.next(), try row.next(), try row.next(), try row.next()) }
        guard let known else { return nil }
        guard known.route == route, known.hash == bodyHash else {
            throw PortalError.conflict("This form was already sent with something else in it. Open it again.")
        }
        guard let location = known.location else {
            throw PortalError.conflict("This was already done.")
        }
        return .seeOther(location, saying: known.flash.map { Words(verbatim: $0) })
    }
}
