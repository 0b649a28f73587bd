import CFastCGI
import Glibc
import Posix

/// One connection from nginx: one request, one answer, closed. Kept connections would pin workers, and a body
/// that was not read would be taken for the next request.
@safe
struct Connection: ~Copyable {
    /// libfcgi keeps addresses into it, so it may not move.
    private let request: UnsafeMutablePointer<FCGX_Request>

    /// A body that nobody wanted is read up to here, so that nginx gets to see the answer.
    private static let drainLimit = 64 << 20

    init() {
        unsafe request = .allocate(capacity: 1)
        unsafe request.initialize(to: FCGX_Request())
        unsafe FCGX_InitRequest(request, -1, 0)
    }

    deinit {
        unsafe request.deinitialize(count: 1)
        unsafe request.deallocate()
    }

    /// Answers what comes in on the connection with the handler; says whether the answer was handed over.
    func serve(_ descriptor: Int32, microseconds: Int64, _ handler: (Exchange) -> Void) -> Bool {
        guard UnixSocket.setTimeouts(descriptor, microseconds: microseconds) else {
            Descriptors.close(descriptor)
            return false
        }
        unsafe request.pointee.ipcFd = descriptor
        // Without these FCGX_Accept_r closes the descriptor first, or lingers over a bad one for two seconds.
        unsafe request.pointee.keepConnection = 1
        unsafe request.pointee.detached = 1
        // It closes the descriptor itself when it fails.
        guard unsafe FCGX_Accept_r(request) == 0 else { return false }
        defer { close() }
        guard unsafe FCGX_GetError(request.pointee.in) == 0, !UnixSocket.peerIsGone(descriptor) else {
            return false
        }
        let parameters = unsafe Self.parameters(request.pointee.envp)
        guard parameters.contains(where: { $0.name == "REQUEST_METHOD" && !$0.value.isEmpty }) else {
            return false
        }
        let exchange = unsafe Exchange(request, parameters)
        handler(exchange)
        return exchange.finish()
    }

    private func close() {
        let descriptor = unsafe request.pointee.ipcFd
        unsafe FCGX_Free(request, 0)
        unsafe request.pointee.ipcFd = -1
        Descriptors.close(descriptor)
    }

    /// What is left of the body is read and thrown away: closing before would reset the connection.
    static func drain(_ request: UnsafeMutablePointer<FCGX_Request>) {
        guard let stream = unsafe request.pointee.in else { return }
        if unsafe FCGX_GetChar(stream) == EOF { return }
        var left = drainLimit
        unsafe withUnsafeTemporaryAllocation(of: CChar.self, capacity: 1 << 16) { buffer in
            while left > 0 {
                let count = unsafe FCGX_GetStr(buffer.baseAddress, Int32(buffer.count), stream)
                if count < buffer.count { return }
                left -= buffer.count
            }
        }
    }

    /// NAME=value, as libfcgi keeps them; the first is its own FCGI_ROLE.
    private static func parameters(_ entries: FCGX_ParamArray?) -> [(name: String, value: [UInt8])] {
        guard var entry = unsafe entries else { return [] }
        var result: [(name: String, value: [UInt8])] = []
        result.reserveCapacity(40)
        if unsafe entry.pointee != nil { unsafe entry += 1 }
        while let text = unsafe entry.pointee {
            unsafe entry += 1
            let bytes = unsafe UnsafeRawBufferPointer(start: text, count: strlen(text))
            guard let equals = unsafe bytes.firstIndex(of: UInt8(ascii: "=")) else { continue }
            let name = unsafe String(decoding: bytes[..<equals], as: UTF8.self)
            result.append((name, unsafe [UInt8](bytes[(equals + 1)...])))
        }
        return result
    }
}
