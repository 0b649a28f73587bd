import FastCGI
import Posix

/// The test application under its parent, as `portico serve` runs it.
final class Parent {
    let place: Place
    private let process: ChildProcess
    private var ended = false

    static func executable() throws -> String {
        try Files.directory(of: ChildProcess.ownExecutable()) + "/FastCGIChild"
    }

    init(_ place: Place, mode: String = "hello", environment: [String] = []) throws {
        self.place = place
        process = try ChildProcess.start(
            Self.executable(), ["serve", place.socket, place.pidFile, mode],
            environment: ChildProcess.environment() + environment, descriptors: [])
    }

    deinit {
        if ended { return }
        process.kill9()
        _ = process.wait()
    }

    func send(_ signal: Signals.Signal) { process.send(signal) }

    func kill9() { process.kill9() }

    /// Waits for its end.
    func wait() -> ChildProcess.Ending? {
        ended = true
        return process.wait()
    }

    /// The process id of the child that answers; nil when none does.
    func servingChild() -> Int32? { Self.servingChild(place.socket) }

    static func servingChild(_ socket: String) -> Int32? {
        guard let reply = try? Client.ask(socket, Client.get("/")), reply.sawEnd,
            let line = reply.output.split(separator: "pid ").last
        else { return nil }
        return Int32(line.prefix { $0.isNumber })
    }

    func comesUp() -> Bool { eventually { servingChild() != nil } }
}
