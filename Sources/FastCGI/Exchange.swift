import CFastCGI
import Glibc
import Posix

/// One request and the answer to it. It lives while the handler runs; afterwards it reads and writes nothing.
@safe
package final class Exchange {
    package enum Failure: Error, Equatable {
        /// CONTENT_LENGTH is not one number.
        case badLength
        /// The body ended, or the connection stalled or broke, before CONTENT_LENGTH bytes had come.
        case shortBody(received: Int, promised: Int)
        /// More bytes than CONTENT_LENGTH.
        case longBody
        /// The handler has returned.
        case over
    }

    /// What nginx said about the request, in its order; a name that came twice is there twice.
    package let parameters: [(name: String, value: [UInt8])]
    /// Bytes of the body; nil when CONTENT_LENGTH is not one number, 0 when there is none.
    package let contentLength: Int?

    private var request: UnsafeMutablePointer<FCGX_Request>?
    private var received = 0
    private var reachedEnd = false
    private var isAnswering = false
    /// Everything written so far was taken by the connection.
    private var isWhole = true

    init(_ request: UnsafeMutablePointer<FCGX_Request>, _ parameters: [(name: String, value: [UInt8])]) {
        unsafe self.request = request
        self.parameters = parameters
        contentLength = Self.length(in: parameters)
    }

    /// The next bytes of the body: `count` (1 B to 16 MiB) unless fewer are left; empty at its end, which
    /// must be where CONTENT_LENGTH says. What was not read before the answer begins is thrown away.
    package func read(upTo count: Int) throws(Failure) -> [UInt8] {
        guard let stream = unsafe request?.pointee.in else { throw .over }
        guard let promised = contentLength else { throw .badLength }
        let wanted = min(max(1, count), promised - received, 16 << 20)
        if wanted == 0 {
            if received == promised, !reachedEnd { try unsafe end(stream) }
            return []
        }
        let bytes = unsafe [UInt8](unsafeUninitializedCapacity: wanted) { buffer, filled in
            let start = UnsafeMutableRawPointer(buffer.baseAddress)
            let text = unsafe start?.assumingMemoryBound(to: CChar.self)
            filled = max(0, Int(unsafe FCGX_GetStr(text, Int32(wanted), stream)))
        }
        received += bytes.count
        guard bytes.count == wanted else {
            throw .shortBody(received: received, promised: promised)
        }
        return bytes
    }

    private func end(_ stream: UnsafeMutablePointer<FCGX_Stream>) throws(Failure) {
        guard unsafe FCGX_GetChar(stream) == EOF else { throw .longBody }
        guard unsafe FCGX_GetError(stream) == 0 else {
            throw .shortBody(received: received, promised: received)
        }
        reachedEnd = true
    }

    /// Adds bytes to the answer: CGI header lines, an empty line, the body.
    ///
    /// They go out in records as large as there are (FastCGI specification, 3.3), each in one system call:
    /// libfcgi's stream would cut a page into pieces of 8 KB, and wake nginx for each.
    package func write(_ bytes: [UInt8]) {
        guard let request = unsafe request, isWhole else { return }
        unsafe throwBodyAway(request)
        let id = unsafe request.pointee.requestId
        var rest = bytes[...]
        while !rest.isEmpty, isWhole {
            let part = rest.prefix(Self.largestRecord)
            rest = rest.dropFirst(part.count)
            let head = [
                UInt8(FCGI_VERSION_1), UInt8(FCGI_STDOUT), UInt8(truncatingIfNeeded: id >> 8),
                UInt8(truncatingIfNeeded: id), UInt8(truncatingIfNeeded: part.count >> 8),
                UInt8(truncatingIfNeeded: part.count), 0, 0,
            ]
            isWhole = unsafe UnixSocket.send(head, part, to: request.pointee.ipcFd)
        }
    }

    /// Before the answer begins: nginx sends no more of a body once it has seen the head of the answer, and whoever
    /// waited for the rest of it would wait for the time-out.
    private func throwBodyAway(_ request: UnsafeMutablePointer<FCGX_Request>) {
        guard !isAnswering else { return }
        isAnswering = true
        unsafe Connection.drain(request)
    }

    /// A multiple of eight, so that no record needs padding.
    private static let largestRecord = 0xFFF8

    /// nginx has closed the connection: nobody waits for the answer.
    package var isAbandoned: Bool {
        guard let request = unsafe request else { return true }
        return unsafe UnixSocket.peerIsGone(request.pointee.ipcFd)
    }

    /// Ends the answer; the worker does it when the handler has not. False when it could not be handed to
    /// nginx whole: then nobody may believe that the client knows what happened.
    @discardableResult
    package func finish() -> Bool {
        guard let request = unsafe request else { return false }
        unsafe self.request = nil
        unsafe throwBodyAway(request)
        // The order matters: the last stream that closes sends END_REQUEST.
        let closed = unsafe FCGX_FClose(request.pointee.err) == 0 && FCGX_FClose(request.pointee.out) == 0
        return unsafe isWhole && closed && FCGX_GetError(request.pointee.out) == 0
    }

    private static func length(in parameters: [(name: String, value: [UInt8])]) -> Int? {
        var found: [UInt8]?
        for (name, value) in parameters where name == "CONTENT_LENGTH" {
            guard found == nil else { return nil }
            found = value
        }
        guard let digits = found, !digits.isEmpty else { return 0 }
        guard digits.count <= 15, digits.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) else { return nil }
        return digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
    }
}
