import PortalKit

/// What enabling the portal comes to for one contact. The same law decides in the rehearsal and when it is done.
enum BatchDecision: String, CaseIterable, Sendable {
    /// A mail with a link to choose a password.
    case invitation
    /// A mail as well; its person has a login already and adds the access after signing in.
    case addsSeat = "adds-seat"
    /// No address: a user name, and a start password to be handed over on paper.
    case sheet
    case hasAccess = "has-access"
    /// Staff switched this portal user off; a batch does not undo that.
    case switchedOff = "switched-off"
    /// An invitation waits already.
    case invited
    /// Another contact of the customer has the same address, or signs in with it: a login is one person's.
    case sharedAddress = "shared-address"
    /// What stands on file is no address that mail can go to.
    case badAddress = "bad-address"
    /// The contact was removed or the customer archived.
    case gone

    var makesSeat: Bool { self == .sheet || sendsMail }
    var sendsMail: Bool { self == .invitation || self == .addsSeat }
    /// Somebody has to mend something first.
    var needsMending: Bool { self == .sharedAddress || self == .badAddress }
}

/// What a decision follows from.
struct BatchFacts: Sendable, Equatable {
    enum Seat: String, Sendable { case on, off, invited }

    /// The contact was removed or the customer archived.
    var isGone = false
    var email: String? {
        didSet { address = email.flatMap { Email.isValid($0) ? try? Login($0) : nil } }
    }
    /// The address as a login; nothing where no mail can go there.
    private(set) var address: Login?
    var seat: Seat?
    /// Of the seat that there is.
    var group: String?
    var since: Instant?
    /// Who else at this customer has the address, or signs in with it.
    var sharedWith: String?
    /// The address is a login, perhaps of somebody who was invited and has not answered.
    var hasAccount = false
    /// It is the login of a person who has chosen a password.
    var isLogin = false
    /// The customer has no portal user, and its link opens its portal: from the first one on it asks for a password.
    var endsLink = false

    var decision: BatchDecision {
        if isGone { return .gone }
        switch seat {
        case .on: return .hasAccess
        case .off: return .switchedOff
        case .invited: return .invited
        case nil: break
        }
        guard let email, !email.isEmpty else { return .sheet }
        guard address != nil else { return .badAddress }
        if sharedWith != nil { return .sharedAddress }
        return isLogin ? .addsSeat : .invitation
    }
}

/// User names for people without an address: their own name, small and with points, and the customer's number where
/// somebody else is called that already.
struct SheetNames {
    private var taken: Set<String>

    /// - Parameter taken: those of `candidates` that are logins.
    init(taken: Set<String>) { self.taken = taken }

    /// Letters of Latin alphabets that are not another with a mark: what people type instead.
    private static let instead: [Unicode.Scalar: String] = [
        "ß": "ss", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th", "ı": "i",
    ]

    /// A small Latin letter without its mark, by Unicode's name of it: of "LATIN SMALL LETTER O WITH STROKE" the o.
    private static func withoutMark(_ scalar: Unicode.Scalar) -> String {
        guard !scalar.isASCII else { return String(scalar) }
        let words = (scalar.properties.name ?? "").lowercased().split(separator: " ")
        if words.count > 4, words[..<3] == ["latin", "small", "letter"], words[4] == "with" {
            return String(words[3])
        }
        return instead[scalar] ?? String(scalar)
    }

    /// What a name could become, the best first: without accents, which not every keyboard has.
    static func candidates(_ name: String, customer: Int, row: UInt64) -> [String] {
        var base = ""
        var isPoint = true
        // Accents that stand beside their letter: left out, and no gap between letters.
        for scalar in name.unicodeScalars.prefix(60) where !("\u{300}"..."\u{36F}").contains(scalar) {
            if scalar.properties.isAlphabetic || ("0"..."9").contains(scalar) {
                base += scalar.properties.lowercaseMapping.unicodeScalars.map(withoutMark).joined()
                isPoint = false
            } else if !isPoint {
                base += "."
                isPoint = true
            }
        }
        if base.utf8.last == UInt8(ascii: ".") { base.removeLast() }
        if base.isEmpty { base = "customer" }
        return [base, "\(base).\(customer)", "\(base).\(customer)-\(row)"].compactMap { text in
            (try? Login(text))?.text
        }
    }

    /// The first that nobody has; it is taken from now on.
    mutating func next(_ candidates: [String]) -> String? {
        let free = candidates.first { !taken.contains($0) }
        if let free { taken.insert(free) }
        return free
    }
}
