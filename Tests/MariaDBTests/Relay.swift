import Foundation
import Synchronization

/// Stands between a connection and the server, and hangs up instead of passing on the reply to one statement.
final class Relay: Sendable {
    let path: String
    private let server: String
    private let marker: Data
    private let isCut = Atomic(false)

    init(to server: String, droppingReplyTo text: String) throws {
        path = try TestServer.newFolder() + "/relay"
        self.server = server
        marker = Data(text.utf8)
        let listener = unsafe Self.socket(at: path) { unsafe bind($0, $1, $2) }
        guard listener >= 0, listen(listener, 8) == 0 else { throw TestServer.Failure(reason: "relay") }
        Thread { [self] in
            let client = accept(listener, nil, nil)
            let upstream = unsafe Self.socket(at: server) { unsafe connect($0, $1, $2) }
            Thread { [self] in pump(from: client, to: upstream, isRequest: true) }.start()
            Thread { [self] in pump(from: upstream, to: client, isRequest: false) }.start()
            close(listener)
            unsafe unlink(path)
        }.start()
    }

    private func pump(from source: Int32, to target: Int32, isRequest: Bool) {
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = unsafe read(source, &buffer, buffer.count)
            guard count > 0 else { break }
            let data = Data(buffer.prefix(count))
            if isRequest, data.range(of: marker) != nil {
                isCut.store(true, ordering: .sequentiallyConsistent)
            }
            // The reply is here, so the statement has been carried out.
            if !isRequest, isCut.load(ordering: .sequentiallyConsistent) { break }
            _ = unsafe write(target, buffer, count)
        }
        shutdown(source, Int32(SHUT_RDWR))
        shutdown(target, Int32(SHUT_RDWR))
    }

    private static func socket(
        at path: String, _ use: (Int32, UnsafePointer<sockaddr>, socklen_t) -> Int32
    ) -> Int32 {
        let descriptor = Foundation.socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        unsafe withUnsafeMutableBytes(of: &address.sun_path) { place in
            unsafe place.copyBytes(from: Array(path.utf8).prefix(place.count - 1))
        }
        let status = unsafe withUnsafePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe use(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        return status == 0 ? descriptor : -1
    }
}
