/// How the process that reads mail says what it read: frames of a kind, a length in four bytes and so many bytes.
package enum FrameKind: UInt8, Sendable {
    /// A `ReceivedMessage` as JSON: the first of all.
    case message = 0x4D
    /// There is no message in the file.
    case unreadable = 0x55
    /// Bytes of the present attachment.
    case data = 0x44
    /// The end of the present attachment, in the order of the message.
    case end = 0x45
    /// The last of all.
    case done = 0x5A
}

/// A frame as it was received.
package struct Frame: Sendable, Equatable {
    package let kind: FrameKind
    package let bytes: [UInt8]

    package init(_ kind: FrameKind, _ bytes: [UInt8] = []) {
        self.kind = kind
        self.bytes = bytes
    }

    /// As it is sent.
    package var sent: [UInt8] {
        let count = UInt32(clamping: bytes.count)
        return [
            kind.rawValue, UInt8(count >> 24), UInt8(count >> 16 & 0xFF), UInt8(count >> 8 & 0xFF),
            UInt8(count & 0xFF),
        ] + bytes
    }
}

/// Takes frames out of a stream. Whoever sends is not trusted: other kinds and longer frames are refused.
package struct FrameStream: Sendable {
    package struct Malformed: Error {
        package init() {}
    }

    /// The JSON of a message with all its text, at most.
    private static let longest = 16 << 20
    private var held: [UInt8] = []
    private var at = 0

    package init() {}

    package mutating func take(_ bytes: [UInt8]) {
        held.removeFirst(at)
        at = 0
        held += bytes
    }

    /// The next whole frame, if it has arrived.
    package mutating func next() throws(Malformed) -> Frame? {
        guard held.count - at >= 5 else { return nil }
        guard let kind = FrameKind(rawValue: held[at]) else { throw Malformed() }
        let count = held[(at + 1)..<(at + 5)].reduce(0) { $0 << 8 | Int($1) }
        guard count <= Self.longest else { throw Malformed() }
        guard held.count - at - 5 >= count else { return nil }
        let frame = Frame(kind, Array(held[(at + 5)..<(at + 5 + count)]))
        at += 5 + count
        return frame
    }
}
