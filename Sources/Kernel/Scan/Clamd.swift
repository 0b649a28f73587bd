import Posix

/// The virus scanner beside the program, asked over its socket of this machine: clamd(8), INSTREAM. It reads what it is
/// sent and nothing else, so that it needs no right to the files.
package struct Clamd: Sendable {
    private let socket: String

    /// - Parameter socket: what stands behind LocalSocket in clamd.conf.
    package init(socket: String) {
        self.socket = socket
    }

    /// Why nobody knows whether a file is clean.
    package enum Doubt: String, Error, Sendable {
        /// Nothing answers at the socket.
        case away
        /// It took longer than it may.
        case slow
        /// It is larger than clamd takes: StreamMaxLength in clamd.conf.
        case tooLarge = "too-large"
        /// It answered something else.
        case failed
    }

    package enum Verdict: Sendable, Equatable {
        case clean
        case infected(String)
        case unknown(Doubt)
    }

    /// Bytes of one piece.
    private static let piece = 1 << 16

    /// Lets clamd read a file, in pieces.
    ///
    /// - Parameter deadline: the moment by which it has answered, in microseconds of the monotonic clock.
    package func scan(_ path: String, until deadline: Int64) -> Verdict {
        do {
            let line = try ClamdLine(socket, until: deadline)
            defer { line.close() }
            let file: Int32
            do { file = try Descriptors.open(path) } catch { return .unknown(.failed) }
            defer { Descriptors.close(file) }
            var goesOn = try line.send(Array("zINSTREAM\0".utf8))
            while goesOn {
                guard let bytes = try? Descriptors.read(file, upTo: Self.piece) else {
                    return .unknown(.failed)
                }
                // A piece without bytes is the end. Where clamd has had enough it says so and hangs up.
                goesOn = try line.send(Self.length(bytes.count) + bytes) && !bytes.isEmpty
            }
            return Self.verdict(try line.answer())
        } catch {
            return .unknown(error)
        }
    }

    /// What it calls itself and its signatures: `ClamAV 1.4.6/27500/Mon Nov 23 …`; nil when it does not answer.
    package func version(until deadline: Int64) -> String? {
        guard let line = try? ClamdLine(socket, until: deadline) else { return nil }
        defer { line.close() }
        guard (try? line.send(Array("zVERSION\0".utf8))) == true, let answer = try? line.answer(),
            answer.starts(with: "ClamAV ".utf8)
        else { return nil }
        return String(decoding: answer, as: UTF8.self)
    }

    private static func length(_ count: Int) -> [UInt8] {
        [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: count >> $0) }
    }

    /// `stream: OK`, `stream: NAME FOUND`, or an error.
    static func verdict(_ answer: [UInt8]) -> Verdict {
        let (begin, end) = (Array("stream:".utf8), Array(" FOUND".utf8))
        if answer == begin + Array(" OK".utf8) { return .clean }
        if answer.starts(with: begin), answer.suffix(end.count).elementsEqual(end),
            answer.count > begin.count + 1 + end.count
        {
            let name = String(decoding: answer[(begin.count + 1)..<(answer.count - end.count)], as: UTF8.self)
            return .infected(String(name.unicodeScalars.prefix(100)))
        }
        return .unknown(answer.starts(with: "INSTREAM size limit ".utf8) ? .tooLarge : .failed)
    }
}

/// One question to clamd and its answer.
private struct ClamdLine {
    private let descriptor: Int32
    private let deadline: Int64

    /// Bytes of an answer; what is longer is none of clamd's.
    private static let longest = 4_096

    init(_ socket: String, until deadline: Int64) throws(Clamd.Doubt) {
        self.deadline = deadline
        let rest = deadline - Clocks.monotonic()
        guard rest > 0 else { throw .slow }
        do {
            descriptor = try UnixSocket.connect(path: socket, within: rest)
        } catch { throw .away }
    }

    func close() { Descriptors.close(descriptor) }

    /// - Returns: false when clamd takes no more.
    func send(_ bytes: [UInt8]) throws(Clamd.Doubt) -> Bool {
        try hurry()
        return UnixSocket.send(bytes, to: descriptor)
    }

    /// Up to the NUL that ends it.
    func answer() throws(Clamd.Doubt) -> [UInt8] {
        var answer: [UInt8] = []
        while answer.count < Self.longest {
            try hurry()
            let bytes: [UInt8]
            do {
                bytes = try Descriptors.read(descriptor, upTo: Self.longest)
            } catch {
                throw deadline <= Clocks.monotonic() ? .slow : .failed
            }
            answer += bytes
            if let end = answer.firstIndex(of: 0) { return Array(answer[..<end]) }
            if bytes.isEmpty { throw .failed }
        }
        throw .failed
    }

    /// What is left of the time is what the next step may take.
    private func hurry() throws(Clamd.Doubt) {
        let rest = deadline - Clocks.monotonic()
        guard rest > 0, UnixSocket.setTimeouts(descriptor, microseconds: max(1_000, rest)) else {
            throw .slow
        }
    }
}
