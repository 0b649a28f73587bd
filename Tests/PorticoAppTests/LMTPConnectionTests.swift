import Posix
import Synchronization
import Testing

@testable import PorticoApp

@Suite("LMTP, over a socket")
struct LMTPConnectionTests {
    private final class Taken: Sendable {
        let messages = Mutex<[String]>([])
    }

    /// A mail server's side of a connection, and the messages that arrived on ours.
    private final class Line: Sendable {
        let client: Int32
        let stop: (read: Int32, write: Int32)
        private let listener: Int32
        private let path = "/tmp/portico-lmtp-\(Random.bytes(6).map { String($0, radix: 16) }.joined())"
        private let taken = Taken()
        private let thread: PosixThread

        var messages: [String] { taken.messages.withLock { $0 } }

        /// - Parameter most: bytes after which a message is given up.
        init(_ patience: LMTPChannel.Patience = LMTPChannel.Patience(), most: Int = .max) throws {
            listener = try UnixSocket.listen(path: path, mode: 0o600, backlog: 5)
            stop = try Descriptors.pipe()
            client = try UnixSocket.connect(path: path, within: 20_000_000)
            guard case .connection(let server) = UnixSocket.accept(listener) else {
                throw PosixError("accept", code: 0)
            }
            let (stop, listener, taken) = (stop.read, listener, taken)
            thread = try PosixThread.start(name: "lmtp") {
                LMTPConnection(
                    LMTPChannel(server, stop: stop, listener: listener, patience: patience),
                    LMTPSession(name: "test", mostBytes: 100_000)
                ) { recipients, next in
                    var bytes: [UInt8] = []
                    do {
                        while case let more = try next(), !more.isEmpty, bytes.count <= most { bytes += more }
                    } catch {
                        return []
                    }
                    if bytes.count > most { return recipients.map { _ in .tooLarge } }
                    taken.messages.withLock { $0.append(String(decoding: bytes, as: UTF8.self)) }
                    return recipients.map { $0.hasPrefix("no") ? .notNow : .done }
                }.serve()
            }
        }

        func say(_ text: String) { _ = UnixSocket.send(Array(text.utf8), to: client) }

        /// The codes of all answers, until the connection is closed.
        func codes() throws -> [Int] {
            var bytes: [UInt8] = []
            while case let more = try Descriptors.read(client, upTo: 1 << 16), !more.isEmpty { bytes += more }
            return String(decoding: bytes, as: UTF8.self).split(separator: "\r\n").compactMap {
                $0.dropFirst(3).first == "-" ? nil : Int($0.prefix(3))
            }
        }

        /// Reads until the last line begins so.
        func hear(_ beginning: String) throws {
            var text = ""
            while !text.split(separator: "\r\n").contains(where: { $0.hasPrefix(beginning) }) {
                let bytes = try Descriptors.read(client, upTo: 1 << 16)
                guard !bytes.isEmpty else { throw PosixError("read", "the end", code: 0) }
                text += String(decoding: bytes, as: UTF8.self)
            }
        }

        func another() throws -> Int32 { try UnixSocket.connect(path: path) }

        func end() {
            Descriptors.close(client)
            thread.join()
            [listener, stop.read].forEach(Descriptors.close)
            try? Files.remove(path)
        }
    }

    private static let envelope = "LHLO a\r\nMAIL FROM:<a@b>\r\nRCPT TO:<one@b>\r\nRCPT TO:<no@b>\r\nDATA\r\n"

    @Test("each recipient is answered for, also when everything comes at once")
    func pipelined() throws {
        let line = try Line()
        defer { line.end() }
        line.say(
            Self.envelope
                + "one\r\n.\r\nRSET\r\nMAIL FROM:<>\r\nRCPT TO:<x@b>\r\nDATA\r\n..two\r\n.\r\nQUIT\r\nNOOP\r\n"
        )
        #expect(
            try line.codes() == [220, 250, 250, 250, 250, 354, 250, 451, 250, 250, 250, 354, 250, 221])
        #expect(line.messages == ["one\r\n", ".two\r\n"])
    }

    @Test("a message that was given up half way is read to its end, and the next one is taken")
    func givenUp() throws {
        let line = try Line(most: 10)
        defer { line.end() }
        let long = String(repeating: "MAIL FROM:<x@y>\r\n", count: 10_000)
        line.say(Self.envelope + long + ".\r\nMAIL FROM:<>\r\nRCPT TO:<x@b>\r\nDATA\r\ntwo\r\n.\r\nQUIT\r\n")
        #expect(try line.codes() == [220, 250, 250, 250, 250, 354, 552, 552, 250, 250, 354, 250, 221])
        #expect(line.messages == ["two\r\n"])
    }

    @Test("half a message is none")
    func half() throws {
        let line = try Line()
        line.say(Self.envelope + "one\r\n.\r")
        UnixSocket.endWriting(line.client)
        #expect(try line.codes() == [220, 250, 250, 250, 250, 354])
        line.end()
        #expect(line.messages == [])
    }

    @Test("told to stop, it ends between messages, and finishes the one at hand")
    func stop() throws {
        let idle = try Line()
        defer { idle.end() }
        try idle.hear("220")
        Descriptors.close(idle.stop.write)
        #expect(try idle.codes() == [421])

        let busy = try Line()
        defer { busy.end() }
        busy.say(Self.envelope + "one\r\n")
        try busy.hear("354")
        Descriptors.close(busy.stop.write)
        busy.say(".\r\nMAIL FROM:<>\r\nRCPT TO:<x@b>\r\nDATA\r\n")
        // What came with its end is too late.
        #expect(try busy.codes().first == 250)
        #expect(busy.messages == ["one\r\n"])
    }

    @Test("whoever is silent while others wait goes, and whoever takes too long")
    func slow() throws {
        var patience = LMTPChannel.Patience()
        patience.silence = 1_000
        let silent = try Line(patience)
        defer { silent.end() }
        try silent.hear("220")
        let other = try silent.another()
        defer { Descriptors.close(other) }
        #expect(try silent.codes() == [421])

        patience.message = 1_000
        let slow = try Line(patience)
        defer { slow.end() }
        slow.say(Self.envelope + "one\r\n")
        #expect(try slow.codes().last == 421)
        #expect(slow.messages == [])
    }
}
