/// Reads a form with files (RFC 7578) piece by piece, without ever holding a whole file.
///
/// Strict where two readers could differ: no text before the first or behind the last boundary, no folded
/// fields, no field twice. After any error the parser stays in error.
package struct Multipart: Sendable {
    package struct Limits: Sendable {
        package var parts = 200
        /// Bytes of the header of one part.
        package var header = 8 * 1_024

        package init() {}
    }

    /// What was found, in the order of the body.
    package enum Event: Sendable, Equatable {
        case begin(MultipartPart)
        /// Some bytes of the part that began last; never none.
        case data([UInt8])
        case end
    }

    private enum State { case start, afterBoundary, header, content, epilogue, failed }

    private let limits: Limits
    /// CR LF `--` boundary.
    private let delimiter: [UInt8]
    private var state = State.start
    private var parts = 0
    /// What was fed and not yet understood; while in content at most as long as the delimiter.
    private var pending: [UInt8] = []
    private var position = 0
    /// Up to where the header of a part was already searched for its end.
    private var searched = 0

    /// - Parameter contentType: the `Content-Type` field of the request, with its boundary.
    package init(contentType: String, limits: Limits = Limits()) throws(BadRequest) {
        let value = try HeaderValue(Array(contentType.utf8))
        guard value.value == "multipart/form-data" else { throw .malformed("not a multipart form") }
        guard let boundary = value["boundary"] else { throw .malformed("multipart form without boundary") }
        guard (1...70).contains(boundary.count), boundary.allSatisfy(Self.isBoundaryByte),
            boundary.last != 0x20
        else { throw .malformed("boundary of a multipart form") }
        self.limits = limits
        delimiter = [0x0D, 0x0A, 0x2D, 0x2D] + boundary
    }

    /// Takes the next bytes of the body, as many as there are.
    package mutating func feed(_ bytes: [UInt8]) throws(BadRequest) -> [Event] {
        guard state != .failed else { throw .malformed("multipart form after an error") }
        pending.append(contentsOf: bytes)
        position = 0
        var events: [Event] = []
        do throws(BadRequest) {
            while try step(&events) {}
        } catch {
            state = .failed
            pending = []
            throw error
        }
        pending.removeFirst(min(position, pending.count))
        return events
    }

    /// To be called at the end of the body: without the closing boundary nothing of it may be kept.
    package func finish() throws(BadRequest) {
        guard state == .epilogue, pending.isEmpty || pending == [0x0D, 0x0A] else {
            throw .malformed("multipart form without its end")
        }
    }

    /// One step forward; false when more bytes are needed.
    private mutating func step(_ events: inout [Event]) throws(BadRequest) -> Bool {
        switch state {
        case .start: try passFirstBoundary()
        case .afterBoundary: try passLineEnd()
        case .header: try readHeader(&events)
        case .content: readContent(&events)
        case .epilogue: try passEpilogue()
        case .failed: false
        }
    }

    private mutating func passFirstBoundary() throws(BadRequest) -> Bool {
        let first = delimiter.dropFirst(2)
        guard pending.prefix(first.count).elementsEqual(first.prefix(pending.count)) else {
            throw .malformed("multipart form does not begin with its boundary")
        }
        guard pending.count >= first.count else { return false }
        position = first.count
        state = .afterBoundary
        return true
    }

    private mutating func passLineEnd() throws(BadRequest) -> Bool {
        guard pending.count - position >= 2 else { return false }
        let mark = (pending[position], pending[position + 1])
        position += 2
        switch mark {
        case (0x0D, 0x0A):
            parts += 1
            guard parts <= limits.parts else { throw .tooLarge("too many parts in a multipart form") }
            state = .header
            searched = position
        case (0x2D, 0x2D): state = .epilogue
        default: throw .malformed("bytes behind a boundary")
        }
        return true
    }

    private mutating func readHeader(_ events: inout [Event]) throws(BadRequest) -> Bool {
        // An empty header would end at once, which no part may: so CR LF CR LF is always its end.
        var index = max(searched, position)
        while let end = Bytes.firstIndex(of: 0x0D, in: pending, from: index) {
            guard end - position <= limits.header else { break }
            guard pending.count - end >= 4 else { return more(from: end) }
            if pending[end + 1] == 0x0A, pending[end + 2] == 0x0D, pending[end + 3] == 0x0A {
                let part = try MultipartPart(header: pending[position..<end])
                events.append(.begin(part))
                position = end + 4
                state = .content
                return true
            }
            index = end + 1
        }
        guard pending.count - position <= limits.header else { throw .tooLarge("header of a part too long") }
        return more(from: pending.count)
    }

    /// Remembers how far the header was searched, counted from where the pending bytes will begin.
    private mutating func more(from index: Int) -> Bool {
        searched = index - position
        return false
    }

    private mutating func readContent(_ events: inout [Event]) -> Bool {
        var index = position
        while let start = Bytes.firstIndex(of: 0x0D, in: pending, from: index) {
            let rest = pending[start...].prefix(delimiter.count)
            if rest.elementsEqual(delimiter.prefix(rest.count)) {
                emit(upTo: start, &events)
                guard rest.count == delimiter.count else { return false }
                position = start + delimiter.count
                events.append(.end)
                state = .afterBoundary
                return true
            }
            index = start + 1
        }
        emit(upTo: pending.count, &events)
        return false
    }

    private mutating func emit(upTo end: Int, _ events: inout [Event]) {
        guard end > position else { return }
        var data: [UInt8] = []
        Bytes.append(position..<end, of: pending, to: &data)
        events.append(.data(data))
        position = end
    }

    private func passEpilogue() throws(BadRequest) -> Bool {
        guard [0x0D, 0x0A].starts(with: pending[position...]) else {
            throw .malformed("bytes behind the end of a multipart form")
        }
        return false
    }

    /// bchars of RFC 2046, 5.1.1.
    private static func isBoundaryByte(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x20, 0x27...0x29, 0x2B...0x2F, 0x3A, 0x3D, 0x3F, 0x5F:
            true
        default: false
        }
    }
}
