import PortalKit

/// The link that opens the portal of a customer without portal users, made anew in each turn. It is kept nowhere: it
/// names the customer and the turn, signed with the installation's key, so nobody else can make one.
struct CustomerLink: Equatable {
    let customer: Ref<Customer>
    let turn: UInt32

    private static let label: Secrets.Label = "customer-link"
    private static let refLength = 10
    private static let signedLength = refLength + 4

    private var signed: [UInt8] {
        customer.bytes + (0..<4).map { UInt8(truncatingIfNeeded: turn >> UInt32(24 - 8 * $0)) }
    }

    init(customer: Ref<Customer>, turn: UInt32) {
        self.customer = customer
        self.turn = turn
    }

    /// One that came back in an address or a cookie; nothing when it was not made here.
    init?(_ text: some StringProtocol, _ secrets: Secrets) {
        guard let bytes = BinaryText.base64url.decode(text), bytes.count == Self.signedLength + 32 else {
            return nil
        }
        let signed = Array(bytes.prefix(Self.signedLength))
        guard
            secrets.isGenuine(Array(bytes.dropFirst(Self.signedLength)), of: signed, as: Self.label)
        else { return nil }
        customer = Ref(bytes: Array(signed.prefix(Self.refLength)))
        turn = signed.dropFirst(Self.refLength).reduce(0) { $0 << 8 | UInt32($1) }
    }

    /// 62 letters for an address; 256 bits of them are the signature.
    func token(_ secrets: Secrets) throws -> String {
        BinaryText.base64url.encode(signed + (try secrets.sign(signed, as: Self.label)))
    }

    func address(_ house: House) throws -> String {
        house.installation.linkURL + "/link/" + (try token(house.secrets))
    }
}

/// Whether a customer's portal can be opened by its link: computed at each request from who has a portal user.
struct CustomerDoor: Sendable {
    let id: UInt64
    let name: String
    let link: CustomerLink
    let isOff: Bool
    let hasUsers: Bool

    /// Where the link leads.
    enum Way { case inside, signIn, nowhere }

    /// Where there are portal users every link that was made here leads to the sign-in page, which everybody may see.
    func way(by link: CustomerLink) -> Way {
        if hasUsers { return .signIn }
        return isOff || link.turn != self.link.turn ? .nowhere : .inside
    }
}

/// A visitor's session stands in the same cookie as a person's, so that one browser is never both.
enum VisitorCookie {
    private static let mark = "visitor."

    static func text(_ token: Token) -> String { mark + token.text }

    static func token(_ cookie: String) -> Token? {
        cookie.hasPrefix(mark) ? Token(cookie.dropFirst(mark.utf8.count)) : nil
    }
}
