import FastCGI
import Posix
import Synchronization
import Testing

@Suite("Workers answer what nginx asks", .serialized)
struct WorkersTests {
    let place: Place

    init() throws { place = try Place() }

    /// Where a test waits for the limit of a read. On a machine that is busy with everything else at once, a client that
    /// means well may take a good part of a second.
    static let brief: Int64 = 1_000_000

    /// Runs workers while the body runs; stops them afterwards.
    func with(
        count: Int = 2, timeout: Int64 = 20_000_000, _ handler: @escaping @Sendable (Exchange) -> Void,
        _ body: (Workers) throws -> Void
    ) throws {
        let socket = try ListeningSocket.make(path: place.socket)
        let workers = try Workers(socket: socket, count: count, timeout: timeout) { handler }
        try workers.start()
        defer {
            workers.stop()
            Descriptors.close(socket.fd)
        }
        try body(workers)
    }

    static func echo(_ exchange: Exchange) {
        var body: [UInt8] = []
        do {
            while case let part = try exchange.read(upTo: 10_000), !part.isEmpty { body += part }
            exchange.write(ok("\(value("DOCUMENT_URI", exchange)) \(body.count)"))
        } catch {
            exchange.write(ok("\(error)"))
        }
    }

    @Test("SJ02 half a request holds one worker, not the others, and not for ever")
    func halfRequest() throws {
        try with(timeout: Self.brief, Self.echo) { (_: Workers) throws in
            let half = try Client(place.socket)
            try half.send(Array(Client.request(Client.get("/half")).prefix(20)))
            #expect(try Client.ask(place.socket, Client.get("/whole")).output.hasSuffix("/whole 0"))
            #expect(half.reply() == Client.Reply(closed: true))
        }
    }

    @Test("SJ02 idle connections on every worker are closed, and the next request is answered")
    func idle() throws {
        try with(timeout: Self.brief, Self.echo) { (_: Workers) throws in
            let first = try Client(place.socket)
            let second = try Client(place.socket)
            let third = try Client(place.socket)
            #expect(try Client.ask(place.socket, Client.get("/next")).output.hasSuffix("/next 0"))
            #expect(first.reply().closed && second.reply().closed && third.reply().closed)
        }
    }

    @Test("a request without REQUEST_METHOD, or with an empty one, never reaches the handler")
    func noMethod() throws {
        let gate = Gate()
        try with({ gate.note(value("DOCUMENT_URI", $0)) }) { (_: Workers) throws in
            #expect(try Client.ask(place.socket, [("DOCUMENT_URI", "/a")]).output == "")
            let empty = [("REQUEST_METHOD", ""), ("DOCUMENT_URI", "/b")]
            #expect(try Client.ask(place.socket, empty).output == "")
        }
        #expect(gate.seen == [])
    }

    @Test("bytes that are not FastCGI close the connection and hurt nobody")
    func garbage() throws {
        try with(Self.echo) { (_: Workers) throws in
            for bytes in [Array("GET / HTTP/1.1\r\n\r\n".utf8), [UInt8](repeating: 255, count: 100), [0], []]
            {
                let client = try Client(place.socket)
                try client.send(bytes)
                client.endWriting()
                #expect(client.reply().output == "")
            }
            #expect(try Client.ask(place.socket, Client.get("/after")).output.hasSuffix("/after 0"))
        }
    }

    @Test("SJ05 a parameter that comes twice is seen twice, in order, with its bytes as they are")
    func duplicates() throws {
        let gate = Gate()
        let long = String(repeating: "x", count: 9_000) + "=&"
        let sent = Client.get("/") + [("HTTP_HOST", "a"), ("HTTP_HOST", "b"), ("EMPTY", ""), ("LONG", long)]
        try with({
            for (name, value) in $0.parameters {
                gate.note("\(name)=\(String(decoding: value, as: UTF8.self))")
            }
        }) { (_: Workers) throws in
            _ = try Client.ask(place.socket, sent)
        }
        #expect(gate.seen == sent.map { "\($0.0)=\($0.1)" })
    }

    @Test("a connection is closed after one request, also when nginx asks to keep it")
    func keepConnection() throws {
        try with(Self.echo) { (_: Workers) throws in
            let client = try Client(place.socket)
            let one = Client.request(Client.get("/one"), keep: true)
            try client.send(one + Client.request(Client.get("/two"), keep: true))
            let reply = client.reply()
            #expect(reply.closed && reply.sawEnd)
            #expect(reply.output.hasSuffix("/one 0"))
        }
    }

    @Test(
        "SG05 a body that is not CONTENT_LENGTH bytes is an error of the reader",
        arguments: [
            ("10", 10, "/b 10"), ("0", 0, "/b 0"), ("", 0, "/b 0"),
            ("100", 40, "shortBody(received: 40, promised: 100)"),
            ("10", 11, "longBody"), ("0", 5, "longBody"), ("", 5, "longBody"), ("-1", 5, "badLength"),
            ("+5", 5, "badLength"), ("5 ", 5, "badLength"), ("99999999999999999999", 5, "badLength"),
            ("0x5", 5, "badLength"), ("70000", 70_000, "/b 70000"),
        ])
    func lengths(_ length: String, _ sent: Int, _ expected: String) throws {
        let parameters = [("REQUEST_METHOD", "POST"), ("DOCUMENT_URI", "/b"), ("CONTENT_LENGTH", length)]
        try with(Self.echo) { (_: Workers) throws in
            let reply = try Client.ask(place.socket, parameters, body: [UInt8](repeating: 65, count: sent))
            #expect(reply.output.hasSuffix(expected))
        }
    }

    @Test("SJ05 two CONTENT_LENGTHs promise nothing")
    func twoLengths() throws {
        try with(Self.echo) { (_: Workers) throws in
            let parameters = Client.post("/b", length: 5) + [("CONTENT_LENGTH", "5")]
            let reply = try Client.ask(place.socket, parameters, body: Array("hello".utf8))
            #expect(reply.output.hasSuffix("badLength"))
        }
    }

    @Test("SG05 a body that stalls or breaks off is an error of the reader", arguments: [true, false])
    func stalled(_ breaksOff: Bool) throws {
        let gate = Gate()
        try with(
            timeout: breaksOff ? 20_000_000 : Self.brief,
            {
                gate.note("came")
                do { while try !$0.read(upTo: 10).isEmpty {} } catch { gate.note("\(error)") }
            }
        ) { (_: Workers) throws in
            let client = try Client(place.socket)
            try client.send(Client.begin(keep: false))
            let parameters = Client.post("/b", length: 100).flatMap { Client.pair($0.0, $0.1) }
            try client.send(Client.record(4, parameters) + Client.record(4, []))
            try client.send(Client.record(5, [UInt8](repeating: 65, count: 30)))
            #expect(eventually { gate.seen == ["came"] })
            if breaksOff { client.endWriting() }
            #expect(client.reply().closed)
        }
        #expect(gate.seen == ["came", "shortBody(received: 30, promised: 100)"])
    }

    @Test("an answer reaches nginx although the handler did not want the body")
    func unreadBody() throws {
        try with({ $0.write(ok("too large")) }) { (_: Workers) throws in
            let body = [UInt8](repeating: 65, count: 5_000_000)
            let reply = try Client.ask(place.socket, Client.post("/b", length: body.count), body: body)
            #expect(reply.output.hasSuffix("too large") && reply.sawEnd)
        }
    }

    @Test("SJ10 an answer of a megabyte arrives byte for byte, percent signs and NULs too")
    func largeAnswer() throws {
        let text = String(repeating: "100 %n %s \u{0} é ", count: 70_000)
        try with({ $0.write(ok(text)) }) { (_: Workers) throws in
            let reply = try Client.ask(place.socket, Client.get("/"))
            #expect(reply.output == String(decoding: ok(text), as: UTF8.self))
        }
    }

    @Test("a client that has gone while it waited costs no work")
    func goneClient() throws {
        let gate = Gate()
        try with(
            count: 1,
            {
                gate.note(value("DOCUMENT_URI", $0))
                gate.pass()
                $0.write(ok("done"))
            }
        ) { (_: Workers) throws in
            let first = try Client(place.socket)
            try first.send(Client.request(Client.get("/first")))
            #expect(eventually { gate.seen == ["/first"] })
            do {
                let gone = try Client(place.socket)
                try gone.send(Client.request(Client.get("/gone")))
            }
            let last = try Client(place.socket)
            try last.send(Client.request(Client.get("/last")))
            gate.open()
            #expect(first.reply().output.hasSuffix("done") && last.reply().output.hasSuffix("done"))
        }
        #expect(gate.seen == ["/first", "/last"])
    }

    @Test("SJ11 an answer that could not be handed over is known as such")
    func undelivered() throws {
        let gate = Gate()
        try with({
            gate.note("came")
            gate.pass()
            $0.write([UInt8](repeating: 65, count: 2_000_000))
            gate.note("\($0.finish())")
        }) { (_: Workers) throws in
            do {
                let client = try Client(place.socket)
                try client.send(Client.request(Client.get("/")))
                #expect(eventually { gate.seen == ["came"] })
            }
            gate.open()
            #expect(eventually { gate.seen == ["came", "false"] })
        }
    }

    @Test("stop finishes what is in flight and takes nothing new")
    func stop() throws {
        let gate = Gate()
        try with({
            gate.note(value("DOCUMENT_URI", $0))
            gate.pass()
            $0.write(ok("finished"))
        }) { workers in
            let inFlight = try Client(place.socket)
            try inFlight.send(Client.request(Client.get("/in-flight")))
            #expect(eventually { gate.seen == ["/in-flight"] })
            let stopping = try PosixThread.start(name: "stop") { workers.stop() }
            #expect(eventually { workers.isStopping })
            gate.open()
            #expect(inFlight.reply().output.hasSuffix("finished"))
            stopping.join()
            let late = try Client(place.socket)
            try late.send(Client.request(Client.get("/late")))
        }
        #expect(gate.seen == ["/in-flight"])
    }

    @Test("each worker makes its own handler, on its own thread")
    func handlers() throws {
        let gate = Gate()
        let socket = try ListeningSocket.make(path: place.socket)
        defer { Descriptors.close(socket.fd) }
        let workers = try Workers(socket: socket, count: 3) {
            gate.note("made")
            return { $0.write(ok("")) }
        }
        try workers.start()
        #expect(eventually { gate.seen.count == 3 })
        workers.stop()
        #expect(gate.seen.count == 3)
    }

    @Test("an exchange that outlives its handler reads nothing and writes nothing")
    func over() throws {
        let kept = Mutex<[String]>([])
        try with(
            count: 1,
            { exchange in
                exchange.write(ok("a"))
                exchange.finish()
                exchange.write(ok("b"))
                let outcome = Result { try exchange.read(upTo: 1) }
                kept.withLock { $0.append("\(outcome)") }
            }
        ) { (_: Workers) throws in
            #expect(try Client.ask(place.socket, Client.get("/")).output.hasSuffix("a"))
        }
        #expect(kept.withLock { $0.first?.contains("over") } == true)
    }
}
