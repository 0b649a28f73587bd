import FastCGI
import Posix
import Synchronization

/// A directory of its own for one test, with room for a socket.
final class Place {
    let directory: String
    var socket: String { directory + "/run/portico.sock" }
    var pidFile: String { directory + "/run/portico.pid" }

    init() throws {
        let name = Random.bytes(6).map { String($0, radix: 16) }.joined()
        directory = "/tmp/portico-fastcgi-\(name)"
        try Files.makeDirectory(directory + "/run", mode: 0o750)
        try Files.makeDirectory(directory + "/files", mode: 0o750)
    }

    deinit { Self.removeTree(directory) }

    private static func removeTree(_ path: String) {
        guard let status = try? Files.status(path) else { return }
        if status.isDirectory {
            for name in (try? Files.list(path)) ?? [] { removeTree(path + "/" + name) }
            try? Files.removeDirectory(path)
        } else {
            try? Files.remove(path)
        }
    }
}

/// Waits for a condition; false when it has not come in twenty seconds.
func eventually(_ condition: () -> Bool) -> Bool {
    let end = Clocks.monotonic() + 20_000_000
    while Clocks.monotonic() < end {
        if condition() { return true }
        _ = try? Descriptors.wait([], milliseconds: 5)
    }
    return false
}

/// A gate that handlers stand at until the test opens it, and a list of who came.
final class Gate: Sendable {
    private let state = Mutex<(open: Bool, seen: [String])>((false, []))
    var seen: [String] { state.withLock { $0.seen } }

    func note(_ name: String) { state.withLock { $0.seen.append(name) } }
    func open() { state.withLock { $0.open = true } }
    func pass() { _ = eventually { state.withLock { $0.open } } }
}

func value(_ name: String, _ exchange: Exchange) -> String {
    exchange.parameters.first { $0.name == name }.map { String(decoding: $0.value, as: UTF8.self) } ?? ""
}

func ok(_ text: String) -> [UInt8] { Array("Content-Type: text/plain\r\n\r\n\(text)".utf8) }
