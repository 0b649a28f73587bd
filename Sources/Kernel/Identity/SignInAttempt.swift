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

    /// Counts it, before anything is compared.
    ///
    /// - Throws: `PortalError.tooMany` when it has to wait.
    func claim(_ visit: Visit) throws {
        if isKnown { return try Self.ofDevice.claim(device.number + login, visit) }
        try Self.ofPlace.claim(place(visit), visit)
        try Self.ofLogin.claim(login, visit)
        try Self.ofHouse.claim([], visit)
    }

    /// The password was right.
    func succeed(_ visit: Visit) throws {
        if isKnown {
            let counted = [(Self.ofDevice, device.number + login)]
            return try GrowingDelay.giveBack(counted, wholly: Self.ofDevice, visit)
        }
        let counted = [(Self.ofPlace, place(visit)), (Self.ofLogin, login), (Self.ofHouse, [])]
        try GrowingDelay.giveBack(counted, wholly: Self.ofLogin, visit)
    }

    /// For the browser in which the sign-in was completed.
    func deviceCookie(_ visit: Visit) throws -> SetCookie { try device.cookie(adding: login, visit) }

    private func place(_ visit: Visit) -> [UInt8] {
        Array(SourceAddress.network(of: visit.request.remoteAddress).utf8)
    }
}
