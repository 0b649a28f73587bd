/// Says in an address whose answer it is and to what: unguessable, because it is signed, and silent, because the ids
/// in it are hidden. Nothing is stored for it, and what the person may do is asked anew when a mail arrives.
package struct ReplyToken: Codable, Sendable, Equatable {
    package let portal: String
    /// The record that is answered.
    package let thread: UInt64
    package let contact: UInt64

    private static let half = 10
    /// Letters of a token.
    package static let length = 32

    package init(portal: String, thread: UInt64, contact: UInt64) {
        self.portal = portal
        self.thread = thread
        self.contact = contact
    }

    /// Five bytes each; nil where an id does not fit any more.
    private var ids: [UInt8]? {
        guard thread < 1 << 40, contact < 1 << 40 else { return nil }
        return [thread, contact].flatMap { id in
            (0..<5).map { UInt8(truncatingIfNeeded: id >> UInt64(8 * (4 - $0))) }
        }
    }

    private static func signed(_ portal: String, _ ids: [UInt8]) -> [UInt8] { Array(portal.utf8) + [0] + ids }

    /// As it stands in an address: a signature of 80 bits, and the ids under a key stream that the signature chooses
    /// (the way of RFC 5297: the same token is always the same letters).
    package func text(_ secrets: Secrets) throws -> String? {
        guard let ids else { return nil }
        let signature = Array(try secrets.sign(Self.signed(portal, ids), as: "reply").prefix(Self.half))
        let stream = try secrets.sign(signature, as: "reply-ids")
        return BinaryText.base32.encode(signature + zip(ids, stream).map { $0 ^ $1 }).lowercased()
    }

    /// Reads what `text` wrote for one of these portals, under any key of the installation; nil for anything else.
    package init?(_ text: String, _ secrets: Secrets, portals: [String]) {
        guard text.utf8.count == Self.length, let bytes = BinaryText.base32.decode(text),
            bytes.count == 2 * Self.half
        else { return nil }
        let (signature, hidden) = (Array(bytes.prefix(Self.half)), Array(bytes.dropFirst(Self.half)))
        for stream in secrets.signatures(of: signature, as: "reply-ids") {
            let ids = zip(hidden, stream).map { $0 ^ $1 }
            for portal in portals {
                let genuine = secrets.signatures(of: Self.signed(portal, ids), as: "reply").contains {
                    isSame(Array($0.prefix(Self.half)), signature)
                }
                guard genuine else { continue }
                func number(_ bytes: ArraySlice<UInt8>) -> UInt64 { bytes.reduce(0) { $0 << 8 | UInt64($1) } }
                self.init(portal: portal, thread: number(ids[..<5]), contact: number(ids[5...]))
                return
            }
        }
        return nil
    }
}
