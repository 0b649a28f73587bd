import PortalKit
import Web

/// One try at a door. It is counted for the login, for where it comes from and for the whole house, whether the login
/// exists or not, and waits when there were too many; from a browser that its person has used before, only the tries
/// of that browser count (SA07).
struct SignInAttempt {
    private let login: [UInt8]
    private let device: KnownDevice
    private let isKnown: Bool

    private static let ofLogin = GrowingDelay(purpose: "sign-in", free: 5, longest: 900, memory: 86_400)
    private static let ofDevice = GrowingDelay(
        purpose: "sign-in-device", free: 10, longest: 900, memory: 86_400)
    private static let ofPlace = GrowingDelay(
        purpose: "sign-in-place", free: 40, longest: 300, memory: 3_600)
    /// Strangers together get one try a second when six hundred have failed without a minute's rest.
    private static let ofHouse = GrowingDelay(purpose: "sign-in-house", free: 600, longest: 1, memory: 60)

    /// - Parameter typed: as it was typed; what is no login is counted like one.
    init(_ typed: String, isStaff: Bool, _ visit: Visit) {
        let text = (try? Login(typed))?.text ?? typed
        login = [isStaff ? 2 : 1] + Array(text.utf8)
        device = KnownDevice(visit)
        isKnown = device.knows(login, visit.house)
    }

    /// Asks for leave, before anything is compared. The login counts the try at once; the place and the house count
    /// what failed, because in an office many sign in at the same moment. Where too much has failed already they, too,
    /// count each try before it is made.
    ///
    /// - Throws: `PortalError.tooMany` when it has to wait, `HashGate.Busy` when nobody has time for it: then it is not
    ///   counted, and nothing is looked up.
    func claim(_ visit: Visit) throws -> Claim {
        guard visit.house.gate.hasRoom(for: visit.request.remoteAddress) else { throw HashGate.Busy() }
        if isKnown {
            let own = GrowingDelay.Count(Self.ofDevice, of: device.number + login)
            try own.claim(visit)
            return Claim(own: own, counted: [], later: [])
        }
        let shared = [
            GrowingDelay.Count(Self.ofPlace, of: place(visit)), GrowingDelay.Count(Self.ofHouse, of: []),
        ]
        let strained = try GrowingDelay.strained(shared, visit)
        let own = GrowingDelay.Count(Self.ofLogin, of: login)
        let counted = shared.enumerated().filter { strained.contains($0.offset) }.map(\.element)
        let later = shared.enumerated().filter { !strained.contains($0.offset) }.map(\.element)
        for count in counted { try count.claim(visit) }
        try own.claim(visit)
        return Claim(own: own, counted: counted, later: later)
    }

    /// A try that may be made: one of the two is said of it afterwards.
    struct Claim {
        fileprivate let own: GrowingDelay.Count
        fileprivate let counted: [GrowingDelay.Count]
        fileprivate let later: [GrowingDelay.Count]

        /// Compares. A try that nobody has time for is none.
        func compare(_ password: String, _ hash: PasswordHash?, _ visit: Visit) throws -> Bool {
            do { return try visit.fits(password, hash) } catch let busy as HashGate.Busy {
                try GrowingDelay.giveBack(counted + [own], wholly: nil, visit)
                throw busy
            }
        }

        /// The password was right.
        func succeed(_ visit: Visit) throws { try GrowingDelay.giveBack(counted, wholly: own, visit) }

        /// It was not.
        func fail(_ visit: Visit) throws {
            for count in later { try count.add(visit) }
        }
    }

    /// For the browser in which the sign-in was completed.
    func deviceCookie(_ visit: Visit) throws -> SetCookie { try device.cookie(adding: login, visit) }

    private func place(_ visit: Visit) -> [UInt8] {
        Array(SourceAddress.network(of: visit.request.remoteAddress).utf8)
    }
}
