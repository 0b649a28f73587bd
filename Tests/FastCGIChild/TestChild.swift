import FastCGI
import Glibc
import Posix

func exitWith(_ code: Int32) -> Never { exit(code) }

/// Answers every request with its own process id, its method and its body's length.
enum TestChild {
    static func run(mode: String) throws -> Int32 {
        if mode == "config" { return Supervisor.configurationError }
        if mode.hasPrefix("once:"), try !isFirst(String(mode.dropFirst(5))) { return 1 }
        let signals = try Signals.takeOver([.terminate, .interrupt, .hangUp])
        Memory.giveBackLargeBlocks()
        guard let link = try ParentLink.inherited() else { return 64 }
        let workers = try Workers(socket: link.socket, count: 8) {
            mode == "bench" ? { bench($0) } : { answer($0) }
        }
        try workers.start()
        link.sayReady()
        link.waitForStop(signals)
        workers.stop()
        return 0
    }

    /// The first child serves, those after it fail: the mode of an upgrade that went wrong.
    private static func isFirst(_ mark: String) throws -> Bool {
        if Files.exists(mark) {
            try Files.replace(mark + ".again", with: [])
            return false
        }
        try Files.replace(mark, with: [])
        return true
    }

    private static let hello = Array("Content-Type: text/plain\r\nContent-Length: 6\r\n\r\nhello\n".utf8)

    private static func bench(_ exchange: Exchange) { exchange.write(hello) }

    private static func answer(_ exchange: Exchange) {
        let path = value("DOCUMENT_URI", exchange)
        if path == "/crash" { ChildProcess(id: ChildProcess.ownID).kill9() }
        if path.hasPrefix("/refuse-unread") { return send("413 Payload Too Large", "unread", exchange) }
        if path.hasPrefix("/file/") || path.hasPrefix("/own-file/") {
            let own = path.hasPrefix("/own") ? "Cache-Control: private, max-age=60\r\n" : ""
            let name = path.split(separator: "/").last ?? ""
            return send("200 OK", "", exchange, more: "\(own)X-Accel-Redirect: /_files/\(name)\r\n")
        }
        if path == "/accel" {
            let target = "X-Accel-Redirect: /_files/\(value("QUERY_STRING", exchange))\r\n"
            return send("200 OK", "", exchange, more: target)
        }
        var received = 0
        do {
            while case let part = try exchange.read(upTo: 100_000), !part.isEmpty { received += part.count }
        } catch {
            return send("400 Bad Request", "\(error)", exchange)
        }
        if path == "/status/500" { return send("500 Internal Server Error", "broken", exchange) }
        if path == "/status/404" { return send("404 Not Found", "missing", exchange) }
        if path == "/parameters" {
            let lines = exchange.parameters.map { "\($0.name)=\(String(decoding: $0.value, as: UTF8.self))" }
            return send("200 OK", lines.joined(separator: "\n"), exchange)
        }
        if path == "/own-policy" {
            let own = "Content-Security-Policy: sandbox\r\nCache-Control: private, max-age=60\r\n"
            return send("200 OK", "own", exchange, more: own)
        }
        send("200 OK", "pid \(ChildProcess.ownID) received \(received)", exchange)
    }

    private static func value(_ name: String, _ exchange: Exchange) -> String {
        exchange.parameters.first { $0.name == name }.map { String(decoding: $0.value, as: UTF8.self) } ?? ""
    }

    private static func send(_ status: String, _ body: String, _ exchange: Exchange, more: String = "") {
        let head = "Status: \(status)\r\nContent-Type: text/plain; charset=utf-8\r\n\(more)"
        exchange.write(Array("\(head)Content-Length: \(body.utf8.count)\r\n\r\n\(body)".utf8))
    }
}
