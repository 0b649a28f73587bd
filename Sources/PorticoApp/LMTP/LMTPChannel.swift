import Posix

/// The bytes of one connection, with the times that it may take.
final class LMTPChannel {
    /// Why no more bytes are read.
    enum End: Error, Equatable {
        /// The other side has gone.
        case gone
        case tooSlow, othersWait, stopping

        /// What the other side is told, if it is there.
        var reply: LMTPReply? {
            switch self {
            case .gone: nil
            case .tooSlow: .tooSlow
            case .othersWait: .othersWait
            case .stopping: .stopping
            }
        }
    }

    /// Microseconds.
    struct Patience {
        /// For one command (RFC 5321 §4.5.3.2.7).
        var command: Int64 = 300_000_000
        /// For one message.
        var message: Int64 = 600_000_000
        /// What is left for a message that is on its way when the program is to stop.
        var stopping: Int64 = 20_000_000
        /// Silence, while others wait for a thread that is free.
        var silence: Int64 = 10_000_000
        /// For the other side to take an answer.
        var answer: Int64 = 60_000_000
    }

    private let descriptor: Int32
    private let stop: Int32
    private let listener: Int32
    private let patience: Patience
    private var deadline: Int64
    private var isInMessage = false

    /// - Parameters:
    ///   - stop: loses its other end when the program is to stop.
    ///   - listener: where others wait; none below 0.
    init(_ descriptor: Int32, stop: Int32, listener: Int32, patience: Patience = Patience()) {
        self.descriptor = descriptor
        self.stop = stop
        self.listener = listener
        self.patience = patience
        deadline = Clocks.monotonic() + patience.command
        _ = UnixSocket.setTimeouts(descriptor, microseconds: patience.answer)
    }

    /// A command is next: its time begins.
    func beginCommand() { begin(patience.command, isInMessage: false) }

    /// - Throws: `stopping` when it is too late for another message.
    func beginMessage() throws(End) {
        if try ready(stop: stop, others: -1, within: 0).stop { throw .stopping }
        begin(patience.message, isInMessage: true)
    }

    private func begin(_ time: Int64, isInMessage: Bool) {
        deadline = Clocks.monotonic() + time
        self.isInMessage = isInMessage
    }

    /// The next bytes, at least one.
    func read() throws(End) -> [UInt8] {
        let began = Clocks.monotonic()
        var stop = stop
        while true {
            let now = Clocks.monotonic()
            guard now < deadline else { throw .tooSlow }
            let untilSilence = began + patience.silence - now
            let isSilent = untilSilence <= 0
            let state = try ready(
                stop: stop, others: isSilent ? listener : -1,
                within: isSilent ? deadline - now : min(untilSilence, deadline - now))
            if state.bytes {
                guard let bytes = try? Descriptors.read(descriptor, upTo: 1 << 16), !bytes.isEmpty else {
                    throw .gone
                }
                return bytes
            }
            if state.stop {
                guard isInMessage else { throw .stopping }
                deadline = min(deadline, now + patience.stopping)
                stop = -1
            }
            if state.others { throw .othersWait }
        }
    }

    private func ready(
        stop: Int32, others: Int32, within microseconds: Int64
    ) throws(End) -> (bytes: Bool, stop: Bool, others: Bool) {
        // poll passes over what is below 0.
        let milliseconds = Int32(clamping: (microseconds + 999) / 1_000)
        guard let all = try? Descriptors.wait([descriptor, stop, others], milliseconds: milliseconds) else {
            throw .gone
        }
        return (all[0].any, all[1].any, all[2].readable)
    }

    func send(_ bytes: [UInt8]) throws(End) {
        guard UnixSocket.send(bytes, to: descriptor) else { throw .gone }
    }

    func close() { Descriptors.close(descriptor) }
}
