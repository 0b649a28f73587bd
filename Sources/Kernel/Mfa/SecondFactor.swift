import MariaDB
import PortalKit

/// What is given beside the password: a code of the app, or a recovery code.
enum SecondFactor {
    static let refused: Words = "That code does not fit, or was used. Enter the one the app shows now."
    /// How many codes are looked at for one person within an hour, over all half-finished sign-ins (SB07). The hour
    /// begins with the first, so that no sixty minutes hold more than a hundred.
    static let throttle = Throttle(purpose: "code", mostAnHour: 50)

    enum Given { case code, recoveryCode }

    /// Counts a try, before anything is looked at; whatever becomes of the request, it is counted.
    ///
    /// - Throws: `PortalError.tooMany` when there were too many within the hour.
    static func count(for person: MfaPerson, _ visit: Visit) throws {
        guard try throttle.allows(person.bytes, visit) else { throw PortalError.tooMany(retryAfter: 3_600) }
    }

    /// Uses up what was given, in the transaction at hand; nil when it is not right.
    static func use(_ typed: String, of authenticator: Authenticator, _ visit: Visit) throws -> Given? {
        let (connection, secrets) = (visit.connection, visit.house.secrets)
        if let step = try authenticator.step(of: typed, at: visit.now, secrets) {
            return try authenticator.use(step: step, connection) ? .code : nil
        }
        return try RecoveryCodes.use(typed, of: authenticator.id, visit) ? .recoveryCode : nil
    }
}
